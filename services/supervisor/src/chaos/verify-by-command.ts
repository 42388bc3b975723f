import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Verified {
  readonly ok: boolean;
  readonly events: number;
  readonly owed: readonly { readonly id: string; readonly conversation: string }[];
  readonly breaches: readonly { readonly rule: string; readonly says: string }[];
}

const COMMAND = fileURLToPath(new URL('../../../ops-cli/bin/slotguard.js', import.meta.url));
const OUTPUT_MAX = 64 * 1_024 * 1_024;

/** What `slotguard verify` says of the log, asked as an operator would. */
export function verifyByCommand(natsUrl: string): Promise<Verified> {
  const env = { PATH: process.env['PATH'], EVENT_LOG: 'jetstream', NATS_URL: natsUrl };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [COMMAND, 'verify', '--json'],
      { env, maxBuffer: OUTPUT_MAX },
      (error, stdout, stderr) => {
        // Exit code 1 says that something was found; what it is stands in the report.
        if (stdout.startsWith('{')) resolve(JSON.parse(stdout) as Verified);
        else reject(new Error(`slotguard verify failed: ${stderr}`, { cause: error }));
      },
    );
  });
}
