import { instantOf, inZone, toBusinessTime, type Instant } from '@slotguard/business-time';
import type { AvailabilityAnswer, AvailabilityRequest, Business } from '@slotguard/contracts';
import type { AvailabilityQuery, DeclineReason, HoldRefusal, Slot } from '@slotguard/conversation';

const DAYS = 10;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const PARTS = { morning: ['00:00', '11:59'], afternoon: ['12:00', '16:59'], evening: ['17:00', '23:59'] } as const;

type Day = ReturnType<typeof inZone>;

/** A time at which something may begin, as the clocks of the business show it. */
interface Opening {
  readonly at: Instant;
  readonly start: string;
  readonly date: string;
  /** "09:30", and the same in minutes. */
  readonly clock: string;
  readonly minute: number;
}

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
    const fitting = all.filter((opening) => fits(opening, query));
    const first = fitting.find(({ clock }) => query.time === undefined || clock === query.time);
    if (first) {
      // A time without a day is asked for on one day only.
      const isExact = ({ clock, date }: Opening): boolean =>
        query.time === undefined || (clock === query.time && (query.date !== undefined || date === first.date));
      const around = fitting.filter((opening) => !isExact(opening) && opening.date === first.date);
      const found = [...fitting.filter(isExact), ...byClock(around, query)];
      return { success: true, slots: this.slots(found.slice(0, limit), query) };
    }
    const after = query.after === undefined ? -Infinity : instantOf(query.after);
    const onDay = all.filter(({ at, date }) => at > after && (query.date === undefined || date >= query.date));
    const nearest = byClock(
      onDay.filter(({ date }) => date === onDay[0]?.date),
      query,
    );
    return { success: true, slots: this.slots(nearest.slice(0, limit), query), note: this.why(query) };
  };

  isFree({ start }: Pick<Slot, 'start'>): boolean {
    return !this.taken.has(instantOf(start)) && !this.held.has(instantOf(start));
  }

  private openings({ service }: AvailabilityQuery): Opening[] {
    const minutes = this.minutes(service);
    const today = inZone(this.now(), this.business.timeZone).startOf('day');
    const earliest = this.now().getTime() + this.business.minimumNoticeMinutes * 60_000;
    return Array.from({ length: DAYS }, (_, day) => today.plus({ days: day }))
      .filter((date) => this.business.hours[weekday(date)].length > 0)
      .flatMap(halfHours)
      .filter(({ minute, at }) => minute + minutes <= 18 * 60 && at >= earliest)
      .filter(({ at }) => !this.taken.has(at) && !this.held.has(at));
  }

  private slots(
    openings: readonly Opening[],
    { service, resource = this.business.resources[0]?.id ?? 'any' }: AvailabilityQuery,
  ): Slot[] {
    return openings.map(({ at, start }) => ({
      slotId: `${service}_${resource}_${at}`,
      start,
      end: toBusinessTime(at + this.minutes(service) * 60_000, this.business.timeZone),
      service,
      resource,
    }));
  }

  private minutes(service: string): number {
    return this.business.services.find(({ id }) => id === service)?.minutes ?? 30;
  }

  private why({ date, time }: AvailabilityQuery): 'closed' | 'time_passed' | 'time_not_free' | 'fully_booked' {
    const zone = this.business.timeZone;
    const today = inZone(this.now(), zone);
    if (date !== undefined && this.business.hours[weekday(inZone(`${date}T12:00:00Z`, 'utc'))].length === 0)
      return 'closed';
    if (time !== undefined && (date ?? today.toISODate()) === today.toISODate() && time <= today.toFormat('HH:mm'))
      return 'time_passed';
    if (time !== undefined && (time < '09:00' || time >= '18:00')) return 'closed';
    return time === undefined ? 'fully_booked' : 'time_not_free';
  }
}

/** What tests ask for again and again: telling the times of a day takes longer than all the rest. */
const knownDays = new Map<string, readonly Opening[]>();

/** Every half hour of the day at which something may begin. */
function halfHours(day: Day): readonly Opening[] {
  const date = day.toISODate() as string;
  const key = `${date} ${day.zoneName}`;
  const known = knownDays.get(key);
  if (known) return known;
  const minutes = Array.from({ length: 18 }, (_, i) => 9 * 60 + i * 30);
  const openings = minutes.map((minute) => {
    const time = day.plus({ minutes: minute });
    const start = toBusinessTime(time.toMillis(), day.zoneName as string);
    return { at: time.toMillis(), start, date, clock: time.toFormat('HH:mm'), minute };
  });
  knownDays.set(key, openings);
  return openings;
}

function weekday(date: Day): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(date.weekday - 1) as 0];
}

function fits({ at, date: day, clock }: Opening, query: AvailabilityQuery): boolean {
  const { date, dateTo, after, before, timeFrom, timeTo, partOfDay } = query;
  const [partFrom, partTo] = partOfDay ? PARTS[partOfDay] : ['00:00', '23:59'];
  if (date !== undefined && (day < date || day > (dateTo ?? date))) return false;
  if (after !== undefined && at <= instantOf(after)) return false;
  if (before !== undefined && at >= instantOf(before)) return false;
  return clock >= (timeFrom ?? partFrom) && clock <= (timeTo ?? partTo);
}

/** As the true calendar lists one day's openings: the nearest to the wish first, of two around it the later. */
function byClock(openings: readonly Opening[], { time, timeFrom, timeTo, partOfDay }: AvailabilityQuery): Opening[] {
  const [partFrom, partTo] = partOfDay ? PARTS[partOfDay] : ['00:00', '23:59'];
  const [from, to] = [time ?? timeFrom ?? partFrom, time ?? timeTo ?? partTo].map(minutesOf) as [number, number];
  const away = ({ minute }: Opening): number => Math.max(0, from - minute, minute - to);
  return openings.toSorted((a, b) => {
    const inOrder = a.at - b.at;
    return away(a) - away(b) || (away(a) > 0 ? -inOrder : inOrder);
  });
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
