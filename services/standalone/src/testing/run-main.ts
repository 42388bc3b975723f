import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The built program, as `npm start` runs it. */
export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Default: `MAIN`. */
  readonly program?: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  /** All that it has written so far, both ways. */
  output(): string;
  /** The address that it prints once it is ready; throws with its output when it ends or takes longer than 30 s. */
  ready(): Promise<string>;
  ended(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Ends it as an operator would; resolves with its exit code. */
  stop(): Promise<number | null>;
}

const READY_MS = 30_000;
const STOP_MS = 15_000;
const READY_LINE = /is ready: (http:\S+)/;

/** Starts a program of this project in a process of its own, with nothing of our environment but the path. */
export function run({ env, program = MAIN, ...options }: RunOptions): RunningProgram {
  const child = spawn(process.execPath, [program], {
    ...options,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ending = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const lines = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      lines.dispatchEvent(new Event('text'));
    });
  }
  const ready = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('is not ready after 30 s'), READY_MS);
      const look = (): void => {
        const url = READY_LINE.exec(text)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      };
      const fail = (what: string): void => {
        clearTimeout(timer);
        reject(new Error(`the program ${what}:\n${text}`));
      };
      lines.addEventListener('text', look);
      void ending.then(() => fail('has ended'));
      look();
    });
  return {
    child,
    output: () => text,
    ready,
    ended: () => ending,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const { code } = await ending;
      clearTimeout(timer);
      return code;
    },
  };
}

/** Resident memory of a process and everything below it, in megabytes. */
export async function residentMegabytes(pid: number): Promise<number> {
  const processes = await readdir('/proc').then(fromProc, fromPs);
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const isBelow = (id: number | undefined): boolean =>
    id === pid || (id !== undefined && id > 1 && isBelow(byPid.get(id)?.parent));
  const kilobytes = processes.filter((process) => isBelow(process.pid)).map(({ kb }) => kb);
  return kilobytes.reduce((sum, kb) => sum + kb, 0) / 1024;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly kb: number;
}

async function fromProc(names: readonly string[]): Promise<Process[]> {
  const pids = names.filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (name) => {
      const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
      const field = (pattern: RegExp): number => Number(pattern.exec(status)?.[1] ?? 0);
      return { pid: Number(name), parent: field(/^PPid:\s+(\d+)/m), kb: field(/^VmRSS:\s+(\d+) kB/m) };
    }),
  );
}

/** Where there is no `/proc` (macOS). */
async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,rss=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid = 0, parent = 0, kb = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kb };
    });
}
