import type { Slot } from '@slotguard/conversation';

interface Session {
  offers: readonly Slot[];
  selected?: Slot | undefined;
}

/** A service with checks of its own: offers in session memory, gone with the process, and the model is trusted with the time. */
export class InlineChecks {
  private readonly sessions = new Map<string, Session>();

  rememberOffers(call: string, offers: readonly Slot[]): void {
    this.sessions.set(call, { offers });
  }

  rememberChoice(call: string, text: string): Slot | undefined {
    const session = this.sessions.get(call);
    const number = Number(/\d+/.exec(text)?.[0]);
    const selected = session?.offers[number - 1];
    if (session) session.selected = selected;
    return selected;
  }

  /** An error for the model, or null when the booking may go on. */
  checkBooking(call: string, start: string): string | null {
    const session = this.sessions.get(call);
    if (!session) return 'Check availability first.';
    if (!session.offers.some((slot) => slot.start === start)) return 'That time was not offered.';
    return null;
  }

  forget(call: string): void {
    this.sessions.delete(call);
  }
}
