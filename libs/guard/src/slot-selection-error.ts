import type { EventNamed, Reason } from '@slotguard/conversation';

/** Why a booking was not let through: `reason` is a slug of the reference, `help` what the assistant can go on with. */
export class SlotSelectionError extends Error {
  override readonly name = 'SlotSelectionError';
  constructor(
    readonly reason: Reason | 'request_conflict',
    readonly help: EventNamed<'BookingRejected'>['data']['help'],
  ) {
    super(`the booking was not let through: ${reason}`);
  }
}
