// The whole system as `npm start` runs it, in a process of its own on a Postgres of its own; and how much memory it keeps.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import { parseEvent } from '@slotguard/contracts';
import { PostgresEventLog } from '@slotguard/event-log-postgres';

const READY_MS = 60_000;
const SAMPLE_MS = 500;
/** Warming up: code is compiled, conversations are met for the first time. */
const WARM_MS = 20_000;
const WINDOW_MS = 10_000;

export async function startStandalone({ twilio, number, modelUrl }) {
  const folder = await mkdtemp(join(tmpdir(), 'slotguard-bursts-'));
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    fsync: false,
    keepAlive: false,
    settings: { max_connections: '100' },
  });
  const port = await freePort();
  twilio.webhookUrl = `http://127.0.0.1:${port}/webhooks/twilio/sms`;
  const child = spawn(process.execPath, ['services/standalone/dist/main.js'], {
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), LOG_LEVEL: 'warn', NODE_ENV: 'test' },
      ...{ DATABASE_URL: postgres.url, SLOTGUARD_DATA_DIR: join(folder, 'slotguard') },
      ...{ TWILIO_ACCOUNT_SID: twilio.accountSid, TWILIO_API_BASE_URL: twilio.apiBaseUrl, TWILIO_FROM: number },
      ...{ OPENAI_API_KEY: 'local', OPENAI_BASE_URL: modelUrl, OPENAI_MODEL: 'slow' },
      // The budget is another matter.
      ...{ OPENAI_CONVERSATION_TOKENS: '100000000', OPENAI_DAY_TOKENS: '100000000000' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready:\n${output}`)), READY_MS);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output = `${output}${text}`.slice(-20_000);
        if (!/is ready: /.test(output)) return;
        clearTimeout(timer);
        resolve();
      });
    child.once('exit', () => reject(new Error(`ended:\n${output}`)));
  });
  await ready;
  const log = await PostgresEventLog.open({ url: postgres.url, poolSize: 2 });
  const samples = sampled(`http://127.0.0.1:${port}/metrics`);
  return {
    output: () => output.slice(-3_000),
    memory: samples.windows,
    /** All that is in the log, in its order. */
    async story() {
      const end = await log.lastPosition();
      const stop = new AbortController();
      const events = [];
      if (end > 0)
        for await (const event of log.follow({ after: 0, signal: stop.signal })) {
          events.push({ ...parseEvent(event) });
          if (event.position >= end) stop.abort();
        }
      return events;
    },
    async stop() {
      samples.stop();
      await log.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(timer);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The least heap in each window: what is left after collections. */
function sampled(url) {
  const samples = [];
  const began = performance.now();
  const timer = setInterval(async () => {
    const text = await fetch(url).then(
      (response) => response.text(),
      () => '',
    );
    const bytes = Number(/^nodejs_heap_size_used_bytes\S* (\S+)/m.exec(text)?.[1]);
    if (bytes > 0) samples.push({ at: performance.now() - began, mb: bytes / 1_048_576 });
  }, SAMPLE_MS);
  return {
    stop: () => clearInterval(timer),
    windows() {
      const warm = samples.filter(({ at }) => at > WARM_MS);
      const windows = new Map();
      for (const { at, mb } of warm) {
        const window = Math.floor((at - WARM_MS) / WINDOW_MS);
        windows.set(window, Math.min(windows.get(window) ?? Infinity, mb));
      }
      return [...windows.values()];
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
