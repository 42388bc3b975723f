import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { checkVersion, createCluster, passwordOf, SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError } from './errors.js';
import { lockFolder } from './folder-lock.js';
import { freePort } from './free-port.js';
import { startPostmaster, stopOrphan, type Postmaster, type PostmasterOptions } from './postmaster.js';
import { accountFor } from './run-as.js';
import { serverSettings } from './settings.js';

export interface EmbeddedPostgresOptions {
  /** Holds the database, its password and its log; made when missing. One process at a time may use it. */
  readonly dataDir: string;
  /** Off only where losing everything at a power cut does no harm: in tests. Default on. */
  readonly fsync?: boolean;
  /** Default: any free port of 127.0.0.1. */
  readonly port?: number;
  /** Starts the server again, on the same port, when it dies by itself. Default on. */
  readonly keepAlive?: boolean;
  /** What is worth a line: first use, an orphan stopped, a restart. */
  readonly log?: (line: string) => void;
  /** Settings of Postgres on top of ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** `postgres://user:password@127.0.0.1:port/slotguard`; the same after a restart. Not for logs. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const START_ATTEMPTS = 5;
const RESTART_WAIT_MAX_MS = 10_000;

/**
 * Runs the Postgres that ships in the npm package on a folder, as an ordinary user (as root: as `nobody`, or whoever owns the data).
 * Survives kills of itself and of the server: what was committed is there at the next start. Throws `EmbeddedPostgresError`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const dataDir = await makeFolder(options.dataDir);
  const lock = await lockFolder(dataDir).catch((error: unknown) => rethrow(error, dataDir));
  try {
    const server = await prepare(dataDir, options, log);
    return await run(server, options, log, lock.release);
  } catch (error) {
    await lock.release();
    return rethrow(error, dataDir);
  }
}

type Prepared = Omit<PostmasterOptions, 'settings'> & { readonly password: string };

async function makeFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true }).catch((error: unknown) => rethrow(error, path));
  return realpath(path);
}

async function prepare(
  dataDir: string,
  options: EmbeddedPostgresOptions,
  log: (line: string) => void,
): Promise<Prepared> {
  const pgdata = join(dataDir, 'pgdata');
  const account = accountFor(pgdata);
  const binaries = await findBinaries(account, log);
  const password = await passwordOf(dataDir, pgdata);
  if (!existsSync(pgdata)) {
    log(`creating the database in ${dataDir}`);
    await createCluster({ dataDir, pgdata, binaries, account, password, fsync: options.fsync ?? true });
  }
  await checkVersion(pgdata, binaries);
  await stopOrphan(pgdata, log);
  return { pgdata, logFile: join(dataDir, 'postgres.log'), binaries, account, password };
}

async function run(
  server: Prepared,
  options: EmbeddedPostgresOptions,
  log: (line: string) => void,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const start = (port: number): Promise<Postmaster> =>
    startPostmaster({ ...server, settings: { ...serverSettings(port, options.fsync ?? true), ...options.settings } });
  const first = await startOnSomePort(start, options.port);
  const { port } = first;
  const url = `postgres://${SUPERUSER}:${server.password}@127.0.0.1:${port}/${SUPERUSER}`;
  await nameDatabase(url).catch(async (error: unknown) => {
    await first.postmaster.stop();
    throw error;
  });
  let current = first.postmaster;
  const stopping = new AbortController();
  const kept = options.keepAlive === false ? Promise.resolve() : keepAlive();

  async function keepAlive(): Promise<void> {
    for (let failures = 0; ;) {
      const since = Date.now();
      await current.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > RESTART_WAIT_MAX_MS) failures = 0;
      log('Postgres has died: starting it again');
      const pauseMs = failures === 0 ? 0 : Math.min(100 * 2 ** failures, RESTART_WAIT_MAX_MS);
      failures++;
      await wait(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = await start(port).catch((error: unknown) => {
        log(isNativeError(error) ? error.message : String(error));
        return current;
      });
      if (stopping.signal.aborted) await current.stop();
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await current.stop();
    await kept;
    await release();
  }
  let stopped: Promise<void> | undefined;
  return {
    url,
    port,
    get pid() {
      return current.pid;
    },
    stop: () => (stopped ??= stop()),
  };
}

/** Between finding a free port and listening on it somebody may take it, and a dead server's last session may still be going. */
async function startOnSomePort(
  start: (port: number) => Promise<Postmaster>,
  wanted: number | undefined,
): Promise<{ port: number; postmaster: Postmaster }> {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    try {
      return { port, postmaster: await start(port) };
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
      await wait(100 * attempt);
    }
  }
}

/** The database that initdb made gets our name: quicker and smaller than one more. Also tries the password. */
async function nameDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: '/template1' }).href });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [SUPERUSER]);
    if (rowCount === 0) await client.query(`alter database postgres rename to ${SUPERUSER}`);
  } finally {
    await client.end();
  }
}

/** Files that we may not touch get the words that help; everything else stays what it is. */
function rethrow(error: unknown, dataDir: string): never {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (error instanceof EmbeddedPostgresError || (code !== 'EACCES' && code !== 'EPERM')) throw error;
  throw new EmbeddedPostgresError(
    'not_permitted',
    `No permission for ${dataDir} (${code}). It may belong to another user: start as that user, or choose another folder with SLOTGUARD_DATA_DIR.`,
    { cause: error },
  );
}
