import { instantOf } from '@slotguard/business-time';
import type { EventNamed, Recorded, Story } from '@slotguard/conversation';
import { foldStory, sameSlot } from '@slotguard/conversation';

type Due = Recorded<EventNamed<'ReminderDue'>>;

/** Why a reminder is not, or no more, to be said; the code of a refused message. */
export function whyNotRemind(due: Due, story: Story, now: string): string | undefined {
  const { appointments, optedOut, attended } = foldStory(story);
  const { appointment, slot, validUntil } = due.data;
  if (!appointments.some((one) => one.id === appointment && sameSlot(one.slot, slot))) return 'no_appointment';
  if (optedOut) return 'opted_out';
  if (attended) return 'person_attends';
  return instantOf(now) > instantOf(validUntil) ? 'too_late' : undefined;
}

/** The reminder that this reply is, if it is one. */
export function reminderOf({ causation }: Recorded<EventNamed<'AssistantReplied'>>, story: Story): Due | undefined {
  return story.find((event): event is Due => event.type === 'ReminderDue' && event.id === causation);
}
