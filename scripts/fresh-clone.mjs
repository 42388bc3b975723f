#!/usr/bin/env node
// What a newcomer meets: a fresh clone of HEAD, `npm ci`, `npm start`, a text, the answer. Prints what it took, and fails past the promises:
// the first answer within 15 s after the install, all processes together under 400 MB, `slotguard verify` clean.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ANSWER_MS_MAX = 15_000;
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

async function firstAnswer(url, deadline) {
  for (;;) {
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
  const stream = await fetch(`${url}/phone/api/stream?from=${encodeURIComponent(CUSTOMER)}`, {
    signal: AbortSignal.timeout(deadline - Date.now()),
  });
  let text = '';
  for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (const block of text.split('\n\n')) {
      const data = /^event: message$/m.test(block) && /^data: (.*)$/m.exec(block)?.[1];
      if (data && JSON.parse(data).direction === 'out') return JSON.parse(data).text;
    }
  }
  throw new Error('the stream ended without an answer');
}

let child;
try {
  run('git', ['clone', '--quiet', process.cwd(), clone], folder);
  const installed = Date.now();
  run('npm', ['ci', '--no-progress']);
  console.log(`npm ci        ${((Date.now() - installed) / 1000).toFixed(1)} s`);

  const port = await freePort();
  const started = Date.now();
  child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, PORT: String(port) },
    stdio: 'inherit',
    detached: true,
  });
  const answer = await firstAnswer(`http://127.0.0.1:${port}`, started + ANSWER_MS_MAX);
  console.log(`first answer  ${((Date.now() - started) / 1000).toFixed(1)} s: ${JSON.stringify(answer)}`);
  const memory = memoryMb(child.pid);
  console.log(`memory        ${memory} MB, all processes together`);
  console.log(run('npx', ['slotguard', 'verify']));
  if (memory > MEMORY_MB_MAX) throw new Error(`that is more than ${MEMORY_MB_MAX} MB`);
} finally {
  if (child?.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
