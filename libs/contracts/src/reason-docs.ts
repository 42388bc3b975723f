import type { DeclineReason, HoldRefusal, NoSelection, Reason, ReleaseReason } from '@slotguard/conversation';

interface Doc {
  readonly means: string;
  /** What an assistant or a person does next. */
  readonly next: string;
}

/** Why a booking or a change is not let through, for the reference and for assistants. */
export const reasonDocs: Readonly<Record<Reason, Doc>> = {
  availability_not_checked: {
    means: 'Nothing is offered in this conversation.',
    next: 'Check availability and offer what it finds.',
  },
  offers_expired: {
    means: 'The offers are older than the channel allows.',
    next: 'Check again; a choice that is still listed stays.',
  },
  no_selection: {
    means: 'The customer has chosen nothing yet, or too long ago.',
    next: 'Ask which of the offered times it shall be.',
  },
  ambiguous: { means: 'The last words fit more than one offer.', next: 'Ask which one is meant.' },
  not_offered: {
    means: 'The customer asked for a time that is not on the list.',
    next: 'Check that time and offer what is near it.',
  },
  hesitating: {
    means: 'The customer took the choice back to think.',
    next: 'Wait, or ask whether to look for another time.',
  },
  declined: { means: 'The customer does not want what was offered.', next: 'Offer other times.' },
  selection_mismatch: {
    means: 'The request names another offered slot than the chosen one.',
    next: 'Book the chosen slot, or ask.',
  },
  slot_not_offered: {
    means: 'The request names a slot that is not offered.',
    next: 'Book the chosen slot, or check again.',
  },
  not_presented: {
    means: 'The policy demands evidence that the slot was shown, and there is none.',
    next: 'Show the list and ask.',
  },
  booking_in_progress: {
    means: 'An approval of this conversation waits for the calendar.',
    next: 'Wait for its outcome.',
  },
  already_booked: {
    means: 'The slot, or one that overlaps it, is booked for this conversation.',
    next: 'Tell the customer of that appointment.',
  },
  no_appointment: {
    means: 'This conversation has no such appointment. Whether another one has it is not said.',
    next: 'Look up the status, and name an appointment that is listed there.',
  },
  already_cancelled: {
    means: 'The appointment has been cancelled already.',
    next: 'Tell the customer so; nothing is left to do.',
  },
  not_asked: {
    means: 'The customer has not asked for this change in their own words, has taken it back, or asked too long ago.',
    next: 'Ask whether the appointment shall be cancelled or moved, and wait for the answer.',
  },
  ambiguous_appointment: {
    means: 'The words that ask for the change fit more than one appointment.',
    next: 'Ask which one is meant.',
  },
  appointment_mismatch: {
    means: 'The request names another appointment than the customer’s words, or the chosen slot is of another service.',
    next: 'Name the one that the customer means, or ask.',
  },
  change_in_progress: {
    means:
      'A change waits for the calendar; or the customer wants an appointment moved, and this would book another one.',
    next: 'Wait for its outcome; or move the appointment, or ask whether another one is wanted.',
  },
  superseded: {
    means: 'The customer has chosen, or asked for a change, anew since the words that this request answers.',
    next: 'Nothing: the newer turn goes on.',
  },
  opted_out: { means: 'The customer does not want messages.', next: 'Nothing, until they opt in.' },
  person_attends: {
    means: 'A person answers this customer, or has been asked for.',
    next: 'Nothing, until the conversation is released.',
  },
  conversation_ended: { means: 'The conversation has ended.', next: 'The next utterance reopens it, empty.' },
  clock_in_doubt: {
    means: 'The times of gateway and log are more than 30 s apart.',
    next: 'Mend the clocks; ask again.',
  },
  malformed_request: {
    means: 'The start is no time, or a local time that the clocks skip or show twice; or the turn is unknown.',
    next: 'Name the slot by its slotId.',
  },
};

/** Why the calendar does not make an approved appointment. */
export const declineDocs: Readonly<Record<DeclineReason, Doc>> = {
  slot_taken: { means: 'Somebody else holds the slot.', next: 'Offer the others.' },
  too_late: { means: 'The approval was met after its validUntil.', next: 'Check again and ask again.' },
  in_the_past: { means: 'The slot, or the appointment that was to be changed, has begun.', next: 'Offer later ones.' },
  not_bookable: {
    means: 'The slot breaks the calendar’s own rules: hours, duration, time off, service or resource.',
    next: 'Check again.',
  },
  no_appointment: {
    means: 'The calendar has no such appointment any more.',
    next: 'Look up the status, and tell the customer what there is.',
  },
  too_many: {
    means: 'The customer has as many appointments to come as the business allows (`appointmentsPerCustomer`).',
    next: 'Let the customer call, or wait until one is over.',
  },
};

/** Why the calendar does not keep a chosen slot. */
export const holdRefusalDocs: Readonly<Record<HoldRefusal, Doc>> = {
  slot_taken: { means: 'Somebody else has booked or holds the slot.', next: 'Tell the customer; offer the others.' },
  in_the_past: { means: 'The slot has begun.', next: 'Offer later ones.' },
  too_late: {
    means: 'The calendar came to the choice when the time of such a hold was over.',
    next: 'Book it if it is still free, or check again.',
  },
  not_bookable: declineDocs.not_bookable,
  no_longer_chosen: {
    means:
      'The choice did not stand any more when the calendar came to it: changed, taken back, booked, or the talk was over.',
    next: 'Nothing: a newer choice has its own answer.',
  },
  too_many_holds: {
    means:
      'The day has taken as many holds as the business allows (`dailyLimits.holdsPerCustomer`, `dailyLimits.holds`).',
    next: 'Nothing: it is booked as ever, if nobody else was quicker.',
  },
};

/** Why a hold ended. */
export const releaseDocs: Readonly<Record<ReleaseReason, { readonly means: string }>> = {
  replaced: { means: 'The customer chose anew.' },
  cleared: { means: 'The customer took the choice back, or a new check does not list the slot.' },
  expired: { means: 'Its time was over.' },
  opted_out: { means: 'The customer wants no more messages.' },
  ended: { means: 'The conversation ended.' },
  booked: { means: 'An appointment was booked.' },
  not_booked: { means: 'The calendar did not make the appointment.' },
};

/** What an utterance that chose nothing says about the offers. */
export const noSelectionDocs: Readonly<Record<NoSelection, { readonly means: string; readonly clears: boolean }>> = {
  none: { means: 'It is about something else.', clears: false },
  question: { means: 'It asks something.', clears: false },
  unasked: {
    means: 'A bare number, ordinal or yes, but nothing of that kind was asked, or too long ago.',
    clears: false,
  },
  ambiguous: { means: 'It fits more than one offer, or two crossing lists differ.', clears: true },
  not_offered: { means: 'It asks for what is not on the list.', clears: true },
  hesitating: { means: 'The customer is not sure.', clears: true },
  declined: { means: 'The customer does not want it, or cancels.', clears: true },
};
