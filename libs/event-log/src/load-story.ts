import { parseEvent } from '@slotguard/contracts';
import type { ConversationEvent, Recorded } from '@slotguard/conversation';
import type { ConversationRef, EventLog } from './event-log.js';

/**
 * A conversation in the newest versions of its events; throws `UnreadableEvent` when one of them is not known here. Who reads it again and
 * again passes what was read before, by position: that is not parsed again, for recorded events never change, and new ones are added to it.
 */
export async function loadStory(
  log: Pick<EventLog, 'readConversation'>,
  ref: ConversationRef,
  known = new Map<number, Recorded<ConversationEvent>>(),
): Promise<Recorded<ConversationEvent>[]> {
  return (await log.readConversation(ref)).map((stored) => {
    const event = known.get(stored.position) ?? parseEvent(stored);
    known.set(stored.position, event);
    return event;
  });
}
