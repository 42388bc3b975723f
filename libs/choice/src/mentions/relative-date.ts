import { civil, dayOf, mondayOf, nextMonthDay, weekdayOf, type Day } from '../calendar.js';
import { monthDate, numericDate, type ReadDate } from './calendar-date.js';
import type { DateMeaning } from './mention.js';
import { isAt, numberAt, phraseAt, skip, type Scan } from './scan.js';
import { weekBefore, weekdayDate } from './weekday-date.js';

/** "tomorrow", "in 3 days", "two weeks from now", "next week", "this weekend", "a week from Tuesday". */
export function relativeDate(scan: Scan, at: number): ReadDate | undefined {
  const { today } = scan;
  if (today === undefined) return undefined;
  const named = phraseAt(scan, at, scan.lexicon.relativeDays);
  if (named !== undefined) return { date: { form: 'day', day: today + named.value }, to: at + named.words.length };
  return counted(scan, at, today) ?? weekBefore(scan, at) ?? stretch(scan, at, today);
}

function counted(scan: Scan, at: number, today: Day): ReadDate | undefined {
  const inDays = isAt(scan, at, 'in');
  const from = inDays ? skip(scan, at + 1, 'of') : at;
  const article = isAt(scan, from, 'indefinite');
  const number = article ? { value: 1, to: from + 1 } : numberAt(scan, from);
  if (number === undefined || number.value > 366) return undefined;
  const count = number.value;
  const later = laterBy(scan, number.to);
  if (later === undefined) return undefined;
  const to = number.to + 1;
  if (isAt(scan, to, 'ago')) return { date: { form: 'day', day: later(today, -count) }, to: to + 1 };
  if (isAt(scan, to, 'counted_from')) {
    const base = isAt(scan, to + 1, 'now') ? { day: today, to: to + 2 } : baseDay(scan, to + 1, today);
    if (base !== undefined) return { date: { form: 'day', day: later(base.day, count) }, to: base.to };
  }
  return inDays ? { date: { form: 'day', day: later(today, count) }, to: skip(scan, to, 'time_word') } : undefined;
}

/** Days, weeks, months or years from a day; the 31st of a shorter month is its last. */
function laterBy(scan: Scan, at: number): ((day: Day, count: number) => Day) | undefined {
  if (isAt(scan, at, 'days')) return (day, count) => day + count;
  if (isAt(scan, at, 'weeks')) return (day, count) => day + 7 * count;
  const months = isAt(scan, at, 'months') ? 1 : isAt(scan, at, 'years') ? 12 : undefined;
  if (months === undefined) return undefined;
  return (day, count) => {
    const { year, month, date } = civil(day);
    const total = year * 12 + month - 1 + months * count;
    const first = dayOf(Math.floor(total / 12), (((total % 12) + 12) % 12) + 1, 1);
    const next = dayOf(Math.floor((total + 1) / 12), ((((total + 1) % 12) + 12) % 12) + 1, 1);
    return Math.min(first + date - 1, next - 1);
  };
}

function baseDay(scan: Scan, at: number, today: Day): { readonly day: Day; readonly to: number } | undefined {
  const named = phraseAt(scan, at, scan.lexicon.relativeDays);
  if (named !== undefined) return { day: today + named.value, to: at + named.words.length };
  const read = weekdayDate(scan, at) ?? monthDate(scan, at) ?? numericDate(scan, at);
  const day = read === undefined ? undefined : firstDay(read.date, today);
  return day === undefined || read === undefined ? undefined : { day, to: read.to };
}

function firstDay(date: DateMeaning, today: Day): Day | undefined {
  if (date.form === 'day') return date.day;
  if (date.form === 'month_day') return nextMonthDay(today, date.month, date.date);
  return date.form === 'weekday' ? today + ((date.weekday - weekdayOf(today) + 7) % 7) : undefined;
}

/** "next week", "this weekend", "el mes que viene": from its first day that is left. */
function stretch(scan: Scan, at: number, today: Day): ReadDate | undefined {
  const named = phraseAt(scan, at, scan.lexicon.stretches);
  if (named === undefined) return undefined;
  const { unit, ahead } = named.value;
  const to = at + named.words.length;
  const monday = mondayOf(today) + 7 * ahead;
  if (unit === 'weekend') return { date: { form: 'days', from: monday + 5, to: monday + 6 }, to };
  if (unit === 'week') return { date: { form: 'days', from: ahead === 0 ? today : monday, to: monday + 6 }, to };
  const { year, month } = civil(today);
  const first = (months: number): Day =>
    dayOf(year + Math.floor((month - 1 + months) / 12), ((month - 1 + months + 12) % 12) + 1, 1);
  return { date: { form: 'days', from: ahead === 0 ? today : first(ahead), to: first(ahead + 1) - 1 }, to };
}
