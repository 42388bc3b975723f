// The real servers and processes of one run, in a folder of their own, gone afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startNatsServer } from '@slotguard/embedded-nats';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { inboxOf, natsServerConfig } from '@slotguard/service-kit';

const READY_MS = 20_000;
const STOP_MS = 10_000;

/** A nats-server with a user for each service, as when distributed, and `root` for the bare relay beside them. */
export async function openSystem({ fsync }) {
  const folder = await mkdtemp(join(tmpdir(), 'slotguard-bench-'));
  const config = natsServerConfig((role) => role).replace('users: [', 'users: [\n    { user: root, password: root }');
  const nats = await startNatsServer({ dataDir: folder, keepAlive: false, config, fsync });
  const children = new Set();
  const logs = [];
  const urlOf = (user) => Object.assign(new URL(nats.url), { username: user, password: user }).href;
  const openLog = async (role) => {
    const log = await JetStreamEventLog.open({ url: urlOf(role), inboxPrefix: inboxOf(role) });
    logs.push(log);
    return log;
  };
  await openLog('setup');
  return {
    ...{ urlOf, openLog, version: nats.version },
    run: (program, env) => run(program, env, children),
    async close() {
      for (const child of children) await stop(child);
      for (const log of logs) await log.close();
      await nats.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a program of this project; resolves with its address and how to stop it once it says that it is ready. */
async function run(program, env, children) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', EVENT_LOG: 'jetstream', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${program} ${why}:\n${output}`));
    const timer = setTimeout(() => fail('is not ready'), READY_MS);
    child.once('exit', () => fail('has ended'));
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        output = `${output}${line}\n`.slice(-4_000);
        const ready = /is ready: (\S+)/.exec(line)?.[1];
        if (ready === undefined) return;
        clearTimeout(timer);
        resolve(ready);
      });
  });
  return {
    url,
    async stop() {
      await stop(child);
      children.delete(child);
    },
  };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
