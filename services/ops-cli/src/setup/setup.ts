import { openLog, readSettings, reasonToStop } from '@slotguard/service-kit/records';
import type { ExitCode, Write } from '../terminal.js';
import { EXIT, Failure } from '../terminal.js';

/** Makes what is missing of a JetStream log and looks at what is there; `Failure` with what is wrong. */
export async function setup(replicas: number, write: Write): Promise<ExitCode> {
  const settings = readSettings({ ...process.env, EVENT_LOG: 'jetstream' });
  const log = await openLog(settings, { name: 'setup', replicas }).catch((error: unknown) => {
    throw new Failure(reasonToStop(error));
  });
  await log.close();
  await write('The streams are there and as they should be.\n');
  return EXIT.ok;
}
