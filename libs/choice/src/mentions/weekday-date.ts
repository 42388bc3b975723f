import { mondayOf, weekdayOf } from '../calendar.js';
import type { Stretch } from '../lang/language.js';
import { isAbbreviation, isoDate, monthAt, monthDate, numericDate, type ReadDate } from './calendar-date.js';
import {
  endsAt,
  isAt,
  isGlued,
  numberAt,
  ordinalAt,
  phraseAt,
  skip,
  textAt,
  type ReadNumber,
  type Scan,
} from './scan.js';

/** "Friday", "this Friday", "next Fri", "Friday next week", "Wed, Nov 25", "Friday the 13th". */
export function weekdayDate(scan: Scan, at: number): ReadDate | undefined {
  const which = isAt(scan, at, 'next')
    ? 'next'
    : isAt(scan, at, 'this') && !isAt(scan, at, 'definite')
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
  const dated = withDate(scan, weekday, to) ?? withWeek(scan, weekday, to);
  if (dated !== undefined) return dated;
  const behind = phraseAt(scan, to, scan.lexicon.nextBehind);
  if (behind !== undefined) return { date: { form: 'weekday', weekday, which: 'next' }, to: to + behind.words.length };
  return { date: { form: 'weekday', weekday, ...(which === undefined ? {} : { which }) }, to };
}

/** "last Tuesday" lies behind, "Tuesday after next" two weeks on, "every Tuesday" is no one day. */
function pastWeekday(scan: Scan, at: number, weekday: number): ReadDate | undefined {
  if (scan.today === undefined) return undefined;
  if (isAt(scan, at - 1, 'last'))
    return { date: { form: 'day', day: scan.today - ((weekdayOf(scan.today) - weekday + 7) % 7 || 7) }, to: at + 1 };
  if (isAt(scan, at + 1, 'after') && isAt(scan, at + 2, 'next'))
    return { date: { form: 'day', day: mondayOf(scan.today) + 14 + weekday - 1 }, to: at + 3 };
  // "Tuesday week": the one after the coming one.
  if (isAt(scan, at + 1, 'week_on') && !isAt(scan, at - 1, 'next'))
    return {
      date: { form: 'day', day: scan.today + ((weekday - weekdayOf(scan.today) + 7) % 7 || 7) + 7 },
      to: at + 2,
    };
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
    isAt(scan, next, 'with') ||
    isAt(scan, next, 'be') ||
    isAt(scan, next, 'polite') ||
    scan.lexicon.parts.has(textAt(scan, next) ?? '')
  );
}

/** A weekday with its date is one mention; the date decides, the weekday only stands beside it. */
function withDate(scan: Scan, weekday: number, to: number): ReadDate | undefined {
  const from = skip(scan, textAt(scan, to) === ',' ? to + 1 : to, 'definite', 'on');
  const date = isoDate(scan, from) ?? numericDate(scan, from) ?? monthDate(scan, from);
  if (date !== undefined) return date;
  const ordinal = ordinalAt(scan, from) ?? dayNumber(scan, from);
  if (ordinal === undefined || ordinal.value > 31 || isAt(scan, ordinal.to, 'ordinal_noun')) return undefined;
  if (ordinal.digits === undefined && !isAt(scan, from - 1, 'definite')) return undefined;
  return { date: { form: 'weekday', weekday, date: ordinal.value }, to: ordinal.to };
}

/** "Monday 21": from 13 on it is hardly an hour. */
function dayNumber(scan: Scan, at: number): ReadNumber | undefined {
  const number = numberAt(scan, at);
  if (number?.digits === undefined || number.value < 13) return undefined;
  const counts = scan.tokens[number.to]?.kind === 'word' && !isAt(scan, number.to, 'after_number');
  return counts || isAt(scan, number.to, 'unit') || isGlued(scan, number.to + 1) ? undefined : number;
}

/** "Tuesday next week", "Sunday of this week"; "a week from Tuesday" is told by `relativeDate`. */
function withWeek(scan: Scan, weekday: number, to: number): ReadDate | undefined {
  const from = skip(scan, textAt(scan, to) === ',' ? to + 1 : skip(scan, to, 'of', 'in'), 'definite');
  const week = phraseAt(scan, from, scan.lexicon.stretches);
  return week === undefined ? undefined : weekdayOfWeek(scan, weekday, week.value, from + week.words.length);
}

/** "next week Wednesday". */
export function weekBefore(scan: Scan, at: number): ReadDate | undefined {
  const week = phraseAt(scan, at, scan.lexicon.stretches);
  if (week === undefined) return undefined;
  const from = skip(scan, at + week.words.length, 'on', 'definite');
  const weekday = scan.lexicon.weekdays.get(textAt(scan, from) ?? '');
  if (weekday === undefined || !certainWeekday(scan, from)) return undefined;
  return weekdayOfWeek(scan, weekday, week.value, from + 1);
}

function weekdayOfWeek(scan: Scan, weekday: number, stretch: Stretch, to: number): ReadDate | undefined {
  if (scan.today === undefined || stretch.unit !== 'week') return undefined;
  return { date: { form: 'day', day: mondayOf(scan.today) + 7 * stretch.ahead + weekday - 1 }, to };
}
