import type { EventLog } from '@slotguard/event-log';
import { openExistingDatabase, openLog } from '@slotguard/service-kit';
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
  const database = await openExistingDatabase(settings);
  try {
    const log = await openLog(settings, { databaseUrl: database.url });
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  } finally {
    await database.close();
  }
}
