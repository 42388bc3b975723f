import type { ConversationState, Recorded, Slot, Story, EventNamed } from '@slotguard/conversation';
import { foldStory, holdId, withoutSlot } from '@slotguard/conversation';

/**
 * What the desk may offer: the guard's state, less the slots that somebody else has got hold of since the last check. Only a view: no decision knows of a
 * hold, and whoever is approved all the same is told by the calendar whether the slot is free.
 */
export function stateSeen(story: Story): ConversationState {
  const checkedAt = story.findLastIndex((event) => event.type === 'AvailabilityChecked' && event.data.success);
  const gone = new Map<string, Slot>();
  for (const event of story.slice(checkedAt + 1)) {
    if (event.type === 'HoldPlaced') gone.delete(event.data.slot.slotId);
    if (isGone(event)) gone.set(event.data.slot.slotId, event.data.slot);
  }
  return [...gone.values()].reduce(withoutSlot, foldStory(story));
}

/** Whether what these utterances chose went to somebody else. */
export function hasSlipped(story: Story, answers: readonly string[]): boolean {
  const owed = new Set(answers.map(holdId));
  return story.some((event) => isGone(event) && owed.has(event.id));
}

function isGone(event: Story[number]): event is Recorded<EventNamed<'HoldRefused'>> {
  return event.type === 'HoldRefused' && event.data.reason === 'slot_taken';
}
