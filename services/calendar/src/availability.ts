import { instantOf, type Instant } from '@slotguard/business-time';
import type { AvailabilityAnswer, Business } from '@slotguard/contracts';
import type { AvailabilityNote, AvailabilityQuery } from '@slotguard/conversation';
import { addDays, instantsAt, isDate, localDate, localMinutes, minutesOf, type LocalDate } from './local-day.js';
import { gives, named } from './opening-hours.js';
import { openings, slotOf, type Busy, type Opening, type Openings } from './openings.js';

/** What is asked, in the calendar's terms. */
interface Wish {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Minutes since midnight that the start should lie within, both included; one moment when a time was wished for. */
  readonly earliest: number;
  readonly latest: number;
  /** One moment: what lies around it is of interest too. */
  readonly exact: boolean;
  /** Hard bounds: "something later", "before noon on Friday". */
  readonly after: Instant;
  readonly before: Instant;
}

const PARTS = {
  morning: [0, 12 * 60 - 1],
  afternoon: [12 * 60, 17 * 60 - 1],
  evening: [17 * 60, 24 * 60 - 1],
} as const;

/**
 * The openings that answer a query, one per start unless a resource was asked for; those that come nearest to it first, so that whoever lists
 * fewer lists the right ones.
 *
 * | asked | listed |
 * | --- | --- |
 * | a day, range or part of the day with openings | the first `limit` of them, in order of start |
 * | a time that is free | it, on each day asked for, then the nearest around it on the first of them |
 * | anything that is not to be had | the nearest openings, and why: the same day's first, then the following days' at about the time asked for |
 *
 * Near is what the clock on the wall says, whatever the day: who asks for two o'clock on a closed Sunday is offered two o'clock on Monday.
 *
 * Pure: the business's file, what is taken and the time are arguments.
 */
export function availability(
  business: Business,
  query: AvailabilityQuery,
  busy: readonly Busy[],
  now: Instant,
  limit: number,
): AvailabilityAnswer {
  const service = named(business.services, query.service);
  if (!service) return { success: false, slots: [], note: 'unknown_service' };
  const capable = business.resources.filter((resource) => gives(resource, service));
  const asked = query.resource === undefined ? undefined : named(capable, query.resource);
  if (query.resource !== undefined && !asked) return { success: false, slots: [], note: 'unknown_resource' };
  if ([query.date, query.dateTo].some((date) => date !== undefined && !isDate(date)))
    return { success: false, slots: [] };
  const days = openings({ business, service, resources: asked ? [asked] : capable, busy, now });
  const wish = wishOf(query, days, business.timeZone, now);

  const answer = (found: readonly Opening[], note?: AvailabilityNote): AvailabilityAnswer => ({
    success: true,
    slots: found.map((opening) => slotOf(business, service, opening)),
    ...(note === undefined ? {} : { note }),
  });
  const wanted = firstOf(limit, freeWithin(days, wish), (opening) => distance(opening, wish) === 0);
  const [first] = wanted;
  if (!first) return answer(nearest(days, wish, limit), whyNot(days, wish, business.timeZone, now));
  if (!wish.exact) return answer(wanted);
  const around = byDistance(freeWithin(days, { ...wish, from: first.date, to: first.date }), wish);
  return answer([...new Set([...wanted, ...around])].slice(0, limit));
}

function wishOf(query: AvailabilityQuery, days: Openings, zone: string, now: Instant): Wish {
  const after = query.after === undefined ? -Infinity : instantOf(query.after);
  const before = query.before === undefined ? Infinity : instantOf(query.before);
  const [partFrom, partTo] = query.partOfDay === undefined ? [0, 24 * 60 - 1] : PARTS[query.partOfDay];
  const time = query.time === undefined ? undefined : minutesOf(query.time);
  const bounds = {
    earliest: time ?? Math.max(partFrom, query.timeFrom === undefined ? 0 : minutesOf(query.timeFrom)),
    latest: time ?? Math.min(partTo, query.timeTo === undefined ? 24 * 60 - 1 : minutesOf(query.timeTo)),
    exact: time !== undefined,
    after,
    before,
  };
  const from = query.date ?? firstDay(days, zone, Math.max(now, after), time);
  const to = query.dateTo ?? query.date ?? (time === undefined ? days.lastDay : from);
  // A range that began in the past begins today; one that lies in the past is its last day.
  return { ...bounds, from: from >= days.today ? from : to < days.today ? to : days.today, to: to < from ? from : to };
}

/** The day meant when none was named: today, or the next day on which the time wished for is yet to come. */
function firstDay(days: Openings, zone: string, since: Instant, time: number | undefined): LocalDate {
  const day = localDate(since, zone);
  const first = day < days.today ? days.today : day;
  if (time === undefined || instantsAt(first, time, zone).some((instant) => instant > since)) return first;
  return addDays(first, 1);
}

function* daysOf(from: LocalDate, to: LocalDate): Generator<LocalDate> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

function* freeWithin(days: Openings, { from, to, after, before }: Wish): Generator<Opening> {
  for (const day of daysOf(from, to < days.lastDay ? to : days.lastDay))
    for (const opening of days.freeOn(day)) if (after < opening.start && opening.start < before) yield opening;
}

function firstOf<T>(count: number, list: Iterable<T>, which: (item: T) => boolean): readonly T[] {
  const found: T[] = [];
  for (const item of list) {
    if (which(item)) found.push(item);
    if (found.length === count) break;
  }
  return found;
}

/** Minutes from what was wished for, on the clock. */
function distance({ minutes }: Pick<Opening, 'minutes'>, { earliest, latest }: Wish): number {
  return Math.max(0, earliest - minutes, minutes - latest);
}

/**
 * The nearest first; of those equally near the earlier day's. On one day, what lies within the wish in order, of two around it the later:
 * who asked for two o'clock can come after two.
 */
function byDistance(list: Iterable<Opening>, wish: Wish): readonly Opening[] {
  return [...list].sort((a, b) => {
    const [away, other] = [distance(a, wish), distance(b, wish)];
    const inOrder = a.start - b.start;
    return away - other || (a.date === b.date && away > 0 ? -inOrder : inOrder);
  });
}

/** The days asked for, then those after them at about the time asked for; days before only when there is nothing else. */
function nearest(days: Openings, wish: Wish, limit: number): readonly Opening[] {
  const found = byDistance(freeWithin(days, wish), wish).slice(0, limit);
  // From the day on which the bounds end: "before ten on Friday" goes on with Friday from ten.
  const next = Number.isFinite(wish.before) ? wish.from : addDays(wish.to, 1);
  for (const day of daysOf(next < days.today ? days.today : next, days.lastDay)) {
    if (found.length >= limit) break;
    const later = days
      .freeOn(day)
      .filter(({ start }) => start > wish.after && !found.some((one) => one.start === start));
    found.push(...byDistance(later, wish).slice(0, limit - found.length));
  }
  if (found.length > 0) return found;
  const before = [...daysOf(days.today, wish.from < days.lastDay ? wish.from : days.lastDay)].reverse();
  return before.flatMap((day) => byDistance(days.freeOn(day), wish)).slice(0, limit);
}

/** Looks at the hours alone first: what is closed is not called taken. */
function whyNot(days: Openings, wish: Wish, zone: string, now: Instant): AvailabilityNote {
  const starts = [...daysOf(wish.from, wish.to < days.lastDay ? wish.to : days.lastDay)].flatMap((day) =>
    days.startsOn(day),
  );
  if (wish.from > days.lastDay) return 'too_far_ahead';
  if (starts.length === 0) return 'closed';
  if (wish.exact) {
    const wished = instantsAt(wish.from, wish.earliest, zone);
    if (wished.length === 0) return 'time_not_free';
    if (wished.every((instant) => instant <= now)) return 'time_passed';
    if (!wished.some((instant) => days.isOpenAt(instant))) return 'closed';
    return firstOf(1, freeWithin(days, wish), () => true).length > 0 ? 'time_not_free' : 'fully_booked';
  }
  const within = starts.filter(
    (start) =>
      wish.after < start && start < wish.before && distance({ minutes: localMinutes(start, zone) }, wish) === 0,
  );
  if (within.length === 0) return 'closed';
  return within.every((start) => start < days.earliest) ? 'time_passed' : 'fully_booked';
}
