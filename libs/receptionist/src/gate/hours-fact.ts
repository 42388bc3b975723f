import type { Business } from '@slotguard/contracts';
import type { Known } from './known.js';
import type { TimeRef } from './time-refs.js';
import { clauseAt } from './clauses.js';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const OF_HOURS = /\b(?:open|opens|opened|close|closes|closed|hours)\b/;
const OF_OPENINGS =
  /\b(?:available|availability|free|slots?|spots?|openings?|book|booked|have|offer|how about|fit|you)\b/;

/** Whether a sentence about the opening hours says of this point of time what the business's file says. */
export function isHoursFact(ref: TimeRef, sentence: string, { business }: Pick<Known, 'business'>): boolean {
  const { clock, day, part, from } = ref;
  if (part || !OF_HOURS.test(sentence) || OF_OPENINGS.test(sentence)) return false;
  // "9 AM to 6 PM on weekdays, closed Sundays": a day behind a comma is another matter.
  const isApart =
    clock &&
    day &&
    day.span.start > clock.span.end &&
    /[,;]|close/.test(sentence.slice(clock.span.end, day.span.start));
  const weekday = day === undefined || isApart ? undefined : weekdayOf(day.date);
  if (!clock) return weekday !== undefined && isOpenOrClosed(ref, weekday, sentence, business);
  const spans = weekday === undefined ? WEEK.flatMap((name) => business.hours[name]) : hoursOn(weekday, business);
  if (clock.kind === 'time_range') return spans.includes(`${clock.timeFrom}-${clock.timeTo}`);
  const before = sentence.slice(0, from);
  if (/\b(?:open|opens|opening)(?: up)?(?: at| from)? $/.test(before))
    return spans.some((span) => clock.times.includes(span.slice(0, 5)));
  if (/\b(?:close|closes|closing|until|till|til|through)(?: at)? $/.test(before))
    return spans.some((span) => clock.times.includes(span.slice(6)));
  return false;
}

function isOpenOrClosed(ref: TimeRef, weekday: number, sentence: string, business: Business): boolean {
  const { day } = ref;
  const isOff = business.timeOff.some(
    ({ resource, from, to }) => resource === undefined && day !== undefined && from <= day.date && day.date <= to,
  );
  const isOpen = hoursOn(weekday, business).length > 0 && !(isOff && day?.weekday === undefined);
  const clause = clauseAt(sentence, ref);
  const saysClosed = /\b(?:closed|not open|not|never|isn't|aren't)\b/.test(clause);
  return saysClosed ? !isOpen : isOpen;
}

function hoursOn(weekday: number, { hours }: Business): readonly string[] {
  const name = WEEK[weekday - 1];
  return name === undefined ? [] : hours[name];
}

function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}
