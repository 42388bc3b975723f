import type { ConversationEvent, HoldEvent } from './events.js';

/** What the calendar says of holds: told in the story, and no part of what the guard knows. */
export function isHoldEvent(event: ConversationEvent): event is HoldEvent {
  return event.type === 'HoldPlaced' || event.type === 'HoldRefused' || event.type === 'HoldReleased';
}
