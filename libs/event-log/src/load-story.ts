import { parseEvent } from '@slotguard/contracts';
import type { ConversationEvent, Recorded } from '@slotguard/conversation';
import type { ConversationRef, EventLog } from './event-log.js';

/** A conversation in the newest versions of its events; throws `UnreadableEvent` when one of them is not known here. */
export async function loadStory(
  log: Pick<EventLog, 'readConversation'>,
  ref: ConversationRef,
): Promise<Recorded<ConversationEvent>[]> {
  return (await log.readConversation(ref)).map(parseEvent);
}
