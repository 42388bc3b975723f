import type { Basis, Choice } from '@slotguard/choice';
import type { DeclineReason, NoSelection } from '@slotguard/conversation';

/** Fails to compile unless the list has every member of the union, and no other. */
const listing =
  <Union extends string>() =>
  <const List extends readonly Union[]>(list: Exclude<Union, List[number]> extends never ? List : never): List =>
    list;

/** What a reply can say about the offers: the reader's kinds, as `slotguard choose` writes them. */
export const CHOICE_KINDS = listing<Choice['kind']>()([
  'selected',
  'ambiguous',
  'declined',
  'counter',
  'question',
  'none',
]);

/** What the guard can record of an utterance that chose nothing; `SlotSelected` is the other verdict. */
export const NO_SELECTIONS = listing<NoSelection>()([
  'none',
  'question',
  'unasked',
  'ambiguous',
  'not_offered',
  'hesitating',
  'declined',
]);

/** Why the calendar does not do what was approved. */
export const DECLINE_REASONS = listing<DeclineReason>()([
  'slot_taken',
  'too_late',
  'in_the_past',
  'not_bookable',
  'no_appointment',
]);

export const BASES = listing<Basis>()([
  'misheard_time',
  'misheard_number',
  'number',
  'ordinal',
  'affirmation',
  'time',
  'date',
  'weekday',
  'part_of_day',
  'superlative',
  'service',
  'resource',
  'combined',
]);
