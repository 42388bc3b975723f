import { PostgresEventLog } from '@slotguard/event-log-postgres';

/** Opens the log in this database for as long as the work takes. */
export async function withLog<T>(url: string, work: (log: PostgresEventLog) => Promise<T>): Promise<T> {
  const log = await PostgresEventLog.open({ url });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
