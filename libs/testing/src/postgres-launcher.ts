import { startEmbeddedPostgres, type EmbeddedPostgres } from '@slotguard/embedded-postgres';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { tempFolder } from './temp-folder.js';
import { waitFor } from './wait-for.js';

export interface LaunchedPostgres {
  /** Of the server's first database; the same after a restart. */
  readonly url: string;
  /** A new, empty database on this server, for one test; returns its url. */
  createDatabase(name?: string): Promise<string>;
  /** Stops as an operator would, runs `meanwhile`, and starts on the same port. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** `kill -9`, and its sessions are gone as well; `restart` brings it back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface LaunchPostgresOptions {
  /** Only for tests of what a power cut leaves: fsync costs time. Kills lose nothing either way. */
  readonly fsync?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts a real Postgres of the test's own on a free port, its data in a temporary folder. */
export async function launchPostgres(options: LaunchPostgresOptions = {}): Promise<LaunchedPostgres> {
  const folder = await tempFolder('postgres');
  const start = (port?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir: join(folder.path, 'data'),
      fsync: options.fsync ?? false,
      keepAlive: false,
      settings: { max_connections: '200', ...options.settings },
      ...(port === undefined ? {} : { port }),
    });
  let server = await start().catch(async (error: unknown) => {
    await folder.remove();
    throw error;
  });
  const { url, port } = server;
  let databases = 0;
  return {
    url,
    async createDatabase(name = `test_${++databases}`) {
      // Its files copied as they are, four times as quick as through the write-ahead log.
      await runSql(url, `create database ${pg.escapeIdentifier(name)} strategy file_copy`);
      return Object.assign(new URL(url), { pathname: `/${encodeURIComponent(name)}` }).href;
    },
    async restart(meanwhile) {
      await server.stop();
      await meanwhile?.();
      server = await start(port);
    },
    async kill() {
      const sessions = await childrenOf(server.pid);
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
      // A session outlives its server for a moment, and still answers.
      const areOver = async (): Promise<boolean> => !(await Promise.all(sessions.map(isRunning))).includes(true);
      await waitFor(areOver, { what: 'the sessions of the killed server to end' });
    },
    async stop() {
      await server.stop();
      await folder.remove();
    },
  };
}

/** Linux tells; elsewhere none are known. */
async function childrenOf(pid: number): Promise<number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return listed.split(' ').filter(Boolean).map(Number);
}

/** One that has ended and that nobody has taken leave of (`Z`) runs no more. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) Z/.test(state);
}

/** One statement on a connection of its own. */
export async function runSql(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
