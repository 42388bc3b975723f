import { instantOf } from '@slotguard/business-time';
import type {
  Appointment,
  Channel,
  ConversationState,
  EventNamed,
  NumberedSlot,
  Recorded,
  Story,
} from '@slotguard/conversation';
import { extractChoice } from '@slotguard/choice';
import { clears, orderOf, sameSlot, tellsOrdered } from '@slotguard/conversation';
import { renderCancellation, renderMove, renderOrderedCancellation } from '@slotguard/channel-kit';
import type { Business } from '@slotguard/contracts';
import { answerableList } from './answerable-list.js';

/** What may be offered now, numbered as the next list will number it. */
export function openOffers({ check }: ConversationState, timeZone: string, max: number): NumberedSlot[] {
  return check ? answerableList(check.slots, { timeZone, max, now: check.at }) : [];
}

export function lastCheck(story: Story): Recorded<EventNamed<'AvailabilityChecked'>> | undefined {
  return story.findLast(
    (event): event is Recorded<EventNamed<'AvailabilityChecked'>> =>
      event.type === 'AvailabilityChecked' && event.data.success,
  );
}

/**
 * What the newest words may have meant, if that is in doubt: only what is still offered, under the numbers that the customer saw, or, where
 * two lists give the same number, under new ones.
 */
export function candidates(state: ConversationState, story: Story, answers: readonly string[]): NumberedSlot[] {
  const verdict = story.findLast(
    (event) =>
      (event.type === 'NoSlotSelected' && clears(event.data.why) && answers.includes(event.data.utterance)) ||
      (event.type === 'SlotSelected' && answers.includes(event.data.evidence.utterance)),
  );
  if (verdict?.type !== 'NoSlotSelected' || verdict.data.why !== 'ambiguous') return [];
  const open = (verdict.data.candidates ?? []).filter((slot) =>
    state.check?.slots.some((offered) => sameSlot(offered, slot)),
  );
  const shown = state.presentations.at(-1)?.offers ?? [];
  const seen = open.map((slot) => ({ slot, number: shown.find((offer) => sameSlot(offer.slot, slot))?.number }));
  const numbers = new Set(seen.map(({ number }) => number));
  const isClear = !numbers.has(undefined) && numbers.size === open.length;
  return seen.map(({ slot, number }, i) => ({ slot, number: isClear && number !== undefined ? number : i + 1 }));
}

/** Whether each of these can be chosen by its bare number, as the guard reads it: "2" may be two o'clock as well. */
export function areNumbersClear(offers: readonly NumberedSlot[], timeZone: string, now: string): boolean {
  const offered = offers.map(({ number, slot }) => ({ number, start: slot.start }));
  return offers.every(({ number }, i) => {
    const choice = extractChoice(String(number), offered, { timeZone, now, channel: 'sms', asked: 'slot' });
    return choice.kind === 'selected' && choice.index === i;
  });
}

/** Booked, but not told yet in any text that went out or may still go out. */
export function untold(state: ConversationState, story: Story): Appointment[] {
  const confirms = confirmationsIn(story);
  const told = (appointment: string): boolean => {
    const booked = story.findIndex(
      (event) => event.type === 'AppointmentBooked' && event.data.appointment === appointment,
    );
    return story.some((event, i) => i > booked && confirms(event));
  };
  return state.appointments.filter(({ id }) => !told(id));
}

type Changed = Recorded<EventNamed<'AppointmentCancelled' | 'AppointmentRescheduled'>>;

/**
 * Cancelled or moved, but not told yet in any text that went out or may still go out. What an operator has cancelled has a text of its own, and is told
 * here only where that did not go out.
 */
export function untoldChanges(story: Story): readonly Changed[] {
  const toldUpTo = story.findLastIndex(confirmationsIn(story));
  const failed = failedIn(story);
  return story
    .slice(toldUpTo + 1)
    .filter(
      (event): event is Changed => event.type === 'AppointmentCancelled' || event.type === 'AppointmentRescheduled',
    )
    .filter((event) => !isOrdered(event, story) || failed.has(orderedTextId(event)));
}

/** The text that tells of what an operator has cancelled. */
export function orderedTextId({ id }: EventNamed<'AppointmentCancelled' | 'AppointmentRescheduled'>): string {
  return `out-${id}`;
}

function isOrdered(event: Changed, story: Story): event is Recorded<EventNamed<'AppointmentCancelled'>> {
  return event.type === 'AppointmentCancelled' && orderOf(event, story) !== undefined;
}

function failedIn(story: Story): ReadonlySet<string> {
  return new Set(story.flatMap((event) => (event.type === 'MessageFailed' ? [event.data.message] : [])));
}

/** Which texts tell all that was done before them. */
function confirmationsIn(story: Story): (event: Story[number]) => boolean {
  const failed = failedIn(story);
  return (event) =>
    event.type === 'AssistantReplied' &&
    event.data.purpose === 'confirmation' &&
    !failed.has(event.id) &&
    !tellsOrdered(event, story);
}

/** What that is in words, as code says it of the events alone. */
export function changesInWords(story: Story, business: Business, channel: Channel): readonly string[] {
  return untoldChanges(story).map((event) => {
    if (event.type === 'AppointmentRescheduled') return renderMove(event.data.from, event.data.slot, business, channel);
    const { slot } = event.data;
    return isOrdered(event, story)
      ? renderOrderedCancellation(slot, business, channel)
      : renderCancellation(slot, business, channel);
  });
}

/** Those that are still to come. */
export function upcoming(state: ConversationState, now: string): Appointment[] {
  return state.appointments.filter(({ slot }) => instantOf(slot.end) > instantOf(now));
}
