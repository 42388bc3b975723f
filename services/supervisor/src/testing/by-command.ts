import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../ops-cli/bin/slotguard.js', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `slotguard` as an operator on the bus does; `natsUrl` with the user `ops`. */
export function slotguard(natsUrl: string, ...args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], EVENT_LOG: 'jetstream', NATS_URL: natsUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}
