/** Every reason for which a booking or a change is rejected. The slugs are shown to assistants and stand in docs/reference/reasons.md. */
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
  'no_appointment',
  'already_cancelled',
  'not_asked',
  'ambiguous_appointment',
  'appointment_mismatch',
  'change_in_progress',
  'superseded',
  'opted_out',
  'person_attends',
  'conversation_ended',
  'clock_in_doubt',
  'malformed_request',
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * Those that are no judgement of the guard's on what was chosen, but what the log says of consent, of who speaks, of clocks and of order. They
 * reject in every mode, `shadow` too (docs/adr/0019). `whatBars` finds them.
 */
export const BARRING_REASONS = [
  'malformed_request',
  'conversation_ended',
  'opted_out',
  'person_attends',
  'clock_in_doubt',
  'superseded',
] as const satisfies readonly Reason[];
export type BarringReason = (typeof BARRING_REASONS)[number];
