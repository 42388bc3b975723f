import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../ops-cli/bin/slotguard.js', import.meta.url));
const RUNBOOKS = new URL('../../../../docs/runbooks/', import.meta.url);
/** Nothing here takes longer, on the busiest machine. */
const RUN_MAX_MS = 30_000;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The commands of a runbook, in its order, as an operator would copy them. */
export async function commandsOf(runbook: string): Promise<string[]> {
  const text = await readFile(new URL(runbook, RUNBOOKS), 'utf8');
  return [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, lines = '']) =>
    lines
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  );
}

/** Runs a line as a shell does; `npx slotguard` is the one of this build. */
export function runLine(line: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const own = `"${process.execPath}" "${COMMAND}"`;
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', line.replace(/^npx slotguard\b/, own)],
      { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: RUN_MAX_MS },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}
