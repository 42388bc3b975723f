import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError } from './errors.js';
import type { Account } from './run-as.js';

export const SUPERUSER = 'slotguard';

/** How a server's process sees its data folder. */
export interface DataPath {
  /** What it is told with -D. */
  readonly argument: string;
  /** Where it is started. */
  readonly cwd: string;
}

/**
 * Another user may be unable to walk to the folder (it lies below a home that others can't enter). On Linux a process started inside
 * a folder can always name it `/proc/self/cwd`, which walks nowhere: so the data stay where they were asked for, and no mode is touched.
 */
export function dataPath(pgdata: string, account: Account | undefined): DataPath {
  const closed = account !== undefined && process.platform === 'linux';
  return { argument: closed ? '/proc/self/cwd' : pgdata, cwd: pgdata };
}

/** The environment of the server's processes: none of our PG* variables, messages in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

/** The superuser's password, made on first use, readable by its owner alone. */
export async function passwordOf(dataDir: string, pgdata: string): Promise<string> {
  const file = join(dataDir, 'password');
  const found = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (found !== '') return found;
  if (existsSync(pgdata)) {
    throw new EmbeddedPostgresError(
      'not_permitted',
      `${file} is missing or unreadable, and the database beside it can't be opened without it. Put it back, or move ${dataDir} away to begin anew.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  const fresh = `${file}.new`;
  const handle = await open(fresh, 'w', 0o600);
  await handle.writeFile(`${password}\n`);
  await handle.sync();
  await handle.close();
  await rename(fresh, file);
  return password;
}

/** Makes the database files beside their place and renames them into it, so that a crash leaves nothing half made. */
export async function createCluster(options: {
  readonly dataDir: string;
  readonly pgdata: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly password: string;
  readonly fsync: boolean;
}): Promise<void> {
  const { dataDir, pgdata, binaries, account, password, fsync } = options;
  await removeHalfMade(dataDir);
  const fresh = await mkdtemp(join(dataDir, 'pgdata.new-'));
  if (account) await chown(fresh, account.uid, account.gid);
  const passwordFile = join(dataDir, 'password.init');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  // An open file is passed on, because the account may be unable to walk to it.
  const handle = await open(passwordFile, 'r');
  try {
    await runInitdb(binaries.initdb, dataPath(fresh, account), account, handle.fd, fsync);
    await rename(fresh, pgdata);
  } finally {
    await handle.close();
    await rm(passwordFile, { force: true });
  }
  if (fsync) await syncFolder(dataDir);
}

async function removeHalfMade(dataDir: string): Promise<void> {
  const halfMade = (await readdir(dataDir)).filter((name) => name.startsWith('pgdata.new-'));
  await Promise.all(halfMade.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
}

async function runInitdb(
  program: string,
  path: DataPath,
  account: Account | undefined,
  passwordFd: number,
  fsync: boolean,
) {
  const options = [
    `--pgdata=${path.argument}`,
    `--username=${SUPERUSER}`,
    '--pwfile=/dev/fd/3',
    '--auth=scram-sha-256',
  ];
  // Collation that no upgrade of the system's C library can change under an index.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  // Small pieces of write-ahead log (MB): a shop's database should not begin with 16 MB of nothing.
  const size = ['--wal-segsize=4'];
  const child = spawn(program, [...options, ...locale, ...size, ...(fsync ? [] : ['--no-sync'])], {
    ...account,
    cwd: path.cwd,
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', passwordFd],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2_000)));
  const status = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  if (status === 0) return;
  throw new EmbeddedPostgresError(
    'initdb_failed',
    `Postgres could not create its files in ${path.cwd} (${status}): ${complaints.trim()}\n` +
      'Check free space and permissions there, or choose another folder with SLOTGUARD_DATA_DIR.',
  );
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The Postgres of the programs must be the one that made the files. */
export async function checkVersion(pgdata: string, { majorVersion }: Binaries): Promise<void> {
  const made = (await readFile(join(pgdata, 'PG_VERSION'), 'utf8')).trim();
  if (majorVersion === made) return;
  throw new EmbeddedPostgresError(
    'start_failed',
    `${pgdata} was made by Postgres ${made}, this is ${majorVersion}. Move the data over with pg_dump, or choose another folder with SLOTGUARD_DATA_DIR.`,
  );
}
