import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fchmodSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { dataPath, serverEnvironment } from './cluster.js';
import { EmbeddedPostgresError } from './errors.js';
import { postgresProcesses } from './process-table.js';
import type { Account } from './run-as.js';

/** Recovery after a crash replays up to `max_wal_size`: seconds, minutes on a slow disk. */
const READY_MS = 180_000;
const FAST_STOP_MS = 30_000;
const LOG_MAX_BYTES = 1_000_000;

export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Ends sessions, writes everything down, and resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  readonly pgdata: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts the server and resolves when it takes connections; it ends when this process does, however that happens. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { pgdata, binaries, account, settings, logFile } = options;
  const log = openLog(logFile);
  const path = dataPath(pgdata, account);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', path.argument, ...flags], {
    ...account,
    cwd: path.cwd,
    env: serverEnvironment(),
    // Its own session: Ctrl-C is for us, who then stop it in our own order.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  child.unref();
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const watchdog = startWatchdog(pgdata, account);
  void exited.then(() => watchdog.stdin?.end());
  const gone = exited.then(() => 'gone' as const);
  if ((await Promise.race([gone, ready(pgdata, child)])) === 'ready') {
    return { pid: child.pid ?? 0, exited, stop: () => stopProcess(child, exited) };
  }
  await stopProcess(child, exited);
  throw new EmbeddedPostgresError(
    'start_failed',
    `Postgres did not start on ${pgdata}; its log ${logFile} ends: ${await logSince(logFile, log.size)}`,
  );
}

function openLog(file: string): { fd: number; size: number } {
  const fd = openSync(file, 'a', 0o600);
  fchmodSync(fd, 0o600);
  if (fstatSync(fd).size > LOG_MAX_BYTES) ftruncateSync(fd);
  return { fd, size: fstatSync(fd).size };
}

async function logSince(file: string, offset: number): Promise<string> {
  const text = (await readFile(file).catch(() => Buffer.alloc(0))).subarray(offset).toString().trim();
  return text.slice(-1_500) || '(nothing)';
}

async function ready(pgdata: string, child: ChildProcess): Promise<'ready' | 'timeout'> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lines = await pidFile(pgdata);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return 'ready';
    await wait(10);
  }
  return 'timeout';
}

/** One value per line: process, folder, start time, port, socket folder, address, shared memory, status. */
async function pidFile(pgdata: string): Promise<string[]> {
  return (await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

/**
 * Nothing tells Postgres that its parent was killed. A shell does: it waits on a pipe that closes when we are gone and then asks
 * the server, if it still runs, for a fast shutdown. Should it be killed too, the next start does the same (`stopOrphan`).
 */
function startWatchdog(pgdata: string, account: Account | undefined): ChildProcess {
  const script = 'read -r _; if read -r pid < postmaster.pid; then kill -INT "$pid"; fi';
  const watchdog = spawn('/bin/sh', ['-c', script], {
    ...account,
    cwd: pgdata,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.once('error', () => undefined);
  watchdog.stdin?.on('error', () => undefined);
  watchdog.unref();
  (watchdog.stdin as { unref?: () => void } | null)?.unref?.();
  return watchdog;
}

async function stopProcess(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.ref();
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * Ends a server that a killed parent left behind, with its data written down, and clears away a process number that now belongs
 * to somebody else. Only under the folder's lock: then no living process owns that server.
 */
export async function stopOrphan(pgdata: string, log: (line: string) => void): Promise<void> {
  const recorded = Number((await pidFile(pgdata))[0]) || undefined;
  const deadline = Date.now() + FAST_STOP_MS;
  let said = false;
  for (;;) {
    const running = postgresProcesses(pgdata, recorded);
    if (running.length === 0) break;
    if (!said) log(`stopping the Postgres (process ${running.join(', ')}) that an earlier run left behind`);
    if (!said && recorded !== undefined && running.includes(recorded)) signal(recorded, 'SIGINT');
    said = true;
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'folder_in_use',
        `Another Postgres (process ${running.join(', ')}) runs on ${pgdata} and does not stop. End it: kill -QUIT ${running.join(' ')}`,
      );
    }
    await wait(20);
  }
  if (recorded !== undefined && alive(recorded)) await rm(join(pgdata, 'postmaster.pid'), { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone meanwhile
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
