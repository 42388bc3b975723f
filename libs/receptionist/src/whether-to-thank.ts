import type { ChangeAsked, EventNamed, Recorded, Story } from '@slotguard/conversation';

export const thanksId = (utterance: string): string => `out-thanks-${utterance}`;

/** What the guard read in an utterance of a change, or of coming. */
export function changeIn(utterance: string | undefined, story: Story): ChangeAsked | undefined {
  const verdict = story.find((event) => event.type === 'NoSlotSelected' && event.data.utterance === utterance);
  return verdict?.type === 'NoSlotSelected' ? verdict.data.change : undefined;
}

/** Why nobody is thanked any more for saying to come: the appointment was moved or cancelled since; the code of a refused message. */
export function whyNotThank(reply: Recorded<EventNamed<'AssistantReplied'>>, story: Story): string | undefined {
  if (reply.id !== thanksId(reply.causation ?? '')) return undefined;
  const [appointment] = changeIn(reply.causation, story)?.appointments ?? [];
  const isGone = story.some(
    (event) =>
      event.position > reply.position &&
      (event.type === 'AppointmentCancelled' || event.type === 'AppointmentRescheduled') &&
      event.data.appointment === appointment,
  );
  return isGone ? 'no_appointment' : undefined;
}
