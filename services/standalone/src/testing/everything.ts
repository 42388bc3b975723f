import { parseEvent } from '@slotguard/contracts';
import type { Story } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';

/** The whole log, in its order, as it is now. */
export async function everything(log: EventLog): Promise<Story> {
  const last = await log.lastPosition();
  if (last === 0) return [];
  const ending = new AbortController();
  const story = [];
  for await (const event of log.follow({ after: 0, signal: ending.signal })) {
    story.push(parseEvent(event));
    if (event.position >= last) ending.abort();
  }
  return story;
}
