/** Every reason for which a booking is rejected. The slugs are shown to assistants and stand in docs/reference/reasons.md. */
export const REASONS = [
  'availability_not_checked',
  'offers_expired',
  'no_selection',
  'ambiguous',
  'not_offered',
  'hesitating',
  'declined',
  'selection_mismatch',
  'slot_not_offered',
  'not_presented',
  'booking_in_progress',
  'already_booked',
  'superseded',
  'opted_out',
  'person_attends',
  'conversation_ended',
  'clock_in_doubt',
  'malformed_request',
] as const;
export type Reason = (typeof REASONS)[number];
