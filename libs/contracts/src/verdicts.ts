import type { Basis, Choice } from '@slotguard/choice';
import type { DeclineReason, HoldRefusal, ModelFault, NoSelection, ReleaseReason } from '@slotguard/conversation';

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
  'too_many',
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

export const HOLD_REFUSALS = listing<HoldRefusal>()([
  'slot_taken',
  'in_the_past',
  'too_late',
  'not_bookable',
  'no_longer_chosen',
  'too_many_holds',
]);
export const RELEASE_REASONS = listing<ReleaseReason>()([
  'replaced',
  'cleared',
  'expired',
  'opted_out',
  'ended',
  'booked',
  'not_booked',
]);
export const MODEL_FAULTS = listing<ModelFault>()([
  'busy',
  'failing',
  'unreachable',
  'timed_out',
  'not_accepted',
  'refused',
  'no_answer',
  'over_budget',
  'paused',
]);
