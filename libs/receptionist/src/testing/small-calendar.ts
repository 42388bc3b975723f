import { instantOf, inZone, toBusinessTime } from '@slotguard/business-time';
import type { AvailabilityAnswer, AvailabilityRequest, Business } from '@slotguard/contracts';
import type { AvailabilityQuery, DeclineReason, HoldRefusal, Slot } from '@slotguard/conversation';

const DAYS = 10;
const PARTS = { morning: ['00:00', '11:59'], afternoon: ['12:00', '16:59'], evening: ['17:00', '23:59'] } as const;

/** A calendar in memory, as small as tests of a conversation need it: one provider, one list of taken starts. */
export class SmallCalendar {
  readonly taken = new Set<number>();
  /** Declines whatever is approved, for this. */
  declines: DeclineReason | undefined;
  /** Holds nothing, for this. */
  refusesHolds: HoldRefusal | undefined;
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
    const exact = fitting.filter((slot) => query.time === undefined || this.clock(slot) === query.time);
    if (exact.length > 0) return { success: true, slots: nearest(fitting, exact[0] as Slot, query, limit) };
    const later = all.filter(({ start }) => !query.after || instantOf(start) > instantOf(query.after));
    const onDay = later.filter((slot) => query.date === undefined || this.date(slot) >= query.date);
    const slots =
      query.time === undefined ? onDay.slice(0, limit) : byClock(onDay, query.time, limit, this.business.timeZone);
    return { success: true, slots, note: this.why(query) };
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

  private date({ start }: Slot): string {
    return inZone(start, this.business.timeZone).toISODate() as string;
  }
  private clock({ start }: Slot): string {
    return inZone(start, this.business.timeZone).toFormat('HH:mm');
  }
}

function nearest(fitting: readonly Slot[], exact: Slot, { time }: AvailabilityQuery, limit: number): Slot[] {
  if (time === undefined) return fitting.slice(0, limit);
  const away = ({ start }: Slot): number => Math.abs(instantOf(start) - instantOf(exact.start));
  return [...fitting]
    .sort((a, b) => away(a) - away(b))
    .slice(0, limit)
    .sort((a, b) => instantOf(a.start) - instantOf(b.start));
}

function byClock(slots: readonly Slot[], time: string, limit: number, zone: string): Slot[] {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const away = ({ start }: Slot): number => Math.abs(minutes(inZone(start, zone).toFormat('HH:mm')) - minutes(time));
  const [first] = slots;
  const day = first && inZone(first.start, zone).toISODate();
  return slots
    .filter(({ start }) => inZone(start, zone).toISODate() === day)
    .sort((a, b) => away(a) - away(b))
    .slice(0, limit)
    .sort((a, b) => instantOf(a.start) - instantOf(b.start));
}
