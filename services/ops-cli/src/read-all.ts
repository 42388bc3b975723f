import type { StoredEvent } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';

/** Everything that is in the log now, in order. What comes while it is read is left for the next time. */
export async function* readAll(log: EventLog): AsyncGenerator<StoredEvent> {
  const last = await log.lastPosition();
  if (last === 0) return;
  const reading = new AbortController();
  try {
    for await (const event of log.follow({ after: 0, signal: reading.signal })) {
      yield event;
      if (event.position >= last) return;
    }
  } finally {
    reading.abort();
  }
}
