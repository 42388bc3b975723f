import { instantOf, inZone, toBusinessTime } from '@slotguard/business-time';
import type { AvailabilityAnswer, AvailabilityRequest, Business } from '@slotguard/contracts';
import type { AvailabilityQuery, DeclineReason, Slot } from '@slotguard/conversation';

const DAYS = 10;
const PARTS = { morning: ['00:00', '11:59'], afternoon: ['12:00', '16:59'], evening: ['17:00', '23:59'] } as const;

/** A calendar in memory, as small as tests of a conversation need it: one provider, one list of taken starts. */
export class SmallCalendar {
  readonly taken = new Set<number>();
  /** Declines whatever is approved, for this. */
  declines: DeclineReason | undefined;
  /** Starts that another conversation holds. */
  readonly held = new Set<number>();
  /** How often it was asked. */
  asked = 0;

  constructor(
    private readonly business: Business,
    private readonly now: () => Date,
  ) {}

  availability = async ({ query, limit }: AvailabilityRequest): Promise<AvailabilityAnswer> => {
    this.asked += 1;
    const all = this.openings(query);
    const fitting = all.filter((slot) => this.fits(slot, query));
    const [first] = fitting.filter((slot) => query.time === undefined || this.clock(slot) === query.time);
    if (first) {
      // A time without a day is asked for on one day only.
      const exact = fitting.filter(
        (slot) =>
          query.time === undefined ||
          (this.clock(slot) === query.time && (query.date !== undefined || this.date(slot) === this.date(first))),
      );
      const around = fitting.filter((slot) => !exact.includes(slot) && this.date(slot) === this.date(first));
      return { success: true, slots: [...exact, ...this.byClock(around, query)].slice(0, limit) };
    }
    const later = all.filter(({ start }) => !query.after || instantOf(start) > instantOf(query.after));
    const onDay = later.filter((slot) => query.date === undefined || this.date(slot) >= query.date);
    const day = onDay[0] && this.date(onDay[0]);
    const nearest = this.byClock(
      onDay.filter((slot) => this.date(slot) === day),
      query,
    );
    return { success: true, slots: nearest.slice(0, limit), note: this.why(query) };
  };

  isFree({ start }: Pick<Slot, 'start'>): boolean {
    return !this.taken.has(instantOf(start)) && !this.held.has(instantOf(start));
  }

  private openings({ service, resource = this.business.resources[0]?.id }: AvailabilityQuery): Slot[] {
    const minutes = this.business.services.find(({ id }) => id === service)?.minutes ?? 30;
    const today = inZone(this.now(), this.business.timeZone).startOf('day');
    const earliest = this.now().getTime() + this.business.minimumNoticeMinutes * 60_000;
    const slots: Slot[] = [];
    for (let day = 0; day < DAYS; day++) {
      const date = today.plus({ days: day });
      const open = this.business.hours[(date.setLocale('en-US').weekdayLong ?? '').toLowerCase() as 'monday'];
      if (open.length === 0) continue;
      for (let at = 9 * 60; at + minutes <= 18 * 60; at += 30) {
        const start = date.plus({ minutes: at }).toMillis();
        if (start < earliest || this.taken.has(start) || this.held.has(start)) continue;
        slots.push({
          slotId: `${service}_${resource}_${start}`,
          start: toBusinessTime(start, this.business.timeZone),
          end: toBusinessTime(start + minutes * 60_000, this.business.timeZone),
          service,
          resource: resource ?? 'any',
        });
      }
    }
    return slots;
  }

  private fits(slot: Slot, { date, dateTo, after, before, timeFrom, timeTo, partOfDay }: AvailabilityQuery): boolean {
    const [day, clock, start] = [this.date(slot), this.clock(slot), instantOf(slot.start)];
    const [partFrom, partTo] = partOfDay ? PARTS[partOfDay] : ['00:00', '23:59'];
    if (date !== undefined && (day < date || day > (dateTo ?? date))) return false;
    if (after !== undefined && start <= instantOf(after)) return false;
    if (before !== undefined && start >= instantOf(before)) return false;
    return clock >= (timeFrom ?? partFrom) && clock <= (timeTo ?? partTo);
  }

  private why({ date, time }: AvailabilityQuery): 'closed' | 'time_passed' | 'time_not_free' | 'fully_booked' {
    const zone = this.business.timeZone;
    const today = inZone(this.now(), zone);
    if (
      date !== undefined &&
      this.business.hours[
        (inZone(instantOf(`${date}T12:00:00Z`), 'utc').setLocale('en-US').weekdayLong ?? '').toLowerCase() as 'monday'
      ].length === 0
    )
      return 'closed';
    if (time !== undefined && (date ?? today.toISODate()) === today.toISODate() && time <= today.toFormat('HH:mm'))
      return 'time_passed';
    if (time !== undefined && (time < '09:00' || time >= '18:00')) return 'closed';
    return time === undefined ? 'fully_booked' : 'time_not_free';
  }

  /** As the true calendar lists one day's openings: the nearest to the wish first, of two around it the later. */
  private byClock(slots: readonly Slot[], { time, timeFrom, timeTo, partOfDay }: AvailabilityQuery): Slot[] {
    const [partFrom, partTo] = partOfDay ? PARTS[partOfDay] : ['00:00', '23:59'];
    const [from, to] = [time ?? timeFrom ?? partFrom, time ?? timeTo ?? partTo].map(minutesOf) as [number, number];
    const away = (slot: Slot): number =>
      Math.max(0, from - minutesOf(this.clock(slot)), minutesOf(this.clock(slot)) - to);
    return slots.toSorted((a, b) => {
      const inOrder = instantOf(a.start) - instantOf(b.start);
      return away(a) - away(b) || (away(a) > 0 ? -inOrder : inOrder);
    });
  }

  private date({ start }: Slot): string {
    return inZone(start, this.business.timeZone).toISODate() as string;
  }
  private clock({ start }: Slot): string {
    return inZone(start, this.business.timeZone).toFormat('HH:mm');
  }
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
