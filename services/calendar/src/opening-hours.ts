import type { Instant } from '@slotguard/business-time';
import type { Business, BusinessResource, BusinessService } from '@slotguard/contracts';
import { edgeAt, inMs, instantsAt, localDate, minutesOf, weekdayOf, type LocalDate } from './local-day.js';

/** From (included) to (excluded). */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}
interface ClockSpan {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** A service or resource by its id, else by its name or an alias, without regard to case. */
export function named<T extends { id: string; name: string; aliases: string[] }>(
  list: readonly T[],
  wanted: string,
): T | undefined {
  const plain = wanted.trim().toLowerCase();
  return (
    list.find(({ id }) => id === wanted) ??
    list.find(({ id, name, aliases }) => [id, name, ...aliases].some((word) => word.toLowerCase() === plain))
  );
}

export function gives(resource: BusinessResource, service: BusinessService): boolean {
  return resource.services?.includes(service.id) ?? true;
}

/** When the resource works on this day: within the business's hours and its own, unless it is off. In order, not touching. */
export function workingSpans(business: Business, resource: BusinessResource, date: LocalDate): readonly Span[] {
  return clockSpans(business, resource, date).map(({ from, to }) => ({
    from: edgeAt(date, from, business.timeZone, 'opens'),
    to: edgeAt(date, to, business.timeZone, 'closes'),
  }));
}

/** Whether an appointment may lie here: from its first minute to its last within one working span. */
export function isOpenFor(business: Business, resource: BusinessResource, span: Span): boolean {
  const date = localDate(span.from, business.timeZone);
  return workingSpans(business, resource, date).some(({ from, to }) => from <= span.from && span.to <= to);
}

/** All starts on this day that fit the resource's hours, whether taken or not: multiples of the step on the wall clock. */
export function startsOn(
  business: Business,
  resource: BusinessResource,
  service: BusinessService,
  date: LocalDate,
): readonly Instant[] {
  const lengthMs = inMs(service.minutes);
  return clockSpans(business, resource, date).flatMap((clockSpan) => {
    const opens = edgeAt(date, clockSpan.from, business.timeZone, 'opens');
    const closes = edgeAt(date, clockSpan.to, business.timeZone, 'closes');
    const starts: Instant[] = [];
    for (let minutes = clockSpan.from; minutes < clockSpan.to; minutes += business.slotStepMinutes)
      starts.push(...instantsAt(date, minutes, business.timeZone));
    return starts.filter((start) => opens <= start && start + lengthMs <= closes).sort((a, b) => a - b);
  });
}

function clockSpans(business: Business, resource: BusinessResource, date: LocalDate): readonly ClockSpan[] {
  const off = business.timeOff.some(
    ({ resource: whose, from, to }) => (whose === undefined || whose === resource.id) && from <= date && date <= to,
  );
  if (off) return [];
  const day = weekdayOf(date);
  const whole = merged(business.hours[day]);
  return resource.hours === undefined ? whole : intersection(whole, merged(resource.hours[day]));
}

/** Written in any order, touching ones joined: 09:00-12:00 and 12:00-18:00 are one. */
function merged(hours: readonly string[]): readonly ClockSpan[] {
  const spans = hours
    .map((span) => ({ from: minutesOf(span.slice(0, 5)), to: minutesOf(span.slice(6)) }))
    .sort((a, b) => a.from - b.from);
  return spans.reduce<ClockSpan[]>((joined, span) => {
    const last = joined.at(-1);
    if (!last || span.from > last.to) return [...joined, span];
    return [...joined.slice(0, -1), { from: last.from, to: Math.max(last.to, span.to) }];
  }, []);
}

function intersection(a: readonly ClockSpan[], b: readonly ClockSpan[]): readonly ClockSpan[] {
  return a
    .flatMap((one) => b.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
}
