import { civil, weekdayOf, type Day } from '../calendar.js';
import type { OfferedSlot } from '../types.js';
import { wallClock } from '../wall-clock.js';

/** An offer by the business's clock. Without a readable time only its number and names can choose it. */
export interface OfferFact {
  readonly index: number;
  readonly number: number | undefined;
  readonly clock:
    | {
        readonly day: Day;
        readonly minutes: number;
        readonly weekday: number;
        readonly month: number;
        readonly date: number;
      }
    | undefined;
}

export function offerFacts(offers: readonly OfferedSlot[], timeZone: string): readonly OfferFact[] {
  return offers.map(({ start, number }, index) => {
    const clock = wallClock(start, timeZone);
    if (clock === undefined) return { index, number, clock: undefined };
    const { month, date } = civil(clock.day);
    return { index, number, clock: { ...clock, weekday: weekdayOf(clock.day), month, date } };
  });
}
