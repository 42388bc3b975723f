import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { postgresProcesses } from './process-table.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.js';

const DIST = new URL('../dist/index.js', import.meta.url).href;
const PARENT = `
  const { startEmbeddedPostgres } = await import(${JSON.stringify(DIST)});
  const server = await startEmbeddedPostgres({ dataDir: process.argv[1], fsync: false });
  console.log(JSON.stringify({ url: server.url, pid: server.pid }));
  setInterval(() => {}, 1000);
`;

describe('the embedded database', () => {
  let home: string;
  const running: EmbeddedPostgres[] = [];
  const parents: ChildProcess[] = [];

  // One folder for all: each test finds it as the one before left it, killed or stopped.
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'embedded-'));
    chmodSync(home, 0o700); // as root: a home folder that the server's user can't enter
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  afterEach(async () => {
    parents.splice(0).forEach((parent) => parent.kill('SIGKILL'));
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });

  async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir: join(home, 'data'), fsync: false, ...options });
    running.push(server);
    return server;
  }
  async function startInAnotherProcess(): Promise<{ parent: ChildProcess; url: string; pid: number }> {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT, join(home, 'data')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    parents.push(parent);
    const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
    return { parent, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
  }
  async function kill(parent: ChildProcess): Promise<void> {
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  }

  test('starts on an empty folder that others can’t enter, and keeps what was written', async () => {
    const first = await start();
    const note = await write(first.url);
    await first.stop();
    const second = await start();
    expect(await read(second.url, note)).toEqual([{ answer: 42 }]);
  });

  test('runs twice at once on two folders', async () => {
    const [one, two] = await Promise.all([start(), start({ dataDir: join(home, 'b') })]);
    expect(one.port).not.toBe(two.port);
    await Promise.all([one, two].map((server) => query(server.url, 'select 1')));
  });

  test('lets nobody in without the password', async () => {
    const { port } = await start();
    await expect(query(`postgres://slotguard:wrong@127.0.0.1:${port}/slotguard`, 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  test('refuses a folder that another run uses, and says what to do', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({
      code: 'folder_in_use',
      message: expect.stringContaining('SLOTGUARD_DATA_DIR') as unknown,
    });
  });

  test('has what the calendar needs to keep appointments apart', async () => {
    const { url } = await start();
    await query(url, 'create extension btree_gist');
  });

  test('leaves no server behind when its process is killed', async () => {
    const { parent, url, pid } = await startInAnotherProcess();
    const note = await write(url);
    await kill(parent);
    await until(() => !alive(pid));
    const next = await start();
    expect(await read(next.url, note)).toEqual([{ answer: 42 }]);
  });

  test('ends a server that was left behind all the same, and loses nothing', async () => {
    const { parent, url, pid } = await startInAnotherProcess();
    const note = await write(url);
    for (const child of childrenOf(parent.pid!)) if (child !== pid) process.kill(child, 'SIGKILL'); // the watchdog
    await kill(parent);
    expect(alive(pid)).toBe(true);
    const lines: string[] = [];
    const next = await start({ log: (line) => lines.push(line) });
    await until(() => !alive(pid));
    expect(lines.join()).toContain('left behind');
    expect(await read(next.url, note)).toEqual([{ answer: 42 }]);
  });

  test('starts again after both the process and the server were killed', async () => {
    const { parent, url, pid } = await startInAnotherProcess();
    const note = await write(url);
    process.kill(pid, 'SIGKILL');
    await kill(parent);
    const next = await start();
    expect(await read(next.url, note)).toEqual([{ answer: 42 }]);
  });

  test('comes back at the same address when the server alone is killed', async () => {
    const server = await start({ fsync: true });
    const note = await write(server.url);
    const before = server.pid;
    process.kill(before, 'SIGKILL');
    await until(() => server.pid !== before);
    expect(await read(server.url, note)).toEqual([{ answer: 42 }]);
  });

  test('starts although the old server’s process number belongs to another process now', async () => {
    const server = await start({ keepAlive: false });
    const file = join(home, 'data', 'pgdata', 'postmaster.pid');
    process.kill(server.pid, 'SIGKILL');
    await until(() => postgresProcesses(join(home, 'data', 'pgdata'), server.pid).length === 0);
    await server.stop();
    const [, ...rest] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [process.pid, ...rest].join('\n'));
    writeFileSync(join(home, 'data', 'in-use-by'), `${process.pid} started-at-another-time\n`);
    await query((await start()).url, 'select 1');
  });

  test('stops by itself only once, and a second stop does no harm', async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    expect(alive(server.pid)).toBe(false);
  });

  test('says which file is missing when the password is gone', async () => {
    await (await start()).stop();
    rmSync(join(home, 'data', 'password'));
    await expect(start()).rejects.toMatchObject({ code: 'not_permitted' });
  });
});

let notes = 0;
async function write(url: string): Promise<string> {
  const note = `note_${++notes}`;
  await query(url, `create table ${note} as select 42 as answer`);
  return note;
}
function read(url: string, note: string): Promise<unknown[]> {
  return query(url, `select answer from ${note}`);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await wait(20);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}
