import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/slotguard.js', import.meta.url));
/** Nothing here takes longer, on the busiest machine. */
const RUN_MAX_MS = 25_000;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export type Env = Readonly<Record<string, string>>;

/** Starts the built command as a user would. */
export function start(args: readonly string[], env: Env = {}): ChildProcessWithoutNullStreams {
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return spawn(process.execPath, [BIN, ...args], { env: { ...inherited, ...env }, timeout: RUN_MAX_MS });
}

/** Runs it to its end, with this on standard input. */
export async function slotguard(args: readonly string[], env: Env = {}, input = ''): Promise<Ran> {
  const child = start(args, env);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}
