import { toBusinessTime, type Instant } from '@slotguard/business-time';
import type { Business, BusinessResource, BusinessService } from '@slotguard/contracts';
import type { Slot } from '@slotguard/conversation';
import { addDays, edgeAt, inMs, localDate, localMinutes, type LocalDate } from './local-day.js';
import { isOpenFor, overlaps, startsOn, type Span } from './opening-hours.js';
import { slotId } from './slot-id.js';

/** A resource's taken time, with what is kept free after it. */
export interface Busy extends Span {
  readonly resource: string;
}

/** A start that can be booked now, with the one resource that would take it. */
export interface Opening {
  readonly start: Instant;
  readonly date: LocalDate;
  /** What the clock on the wall shows, in minutes since midnight. */
  readonly minutes: number;
  readonly resource: BusinessResource;
}

export interface OpeningsQuestion {
  readonly business: Business;
  readonly service: BusinessService;
  /** Those that may take it, in the file's order. */
  readonly resources: readonly BusinessResource[];
  readonly busy: readonly Busy[];
  readonly now: Instant;
}

/** One service's days, worked out when they are looked at. */
export interface Openings {
  readonly today: LocalDate;
  /** The last day that can be booked. */
  readonly lastDay: LocalDate;
  /** Earlier starts are too short notice. */
  readonly earliest: Instant;
  /** All starts of the day that fit the opening hours, taken, passed or free; in order. */
  startsOn(date: LocalDate): readonly Instant[];
  /** Those that can be booked, one per start, in order. */
  freeOn(date: LocalDate): readonly Opening[];
  /** Whether anybody who may take it works at this moment. */
  isOpenAt(instant: Instant): boolean;
}

export function openings(question: OpeningsQuestion): Openings {
  const { business, now } = question;
  const today = localDate(now, business.timeZone);
  const lastDay = addDays(today, business.horizonDays);
  const earliest = now + inMs(business.minimumNoticeMinutes);
  const starts = remembered((date) => dayStarts(question, date));
  const free = remembered((date) =>
    date < today || date > lastDay ? [] : dayOpenings(question, starts(date), date, earliest),
  );
  return {
    today,
    lastDay,
    earliest,
    startsOn: (date) => [...starts(date).keys()],
    freeOn: free,
    isOpenAt: (instant) =>
      question.resources.some((resource) => isOpenFor(business, resource, { from: instant, to: instant + 1 })),
  };
}

export function slotOf(
  business: Business,
  service: BusinessService,
  opening: Pick<Opening, 'start' | 'resource'>,
): Slot {
  const { start, resource } = opening;
  return {
    slotId: slotId(service.id, resource.id, start),
    start: toBusinessTime(start, business.timeZone),
    end: toBusinessTime(start + inMs(service.minutes), business.timeZone),
    service: service.id,
    resource: resource.id,
  };
}

/** What an appointment takes of its resource: its own time and what is kept free after it. */
export function takes(service: BusinessService, start: Instant): Span {
  return { from: start, to: start + inMs(service.minutes + service.bufferMinutes) };
}

/**
 * The order in which resources are asked to take a start. It is shuffled by the start, so that work is spread fairly also when customers
 * like full hours best, and depends on nothing else: the same start names the same resource in every list as long as that one is free.
 */
export function turn(resources: readonly BusinessResource[], start: Instant): readonly BusinessResource[] {
  const by = mixed(start / inMs(1)) % resources.length;
  return [...resources.slice(by), ...resources.slice(0, by)];
}

/** Neighbouring numbers give unrelated ones (the end of MurmurHash3). */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Each start of the day with the resources whose hours it fits. */
function dayStarts(
  { business, service, resources }: OpeningsQuestion,
  date: LocalDate,
): ReadonlyMap<Instant, readonly BusinessResource[]> {
  const all = resources.flatMap((resource) =>
    startsOn(business, resource, service, date).map((start) => ({ start, resource })),
  );
  return new Map(
    [...new Set(all.map(({ start }) => start))]
      .sort((a, b) => a - b)
      .map((start) => [start, all.filter((one) => one.start === start).map(({ resource }) => resource)]),
  );
}

function dayOpenings(
  { business, service, resources, busy }: OpeningsQuestion,
  starts: ReadonlyMap<Instant, readonly BusinessResource[]>,
  date: LocalDate,
  earliest: Instant,
): readonly Opening[] {
  const day = {
    from: edgeAt(date, 0, business.timeZone, 'opens'),
    to: edgeAt(date, 2 * 1440, business.timeZone, 'closes'),
  };
  const taken = busy.filter((span) => overlaps(span, day));
  const isFree = (resource: BusinessResource, start: Instant): boolean =>
    !taken.some((span) => span.resource === resource.id && overlaps(span, takes(service, start)));
  return [...starts].flatMap(([start, fitting]) => {
    if (start < earliest) return [];
    const resource = turn(resources, start).find((one) => fitting.includes(one) && isFree(one, start));
    return resource ? [{ start, date, minutes: localMinutes(start, business.timeZone), resource }] : [];
  });
}

function remembered<T>(work: (date: LocalDate) => T): (date: LocalDate) => T {
  const known = new Map<LocalDate, T>();
  return (date) => {
    const found = known.get(date);
    if (found !== undefined) return found;
    const made = work(date);
    known.set(date, made);
    return made;
  };
}
