import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EmbeddedNatsError } from './errors.js';
import type { NatsPorts } from './start-nats-server.js';

export interface ServerProcess {
  readonly pid: number;
  readonly ports: NatsPorts;
  /** Resolves when it is gone, however it ended. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 30_000;
const STOP_MS = 15_000;

/** Starts the server on its folder and waits until its streams can be used. */
export async function startServerProcess(binary: string, dataDir: string): Promise<ServerProcess> {
  await removePortsFiles(dataDir);
  const logFile = join(dataDir, 'nats.log');
  const fd = openSync(logFile, 'w', 0o600);
  const child = spawn(binary, ['-c', configFile(dataDir)], {
    // Its own session: Ctrl-C is for us, who then stop it in our own order.
    detached: true,
    stdio: ['ignore', fd, fd],
  });
  closeSync(fd);
  child.unref();
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const watchdog = startWatchdog(child.pid ?? 0);
  void exited.then(() => watchdog.stdin?.end('\n'));
  const ports = await Promise.race([exited.then(() => undefined), ready(dataDir, child)]);
  if (ports !== undefined) return { pid: child.pid ?? 0, ports, exited, stop: () => stopProcess(child, exited) };
  await stopProcess(child, exited);
  const said = (await readFile(logFile, 'utf8').catch(() => '')).trim().slice(-1_500);
  throw new EmbeddedNatsError('start_failed', `nats-server did not start on ${dataDir}; it says: ${said}`);
}

function configFile(dataDir: string): string {
  return join(dataDir, 'nats.conf');
}

/** The server chooses free ports by itself, so nobody can take them meanwhile, and writes them down. */
async function portsFiles(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => name.endsWith('.ports')).map((name) => join(dataDir, name));
}

async function removePortsFiles(dataDir: string): Promise<void> {
  for (const file of await portsFiles(dataDir)) await rm(file, { force: true });
}

async function ready(dataDir: string, child: ChildProcess): Promise<NatsPorts | undefined> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const ports = await portsOf(dataDir);
    if (ports && (await healthy(ports.monitor))) return ports;
    await wait(10);
  }
  return undefined;
}

async function portsOf(dataDir: string): Promise<NatsPorts | undefined> {
  const [file] = await portsFiles(dataDir);
  if (file === undefined) return undefined;
  try {
    const urls = JSON.parse(await readFile(file, 'utf8')) as { nats?: string[]; monitoring?: string[] };
    const [client, monitor] = [portIn(urls.nats), portIn(urls.monitoring)];
    return client && monitor ? { client, monitor } : undefined;
  } catch {
    return undefined; // half written
  }
}

function portIn(urls: readonly string[] | undefined): number {
  return Number(/:(\d+)\/?$/.exec(urls?.[0] ?? '')?.[1]);
}

async function healthy(monitor: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${monitor}/healthz?js-enabled-only=true`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

/** Nothing tells the server that its parent was killed. A shell does: its pipe then ends without a line. */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _ || kill -TERM "$0"', String(pid)], {
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
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * Two servers on one folder would spoil it. One whose parent was killed is being stopped by its watchdog: that is waited for; one that
 * stays belongs to somebody.
 */
export async function untilFolderIsFree(dataDir: string): Promise<void> {
  const pid = Number(await readFile(join(dataDir, 'pid'), 'utf8').catch(() => ''));
  const deadline = Date.now() + STOP_MS;
  while (pid > 0 && runsOn(pid, dataDir)) {
    if (Date.now() > deadline) {
      throw new EmbeddedNatsError(
        'folder_in_use',
        `A nats-server (process ${pid}) runs on ${dataDir}. Stop the program that started it, or end it: kill ${pid}`,
      );
    }
    await wait(20);
  }
}

/** Its command line names the folder; a number that belongs to somebody else by now does not. */
function runsOn(pid: number, dataDir: string): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(configFile(dataDir));
  } catch {
    return false;
  }
}
