import type { EventNamed, Reason } from '@slotguard/conversation';

/** Why a booking or a change was not let through: `reason` is a slug of the reference, `help` what the assistant can go on with. */
export class SlotSelectionError extends Error {
  override readonly name = 'SlotSelectionError';
  constructor(
    readonly reason: Reason | 'request_conflict',
    readonly help: EventNamed<'BookingRejected' | 'CancellationRejected' | 'RescheduleRejected'>['data']['help'],
  ) {
    super(`not let through: ${reason}`);
  }
}
