// How long each reader takes a reply. The machine does other work too: of three rounds the quickest of each reply counts, for all alike.
import { spawn } from 'node:child_process';

const ROUNDS = 3;

/** Reads every case in each round; the results of the first, and the times in microseconds, ascending. */
export function timed(read, cases) {
  const kinds = new Map();
  const best = new Float64Array(cases.length).fill(Infinity);
  for (let round = 0; round < ROUNDS; round++)
    cases.forEach((given, i) => {
      const began = process.hrtime.bigint();
      const choice = read(given);
      best[i] = Math.min(best[i], Number(process.hrtime.bigint() - began) / 1000);
      if (round === 0) kinds.set(given.id, choice);
    });
  return { kinds, micros: best.sort() };
}

export const quantile = (micros, share) => micros[Math.min(micros.length - 1, Math.floor(share * micros.length))];

/** Cases a second through the pipe of `slotguard choose`, its start included. */
export async function throughput(lines, bin) {
  const began = performance.now();
  const child = spawn(process.execPath, [bin, 'choose'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let answers = 0;
  child.stdout.on('data', (chunk) => (answers += chunk.toString('latin1').split('\n').length - 1));
  child.stdin.end(`${lines.join('\n')}\n`);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0 || answers !== lines.length)
    throw new Error(`slotguard choose answered ${answers} of ${lines.length}`);
  return lines.length / ((performance.now() - began) / 1000);
}
