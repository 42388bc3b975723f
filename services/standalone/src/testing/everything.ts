import { parseEvent, type StoredEvent } from '@slotguard/contracts';
import type { Story } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';

/** The whole log, in its order, as it is now. */
export async function everything(log: EventLog): Promise<Story> {
  return (await storedEvents(log)).map(parseEvent);
}

/** The same as the log keeps it. */
export async function storedEvents(log: EventLog): Promise<StoredEvent[]> {
  const last = await log.lastPosition();
  if (last === 0) return [];
  const ending = new AbortController();
  const events: StoredEvent[] = [];
  for await (const event of log.follow({ after: 0, signal: ending.signal })) {
    events.push(event);
    if (event.position >= last) ending.abort();
  }
  return events;
}
