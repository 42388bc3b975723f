import { civil, mondayOf, nextMonthDay, validDay, weekdayOf, type Day } from '../calendar.js';
import { monthDate, weekdayDate, type ReadDate } from './calendar-date.js';
import type { DateMeaning } from './mention.js';
import { isAt, numberAt, phraseAt, textAt, type Scan } from './scan.js';

/** "tomorrow", "in 3 days", "two weeks from now", "next week", "this weekend", "a week from Tuesday". */
export function relativeDate(scan: Scan, at: number): ReadDate | undefined {
  const { today } = scan;
  if (today === undefined) return undefined;
  const named = phraseAt(scan, at, scan.lexicon.relativeDays);
  if (named !== undefined) return { date: { form: 'day', day: today + named.value }, to: at + named.words.length };
  return counted(scan, at, today) ?? stretch(scan, at, today);
}

function counted(scan: Scan, at: number, today: Day): ReadDate | undefined {
  const inDays = isAt(scan, at, 'in');
  const from = inDays ? at + 1 : at;
  const article = textAt(scan, from) === 'a' || textAt(scan, from) === 'one';
  const number = article ? { value: 1, to: from + 1 } : numberAt(scan, from);
  if (number === undefined || number.value > 366) return undefined;
  const factor = isAt(scan, number.to, 'days') ? 1 : isAt(scan, number.to, 'weeks') ? 7 : undefined;
  if (factor === undefined) return undefined;
  const ahead = number.value * factor;
  const to = number.to + 1;
  if (isAt(scan, to, 'ago')) return { date: { form: 'day', day: today - ahead }, to: to + 1 };
  if (textAt(scan, to) === 'from' || textAt(scan, to) === 'after') {
    const base = isAt(scan, to + 1, 'now') ? { day: today, to: to + 2 } : baseDay(scan, to + 1, today);
    if (base !== undefined) return { date: { form: 'day', day: base.day + ahead }, to: base.to };
  }
  return inDays && textAt(scan, to) !== 'time'
    ? { date: { form: 'day', day: today + ahead }, to }
    : inDays
      ? { date: { form: 'day', day: today + ahead }, to: to + 1 }
      : undefined;
}

function baseDay(scan: Scan, at: number, today: Day): { readonly day: Day; readonly to: number } | undefined {
  const named = phraseAt(scan, at, scan.lexicon.relativeDays);
  if (named !== undefined) return { day: today + named.value, to: at + named.words.length };
  const read = weekdayDate(scan, at) ?? monthDate(scan, at);
  const day = read === undefined ? undefined : firstDay(read.date, today);
  return day === undefined || read === undefined ? undefined : { day, to: read.to };
}

function firstDay(date: DateMeaning, today: Day): Day | undefined {
  if (date.form === 'day') return date.day;
  if (date.form === 'month_day') return nextMonthDay(today, date.month, date.date);
  return date.form === 'weekday' ? today + ((date.weekday - weekdayOf(today) + 7) % 7) : undefined;
}

function stretch(scan: Scan, at: number, today: Day): ReadDate | undefined {
  const next = isAt(scan, at, 'next');
  const last = isAt(scan, at, 'last') && textAt(scan, at) === 'last';
  const these = textAt(scan, at) === 'this' || textAt(scan, at) === 'the' || textAt(scan, at) === 'coming';
  const shift = next ? 7 : last ? -7 : 0;
  const monday = mondayOf(today) + shift;
  if ((next || these || last) && isAt(scan, at + 1, 'weekend'))
    return { date: { form: 'days', from: monday + 5, to: monday + 6 }, to: at + 2 };
  if ((next || textAt(scan, at) === 'this') && isAt(scan, at + 1, 'week'))
    return { date: { form: 'days', from: next ? monday : today, to: monday + 6 }, to: at + 2 };
  if (isAt(scan, at, 'weekend')) return { date: { form: 'days', from: monday + 5, to: monday + 6 }, to: at + 1 };
  if (next && isAt(scan, at + 1, 'month')) {
    const { year, month } = civil(today);
    const from = validDay(month === 12 ? year + 1 : year, (month % 12) + 1, 1);
    const after = validDay(month >= 11 ? year + 1 : year, ((month + 1) % 12) + 1, 1);
    if (from !== undefined && after !== undefined) return { date: { form: 'days', from, to: after - 1 }, to: at + 2 };
  }
  return undefined;
}
