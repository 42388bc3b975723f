import type { EventLog } from '@slotguard/event-log';
import { openExistingDatabase, openLog } from '@slotguard/service-kit/records';
import { Failure } from './terminal.js';
import { settingsOf } from './which-system.js';

export interface RecordsOptions {
  /** Instead of SLOTGUARD_DATA_DIR. */
  readonly dataDir?: string;
}

/** Gives the log of the system that the settings name to the work, running or not, and puts everything back afterwards. */
export async function withLog<T>(options: RecordsOptions, work: (log: EventLog) => Promise<T>): Promise<T> {
  const settings = settingsOf(options.dataDir);
  if (settings.eventLog === 'memory')
    throw new Failure('EVENT_LOG=memory: such a log lives in its own process only and is gone with it.');
  if (settings.eventLog === 'jetstream') return withOpened(await openLog(settings, { name: 'ops' }), work);
  const database = await openExistingDatabase(settings);
  try {
    return await withOpened(await openLog(settings, { databaseUrl: database.url }), work);
  } finally {
    await database.close();
  }
}

async function withOpened<T>(log: EventLog, work: (log: EventLog) => Promise<T>): Promise<T> {
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
