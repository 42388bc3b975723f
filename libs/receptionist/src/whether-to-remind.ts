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

/** Why nobody is thanked any more: the appointment was moved or cancelled since. */
export function whyNotThank(reply: Recorded<EventNamed<'AssistantReplied'>>, story: Story): string | undefined {
  if (reply.id !== thanksId(reply.causation ?? '')) return undefined;
  const verdict = story.find((event) => event.type === 'NoSlotSelected' && event.data.utterance === reply.causation);
  const [appointment] = (verdict?.type === 'NoSlotSelected' && verdict.data.change?.appointments) || [];
  const isGone = story.some(
    (event) =>
      event.position > reply.position &&
      (event.type === 'AppointmentCancelled' || event.type === 'AppointmentRescheduled') &&
      event.data.appointment === appointment,
  );
  return isGone ? 'no_appointment' : undefined;
}

export const thanksId = (utterance: string): string => `out-thanks-${utterance}`;

/** The reminder that this reply is, if it is one. */
export function reminderOf({ causation }: Recorded<EventNamed<'AssistantReplied'>>, story: Story): Due | undefined {
  return story.find((event): event is Due => event.type === 'ReminderDue' && event.id === causation);
}
