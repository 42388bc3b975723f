import type { NewStoredEvent } from '@slotguard/contracts';
import type { Appended, EventLog, EventRef } from './event-log.js';

/**
 * Every effect is named before it happens: whoever finds its name in the log takes what is recorded there; only who finds none makes
 * the event, and still takes the recorded one when a rival was quicker. Crash, retry, rival and replay are all this one case.
 */
export async function adopt(
  log: Pick<EventLog, 'get' | 'append'>,
  ref: EventRef,
  make: () => NewStoredEvent | Promise<NewStoredEvent>,
): Promise<Appended> {
  const recorded = await log.get(ref);
  if (recorded !== undefined) return { event: recorded, adopted: true };
  const event = await make();
  if (event.business !== ref.business || event.conversation !== ref.conversation || event.id !== ref.id) {
    throw new Error(`an event of type ${event.type} was made under another name than it was asked for`);
  }
  return log.append(event);
}
