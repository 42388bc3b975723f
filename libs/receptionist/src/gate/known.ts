import { readMentions, readWish } from '@slotguard/choice';
import type { Business } from '@slotguard/contracts';
import type { NumberedSlot } from '@slotguard/conversation';
import { fold } from './fold.js';
import type { GateContext } from './gate-context.js';
import type { Day, WallSlot, ZonedNow } from './time-refs.js';
import { onTheWall } from './time-refs.js';

/** What is known when a text is judged, as its words would put it. */
export interface Known extends ZonedNow {
  readonly business: Business;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Open for choice now. */
  readonly offered: readonly WallSlot[];
  readonly booked: readonly WallSlot[];
  /** Offered once, or asked for and declined: may be denied, no more. */
  readonly gone: readonly WallSlot[];
  /** The last list that the customer saw. */
  readonly shown: readonly NumberedSlot[];
  /** The numbers that the text itself gives. */
  readonly optionsInText: readonly number[];
  /** House numbers, postcodes and the like: too large for a time. */
  readonly numbersOnFile: readonly number[];
  readonly customer: CustomerTimes;
}

export interface CustomerTimes {
  /** `HH:mm`, all readings. */
  readonly clocks: ReadonlySet<string>;
  readonly days: readonly Pick<Day, 'date' | 'dateTo' | 'weekday'>[];
}

export function knownIn({ business, now, state, offers, customerWords }: GateContext): Known {
  const { timeZone } = business;
  const wall = (slot: NumberedSlot['slot']): WallSlot => onTheWall(slot, timeZone);
  const shown = state.presentations.at(-1)?.offers ?? [];
  const declined = Object.values(state.requests).flatMap(({ outcome, args }) => {
    if (outcome !== 'declined' || !args) return [];
    return [wall({ slotId: '', resource: '', ...args, end: args.end ?? args.start })];
  });
  const zoned = { timeZone, now };
  return {
    ...zoned,
    business,
    today: onTheWall({ slotId: '', service: '', resource: '', start: now, end: now }, timeZone).date,
    offered: [...(state.check?.slots ?? []), ...offers.map(({ slot }) => slot)].map(wall),
    booked: state.appointments.map(({ slot }) => wall(slot)),
    gone: [...state.presentations.flatMap(({ offers: seen }) => seen.map(({ slot }) => wall(slot))), ...declined],
    shown,
    optionsInText: offers.map(({ number }) => number),
    numbersOnFile: numbersOnFile(business),
    customer: timesSaid(customerWords, zoned),
  };
}

function timesSaid(words: readonly string[], zoned: ZonedNow): CustomerTimes {
  const clocks = new Set<string>();
  const days: CustomerTimes['days'][number][] = [];
  for (const text of words.map((said) => fold(said))) {
    for (const mention of readMentions(text, zoned)) {
      if (mention.kind === 'time') mention.times.forEach((time) => clocks.add(time));
      if (mention.kind === 'time_range') clocks.add(mention.timeFrom).add(mention.timeTo);
      if (mention.kind === 'number') hoursOf(mention.value).forEach((time) => clocks.add(time));
      if (mention.kind === 'date') days.push(mention);
    }
    const { date, dateTo, time, timeFrom, timeTo } = readWish(text, zoned);
    for (const clock of [time, timeFrom, timeTo]) if (clock !== undefined) clocks.add(clock);
    if (date !== undefined) days.push({ date, ...(dateTo === undefined ? {} : { dateTo }) });
  }
  return { clocks, days };
}

function hoursOf(value: number): string[] {
  if (value < 0 || value > 24) return [];
  const hours = value <= 12 ? [value, value + 12] : [value];
  return hours.map((hour) => `${String(hour % 24).padStart(2, '0')}:00`);
}

function numbersOnFile({ address = '', phone = '', facts }: Business): number[] {
  const written = [address, phone, ...Object.values(facts)].join(' ');
  return (written.match(/\d+/g) ?? []).map(Number).filter((number) => number > 31);
}
