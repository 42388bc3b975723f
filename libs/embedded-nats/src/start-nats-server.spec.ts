import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { aptSources } from './apt-sources.js';
import { findNatsServer, natsServerFromSuite } from './find-nats-server.js';
import { startNatsServer, type NatsServer } from './start-nats-server.js';
import { isNewEnough } from './version.js';

const folders: string[] = [];
const servers: NatsServer[] = [];
const environment = { ...process.env };
afterEach(async () => {
  process.env = { ...environment };
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'slotguard-nats-'));
  folders.push(path);
  return path;
}
async function start(options: Partial<Parameters<typeof startNatsServer>[0]> = {}): Promise<NatsServer> {
  const server = await startNatsServer({ dataDir: await folder(), ...options });
  servers.push(server);
  return server;
}
async function program(says: string): Promise<string> {
  const path = join(await folder(), 'nats-server');
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  return path;
}
async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(20);
}

describe('finding a nats-server', () => {
  test('the one that NATS_SERVER_BIN names comes first, and an old one there is refused by name', async () => {
    process.env['NATS_SERVER_BIN'] = await program('nats-server: v2.11.4');
    expect(await findNatsServer()).toEqual({ path: process.env['NATS_SERVER_BIN'], version: '2.11.4' });
    process.env['NATS_SERVER_BIN'] = await program('nats-server: v2.10.27');
    await expect(findNatsServer()).rejects.toMatchObject({
      code: 'too_old',
      message: expect.stringContaining('is nats-server 2.10.27. Needs nats-server 2.11 or newer'),
    });
    process.env['NATS_SERVER_BIN'] = '/nowhere/nats-server';
    await expect(findNatsServer()).rejects.toMatchObject({ code: 'unusable' });
  });

  test('one on the PATH is taken when it is new enough, and passed over when it is not', async () => {
    const [old, recent] = [await program('nats-server: v2.9.10'), await program('nats-server: v2.14.4')];
    process.env['PATH'] = [old, recent].map((path) => path.replace(/\/nats-server$/, '')).join(':');
    expect((await findNatsServer()).path).toBe(recent);
  });

  test('otherwise a newer package is unpacked once, also when several look at the same time, and runs', async () => {
    process.env['XDG_CACHE_HOME'] = await folder();
    process.env['PATH'] = '/usr/bin:/bin';
    const found = await Promise.all([findNatsServer(), findNatsServer()]);
    expect(found[0]).toEqual(found[1]);
    expect(isNewEnough(found[0].version)).toBe(true);
    const server = await start({ binary: found[0] });
    expect((await fetch(`${server.monitorUrl}/healthz`)).status).toBe(200);
  }, 120_000);

  test('where no package can be had it says what to do', async () => {
    process.env['XDG_CACHE_HOME'] = await program('a file, not a folder');
    process.env['PATH'] = '/usr/bin:/bin';
    await expect(findNatsServer()).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('name it with NATS_SERVER_BIN'),
    });
  });

  test('the machine’s package sources are read in both of their formats', async () => {
    const etc = await folder();
    await writeFile(
      join(etc, 'sources.list'),
      '# deb http://no main\ndeb [signed-by=/k.gpg] http://a/debian x main non-free\n',
    );
    expect(await aptSources(etc)).toEqual([
      { uris: ['http://a/debian'], suites: ['x'], components: ['main', 'non-free'], signedBy: '/k.gpg' },
    ]);
    await writeFile(join(etc, 'sources.list'), '');
    const parts = join(etc, 'sources.list.d');
    await mkdir(parts);
    const stanza = 'Types: deb deb-src\n# why\nURIs: http://b/debian\nSuites: x x-updates\nComponents: main\n';
    const key = 'Signed-By:\n -----BEGIN-----\n .\n abc\n';
    await writeFile(join(parts, 'a.sources'), `${stanza}${key}\nTypes: deb\nEnabled: no\nURIs: http://c\n`);
    expect(await aptSources(etc)).toEqual([
      {
        uris: ['http://b/debian'],
        suites: ['x', 'x-updates'],
        components: ['main'],
        signedBy: '\n -----BEGIN-----\n .\n abc',
      },
    ]);
  });

  test.each([
    ['2.15.1', true],
    ['2.11.0', true],
    ['3.0.0', true],
    ['2.10.27', false],
    ['2.9.10', false],
    ['1.12.0', false],
  ])('version %s: new enough is %s', (version, expected) => expect(isNewEnough(version)).toBe(expected));
});

describe('running a nats-server', () => {
  test('keeps its ports and its streams’ folder over a kill, and is started again by itself', async () => {
    const server = await start();
    const [first, { client }] = [server.pid, server.ports];
    process.kill(first, 'SIGKILL');
    await until(async () => server.pid !== first && (await accepts(client)));
    await server.stop();
    expect(await accepts(client)).toBe(false);
  });

  test('stops when whoever started it is killed', async () => {
    const dataDir = await folder();
    const { path } = await findNatsServer();
    const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT], {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        BINARY: path,
        LIBRARY: new URL('../dist/index.js', import.meta.url).href,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = Number(await new Promise((resolve) => parent.stdout.once('data', (data) => resolve(String(data)))));
    expect(await accepts(port)).toBe(true);
    parent.kill('SIGKILL');
    await until(async () => !(await accepts(port)));
    await start({ dataDir });
  });

  test('is on disk before it acknowledges, unless it is told otherwise', async () => {
    const synced = async (server: NatsServer): Promise<unknown> =>
      ((await (await fetch(`${server.monitorUrl}/jsz?config=1`)).json()) as { config: object }).config;
    expect(await synced(await start())).toMatchObject({ sync_always: true });
    expect(await synced(await start({ fsync: false }))).not.toMatchObject({ sync_always: true });
  });

  test('a configuration that it does not understand is told in its own words', async () => {
    const dataDir = await folder();
    const starting = startNatsServer({ dataDir, config: 'accounts: {' });
    await expect(starting).rejects.toMatchObject({ name: 'EmbeddedNatsError', code: 'start_failed' });
    expect(await readFile(join(dataDir, 'nats.conf'), 'utf8')).toContain('accounts: {');
  });

  test('an old one runs too: tests need to see it refused', async () => {
    const old = await natsServerFromSuite('trixie');
    expect(old.version).toBe('2.10.27');
    await start({ binary: old, fsync: false });
  }, 120_000);
});

const PARENT = `
const { startNatsServer } = await import(process.env.LIBRARY);
const binary = { path: process.env.BINARY, version: '' };
const server = await startNatsServer({ dataDir: process.env.DATA_DIR, binary });
console.log(server.ports.client);
setInterval(() => undefined, 1000);
`;
