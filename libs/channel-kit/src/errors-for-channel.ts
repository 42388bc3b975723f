import type { Channel, DeclineReason, Reason } from '@slotguard/conversation';

/** All that can keep a booking from happening, as a tool or the façade meets it. */
export type BookingFault = Reason | DeclineReason | 'request_conflict' | 'unavailable';

/** What is said to the customer, never which rule it was. Spoken words carry no "list" that one could scroll back to. */
const written: Readonly<Record<BookingFault, string>> = {
  availability_not_checked: 'Let me check the open times first. What day works for you?',
  offers_expired: 'Those times are a while old, let me check them again.',
  no_selection: 'Which of the times would you like?',
  ambiguous: "I'm not sure which time you mean. Could you tell me the number?",
  not_offered: "That time isn't on the list. Let me see what is open near it.",
  hesitating: 'No hurry. Tell me when you know which time you want.',
  declined: 'No problem. What other day or time would suit you?',
  selection_mismatch: 'I had a different time noted. Which one would you like?',
  slot_not_offered: "That time isn't one that I can offer. Which of the open times would you like?",
  not_presented: 'Let me show you the open times first.',
  booking_in_progress: "I'm still working on your booking. One moment, please.",
  already_booked: 'You already have an appointment at that time.',
  no_appointment: "I can't find that appointment here.",
  already_cancelled: "There's no such appointment any more.",
  not_asked: "I haven't changed anything.",
  ambiguous_appointment: "I'm not sure which appointment you mean.",
  appointment_mismatch: "I'm not sure which appointment you mean.",
  change_in_progress: "I'm still working on your appointment. One moment, please.",
  superseded: 'Got it, I will go with your latest choice.',
  opted_out: 'You have opted out of messages. Text START to hear from us again.',
  person_attends: 'A person will answer you here.',
  conversation_ended: "Let's start over. What would you like to book?",
  clock_in_doubt: "Something is off on our side, so I haven't booked anything. Please try again in a few minutes.",
  malformed_request: "I didn't get that time right. Which of the open times would you like?",
  slot_taken: 'Sorry, that time was just taken.',
  too_late: 'Sorry, that took too long on our side and nothing was booked. Let me check again.',
  in_the_past: 'That time has passed already. Let me look for a later one.',
  not_bookable: "Sorry, that time can't be booked after all. Let me look for another one.",
  too_many: 'No more appointments can be made for you here. Please call us for another one.',
  request_conflict: "Something got mixed up on our side, so I haven't booked anything yet. Which time would you like?",
  unavailable: "I can't reach the calendar right now. Please try again in a few minutes.",
};

const spoken: Readonly<Partial<Record<BookingFault, string>>> = {
  ambiguous: "I'm not sure which time you mean. Could you say it again?",
  not_offered: "I don't have that time among the open ones. Let me see what is near it.",
  not_presented: 'Let me read you the open times first.',
  opted_out: 'You have opted out, so I cannot book for you here.',
};

/** A friendly sentence for the customer on this channel. */
export function formatErrorForChannel(reason: BookingFault, channel: Channel): string {
  return (channel === 'voice' ? spoken[reason] : undefined) ?? written[reason];
}
