import type { Slot } from '@slotguard/conversation';
import type { SlotSelection } from '@slotguard/guard';
import { SlotSelectionError } from '@slotguard/guard';

/** The old methods over the guard, so that callers move one at a time. They are async now: the log is not session memory. */
export class DeprecatedWrappers {
  constructor(private readonly guard: SlotSelection) {}

  /** @deprecated Use `guard.recordOffers`. */
  async rememberOffers(call: string, offers: readonly Slot[]): Promise<void> {
    await this.guard.recordOffers({ id: call, channel: 'voice' }, offers);
  }

  /** @deprecated Use `guard.captureSelection`, with what the customer said, not what the model made of it. */
  async rememberChoice(call: string, text: string): Promise<Slot | undefined> {
    return (await this.guard.captureSelection({ id: call, channel: 'voice' }, text)).selected;
  }

  /** @deprecated Use `guard.enforceBooking`, and book what it returns instead of what the model sent. */
  async checkBooking(call: string, start: string): Promise<string | null> {
    try {
      await this.guard.enforceBooking({ id: call, channel: 'voice' }, { start });
      return null;
    } catch (error) {
      if (error instanceof SlotSelectionError) return this.guard.formatErrorForChannel(error, 'voice');
      throw error;
    }
  }

  /** @deprecated Use `guard.clearOffers` after booking, `guard.bookingFailed` when the calendar said no. */
  async forget(call: string): Promise<void> {
    await this.guard.clearOffers({ id: call, channel: 'voice' });
  }
}
