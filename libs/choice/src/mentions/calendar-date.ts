import { civil, mondayOf, validDay, weekdayOf } from '../calendar.js';
import type { DateMeaning } from './mention.js';
import { endsAt, isAt, isGlued, numberAt, ordinalAt, textAt, type Scan } from './scan.js';

export interface ReadDate {
  readonly date: DateMeaning;
  readonly to: number;
}

/** "2025-11-16", also with a time behind. */
export function isoDate(scan: Scan, at: number): ReadDate | undefined {
  const [year, dash, month, dash2, date] = scan.tokens.slice(at, at + 5);
  if (year?.kind !== 'number' || year.text.length !== 4 || dash?.text !== '-' || dash2?.text !== '-') return undefined;
  const day = validDay(Number(year.text), Number(month?.text), Number(date?.text));
  return day === undefined ? undefined : { date: { form: 'day', day }, to: at + 5 };
}

/** "3/5", "03/05/2019", "16.11.2025". Which number is the month follows the zone; the other reading stays in mind. */
export function numericDate(scan: Scan, at: number): ReadDate | undefined {
  const [a, slash, b] = scan.tokens.slice(at, at + 3);
  if (a?.kind !== 'number' || b?.kind !== 'number' || a.text.length > 2 || b.text.length > 2) return undefined;
  if (slash === undefined || !/^[/.-]$/.test(slash.text) || !slash.glued || !b.glued) return undefined;
  const year = textAt(scan, at + 3) === slash.text && isGlued(scan, at + 4) ? numberAt(scan, at + 4) : undefined;
  const full = year?.digits !== undefined && (year.digits.length === 4 || year.digits.length === 2) ? year : undefined;
  if (slash.text !== '/' && full === undefined) return undefined;
  const [x, y] = [Number(a.text), Number(b.text)];
  const [month, date] = (scan.monthFirst && x <= 12) || y > 12 ? [x, y] : [y, x];
  if (full !== undefined) {
    const day = validDay(full.value < 100 ? full.value + 2000 : full.value, month, date);
    return day === undefined ? undefined : { date: { form: 'day', day }, to: full.to };
  }
  if (validDay(2024, month, date) === undefined) return undefined;
  const swapped = date <= 12 && date !== month ? { other: { month: date, date: month } } : {};
  return { date: { form: 'month_day', month, date, ...swapped }, to: at + 3 };
}

/** "March 5th", "5th of March", "the 5 Mar 2019", "march the third". */
export function monthDate(scan: Scan, at: number): ReadDate | undefined {
  const month = monthAt(scan, at);
  if (month !== undefined) {
    const from = skip(scan, at + 1, /^(?:[.,/-]|the)$/);
    const date = ordinalAt(scan, from) ?? numberAt(scan, from);
    if (date === undefined || date.value > 31 || isAt(scan, date.to, 'unit') || halfFollows(scan, date.to))
      return undefined;
    return dated(scan, month, date.value, date.to);
  }
  const date = ordinalAt(scan, at) ?? numberAt(scan, at);
  if (date === undefined || date.value > 31) return undefined;
  const from = isAt(scan, date.to, 'of') || /^[-/]$/.test(textAt(scan, date.to) ?? '') ? date.to + 1 : date.to;
  const named = monthAt(scan, from);
  return named === undefined
    ? undefined
    : dated(
        scan,
        named,
        date.value,
        textAt(scan, from + 1) === '.' && isAbbreviation(scan, from) ? from + 2 : from + 1,
      );
}

function monthAt(scan: Scan, at: number): number | undefined {
  return scan.lexicon.months.get(textAt(scan, at) ?? '');
}

function isAbbreviation(scan: Scan, at: number): boolean {
  return (textAt(scan, at)?.length ?? 9) <= 4;
}

/** "March 2pm" is no date; "March 5 2:30" is one. */
function halfFollows(scan: Scan, at: number): boolean {
  return (
    isAt(scan, at, 'pm') ||
    textAt(scan, at) === 'am' ||
    (textAt(scan, at) === ':' && isGlued(scan, at) && isGlued(scan, at + 1))
  );
}

function dated(scan: Scan, month: number, date: number, to: number): ReadDate | undefined {
  const from = skip(scan, to, /^(?:[,/-]|in|of)$/);
  const year = numberAt(scan, from);
  const written =
    year?.digits?.length === 4 && year.value >= 1900 && year.value <= 2200 ? year : spokenYear(scan, from);
  if (written === undefined)
    return validDay(2024, month, date) === undefined ? undefined : { date: { form: 'month_day', month, date }, to };
  const day = validDay(written.value, month, date);
  return day === undefined ? undefined : { date: { form: 'day', day }, to: written.to };
}

/** "twenty nineteen". */
function spokenYear(scan: Scan, at: number): { readonly value: number; readonly to: number } | undefined {
  const century = numberAt(scan, at);
  const rest = century === undefined || century.digits !== undefined ? undefined : numberAt(scan, century.to);
  if (
    century === undefined ||
    rest === undefined ||
    rest.digits !== undefined ||
    century.value !== 20 ||
    rest.value < 10
  )
    return undefined;
  return { value: century.value * 100 + rest.value, to: rest.to };
}

/** "Friday", "this Friday", "next Fri", "Friday next week", "Wed, Nov 25", "Friday the 13th". */
export function weekdayDate(scan: Scan, at: number): ReadDate | undefined {
  const which = isAt(scan, at, 'next')
    ? 'next'
    : isAt(scan, at, 'this') && textAt(scan, at) !== 'the'
      ? 'this'
      : undefined;
  let from = at;
  if (which !== undefined) from = isAt(scan, at + 1, 'this') ? at + 2 : at + 1;
  const weekday = scan.lexicon.weekdays.get(textAt(scan, from) ?? '');
  if (weekday === undefined || (which === undefined && !certainWeekday(scan, from))) return undefined;
  const past = which === undefined ? pastWeekday(scan, from, weekday) : undefined;
  if (past !== undefined) return past;
  const to =
    textAt(scan, from + 1) === '.' && isAbbreviation(scan, from) && !endsText(scan, from + 1) ? from + 2 : from + 1;
  return (
    withDate(scan, weekday, to) ??
    withWeek(scan, weekday, to) ?? { date: { form: 'weekday', weekday, ...(which === undefined ? {} : { which }) }, to }
  );
}

/** "last Tuesday" lies behind, "Tuesday after next" two weeks on, "every Tuesday" is no one day. */
function pastWeekday(scan: Scan, at: number, weekday: number): ReadDate | undefined {
  if (scan.today === undefined) return undefined;
  if (isAt(scan, at - 1, 'last'))
    return { date: { form: 'day', day: scan.today - ((weekdayOf(scan.today) - weekday + 7) % 7 || 7) }, to: at + 1 };
  if (textAt(scan, at + 1) === 'after' && isAt(scan, at + 2, 'next'))
    return { date: { form: 'day', day: mondayOf(scan.today) + 14 + weekday - 1 }, to: at + 3 };
  return isAt(scan, at - 1, 'every')
    ? { date: { form: 'days', from: scan.today + 1, to: scan.today }, to: at + 1 }
    : undefined;
}

function endsText(scan: Scan, at: number): boolean {
  return scan.tokens[at + 1] === undefined;
}

/** "sat" and "sun" are words too: only beside a preposition, a date, a time or nothing at all are they days. */
function certainWeekday(scan: Scan, at: number): boolean {
  if (!scan.lexicon.doubtfulDates.has(textAt(scan, at) ?? '')) return true;
  const next = textAt(scan, at + 1) === '.' || textAt(scan, at + 1) === ',' ? at + 2 : at + 1;
  const before =
    isAt(scan, at - 1, 'on') ||
    isAt(scan, at - 1, 'for') ||
    isAt(scan, at - 1, 'after') ||
    isAt(scan, at - 1, 'before') ||
    isAt(scan, at - 1, 'or') ||
    isAt(scan, at - 1, 'the');
  return (
    before ||
    endsAt(scan, next) ||
    numberAt(scan, next) !== undefined ||
    monthAt(scan, next) !== undefined ||
    isAt(scan, next, 'at') ||
    scan.lexicon.parts.has(textAt(scan, next) ?? '')
  );
}

/** A weekday with its date is one mention; the date decides, the weekday only stands beside it. */
function withDate(scan: Scan, weekday: number, to: number): ReadDate | undefined {
  const from = skip(scan, skip(scan, to, /^,$/), /^(?:the|on)$/);
  const date = isoDate(scan, from) ?? numericDate(scan, from) ?? monthDate(scan, from);
  if (date !== undefined) return date;
  const ordinal = ordinalAt(scan, from);
  if (ordinal === undefined || ordinal.value > 31 || isAt(scan, ordinal.to, 'ordinal_noun')) return undefined;
  if (ordinal.digits === undefined && textAt(scan, from - 1) !== 'the') return undefined;
  return { date: { form: 'weekday', weekday, date: ordinal.value }, to: ordinal.to };
}

/** "Tuesday next week", "Sunday of this week", "a week from Tuesday" is told by `relativeDate`. */
function withWeek(scan: Scan, weekday: number, to: number): ReadDate | undefined {
  const from = skip(scan, skip(scan, to, /^(?:of|in|,)$/), /^the$/);
  const next = isAt(scan, from, 'next');
  const following = textAt(scan, from) === 'following';
  if (
    scan.today === undefined ||
    !isAt(scan, from + 1, 'week') ||
    !(next || following || textAt(scan, from) === 'this')
  )
    return undefined;
  const monday = mondayOf(scan.today) + (next || following ? 7 : 0);
  return { date: { form: 'day', day: monday + weekday - 1 }, to: from + 2 };
}

/** "on the 5th", "the 5th of this month". A "5th" that may be the fifth on the list is an ordinal. */
export function dayOfMonth(scan: Scan, at: number): ReadDate | undefined {
  const ordinal = ordinalAt(scan, at);
  if (ordinal === undefined || ordinal.value > 31 || isAt(scan, ordinal.to, 'ordinal_noun')) return undefined;
  const from = skip(scan, ordinal.to, /^(?:of|in|for)$/);
  const article = isAt(scan, from, 'this') || textAt(scan, from) === 'the' || isAt(scan, from, 'next');
  if (article && isAt(scan, from + 1, 'month')) {
    const read = inMonth(scan, ordinal.value, isAt(scan, from, 'next') ? 1 : 0);
    if (read !== undefined) return { date: read, to: from + 2 };
  }
  const onThe = isAt(scan, at - 1, 'the') && isAt(scan, at - 2, 'on');
  return onThe || isAt(scan, at - 1, 'on') || ordinal.value > 20
    ? { date: { form: 'day_of_month', date: ordinal.value }, to: ordinal.to }
    : undefined;
}

function inMonth(scan: Scan, date: number, ahead: number): DateMeaning | undefined {
  if (scan.today === undefined) return { form: 'day_of_month', date };
  const { year, month } = civil(scan.today);
  const total = year * 12 + month - 1 + ahead;
  const day = validDay(Math.floor(total / 12), (total % 12) + 1, date);
  return day === undefined ? undefined : { form: 'day', day };
}

function skip(scan: Scan, at: number, pattern: RegExp): number {
  return pattern.test(textAt(scan, at) ?? '') ? at + 1 : at;
}
