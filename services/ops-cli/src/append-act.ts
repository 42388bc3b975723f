import { isDeepStrictEqual } from 'node:util';
import type { NewStoredEvent } from '@slotguard/contracts';
import { parseEvent } from '@slotguard/contracts';
import type { ConversationEvent, EventNamed, EventType, Recorded } from '@slotguard/conversation';
import { patiently, type EventLog } from '@slotguard/event-log';

/** For a log that restarts meanwhile. */
const LOG_WAIT_MS = 10_000;

/** What an operator does is numbered, and its number is its lock: of two at once the second one finds the first one's. */
export type Acted<T extends EventType> =
  | { readonly isOwn: true; readonly event: Recorded<EventNamed<T>> }
  | { readonly isOwn: false; readonly event: Recorded<ConversationEvent> };

/** Appends an operator's act under its id. `isOwn: false` brings what somebody else has recorded under it a moment before. */
export async function appendAct<T extends EventType>(
  log: Pick<EventLog, 'append'>,
  act: EventNamed<T> & ConversationEvent,
): Promise<Acted<T>> {
  const { event, adopted } = await patiently(() => log.append(act as NewStoredEvent), LOG_WAIT_MS);
  const recorded = parseEvent(event);
  // What was stored although the answer to it got lost is ours all the same.
  const isOwn = !adopted || isSame(recorded, act);
  return isOwn ? { isOwn, event: recorded as Recorded<EventNamed<T>> } : { isOwn, event: recorded };
}

function isSame(recorded: ConversationEvent, act: ConversationEvent): boolean {
  const bodyOf = ({ type, time, data, personal }: ConversationEvent): unknown => ({ type, time, data, personal });
  return isDeepStrictEqual(bodyOf(recorded), bodyOf(act));
}
