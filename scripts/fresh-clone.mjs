#!/usr/bin/env node
// What a newcomer meets: a fresh clone of HEAD, `npm ci`, `npm start`, a text, the answer. Prints what it took, and fails past the promises:
// the first answer within 15 s after the install (the build is part of it), all processes together under 400 MB, `slotguard verify` clean.
// A late answer is waited for and measured too: on a crowded machine the figure, beside the load, says more than that there was none.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopGroup } from './fresh-clone/process-group.mjs';

const ANSWER_MS_MAX = 15_000;
/** Until then an answer is waited for, late as it is. */
const GIVE_UP_MS = 300_000;
const MEMORY_MB_MAX = 400;
const CUSTOMER = '+15550142';

const folder = mkdtempSync(join(tmpdir(), 'slotguard-fresh-'));
const clone = join(folder, 'slotguard');
const run = (command, args, cwd = clone) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Resident memory of a process and all that it started, in MB. Pages that several share count once for each: never too little. */
function memoryMb(root) {
  const stat = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      stat.set(Number(pid), {
        parent: Number(/PPid:\s+(\d+)/.exec(status)[1]),
        kb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0),
      });
    } catch {
      // Gone meanwhile.
    }
  }
  const isBelow = (pid) => pid === root || (stat.has(pid) && isBelow(stat.get(pid).parent));
  return Math.round([...stat].filter(([pid]) => isBelow(pid)).reduce((sum, [, { kb }]) => sum + kb, 0) / 1024);
}

/** The answer, and when the first text was taken (the build is done then, and everything up). */
async function firstAnswer(url, child, deadline) {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('npm start has ended');
    try {
      const sent = await fetch(`${url}/phone/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: CUSTOMER, text: 'book me for botox at 2pm tomorrow' }),
      });
      if (sent.ok) break;
    } catch {
      // Not up yet.
    }
    if (Date.now() > deadline) throw new Error('nothing answered in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const takenAt = Date.now();
  const stream = await fetch(`${url}/phone/api/stream?from=${encodeURIComponent(CUSTOMER)}`, {
    signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
  });
  let text = '';
  for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (const block of text.split('\n\n')) {
      const data = /^event: message$/m.test(block) && /^data: (.*)$/m.exec(block)?.[1];
      if (data && JSON.parse(data).direction === 'out') return { text: JSON.parse(data).text, takenAt };
    }
  }
  throw new Error('the stream ended without an answer');
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

let child;
try {
  run('git', ['clone', '--quiet', process.cwd(), clone], folder);
  const installed = Date.now();
  run('npm', ['ci', '--no-progress']);
  console.log(`npm ci        ${seconds(Date.now() - installed)}`);

  const port = await freePort();
  const load = loadavg()[0].toFixed(1);
  const started = Date.now();
  child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, PORT: String(port) },
    stdio: 'inherit',
    detached: true,
  });
  const { text, takenAt } = await firstAnswer(`http://127.0.0.1:${port}`, child, started + GIVE_UP_MS);
  const answerMs = Date.now() - started;
  console.log(`built and up  ${seconds(takenAt - started)}`);
  console.log(`first answer  ${seconds(answerMs)}: ${JSON.stringify(text)}`);
  console.log(`load          ${load} before the start, on ${availableParallelism()} cores`);
  const memory = memoryMb(child.pid);
  console.log(`memory        ${memory} MB, all processes together`);
  console.log(run('npx', ['slotguard', 'verify']));
  const broken = [
    ...(answerMs > ANSWER_MS_MAX
      ? [`the first answer took ${seconds(answerMs)}, not ${ANSWER_MS_MAX / 1000} s at most`]
      : []),
    ...(memory > MEMORY_MB_MAX ? [`${memory} MB are taken, not ${MEMORY_MB_MAX} at most`] : []),
  ];
  if (broken.length > 0) throw new Error(broken.join('; '));
} finally {
  if (child?.pid !== undefined) await stopGroup(child.pid);
  rmSync(folder, { recursive: true, force: true });
}
