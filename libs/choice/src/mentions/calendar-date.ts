import { civil, validDay } from '../calendar.js';
import type { DateMeaning } from './mention.js';
import { isAt, isGlued, numberAt, ordinalAt, skip, textAt, type Scan } from './scan.js';

export interface ReadDate {
  readonly date: DateMeaning;
  readonly to: number;
}

/** "2025-11-16", also with a time behind; "20251116". */
export function isoDate(scan: Scan, at: number): ReadDate | undefined {
  const compact =
    scan.tokens[at]?.kind === 'number' ? /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(textAt(scan, at) ?? '') : null;
  const whole = compact === null ? undefined : validDay(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  if (whole !== undefined) return { date: { form: 'day', day: whole }, to: at + 1 };
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
    const from = skip(scan, at + 1, 'date_joint', 'definite');
    const date = ordinalAt(scan, from) ?? numberAt(scan, from);
    if (date === undefined || date.value > 31 || isAt(scan, date.to, 'unit') || halfFollows(scan, date.to))
      return undefined;
    return dated(scan, month, date.value, date.to);
  }
  const date = ordinalAt(scan, at) ?? numberAt(scan, at);
  if (date === undefined || date.value > 31 || isAt(scan, at - 1, 'currency')) return undefined;
  const behind = isAt(scan, date.to, 'day') ? date.to + 1 : date.to;
  const from = isAt(scan, behind, 'of') || /^[-/]$/.test(textAt(scan, behind) ?? '') ? behind + 1 : behind;
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

export function monthAt(scan: Scan, at: number): number | undefined {
  return scan.lexicon.months.get(textAt(scan, at) ?? '');
}

export function isAbbreviation(scan: Scan, at: number): boolean {
  return (textAt(scan, at)?.length ?? 9) <= 4;
}

/** "March 2pm" is no date; "March 5 2:30" is one. */
function halfFollows(scan: Scan, at: number): boolean {
  return (
    isAt(scan, at, 'pm') ||
    (isAt(scan, at, 'am') && textAt(scan, at) !== 'a') ||
    (textAt(scan, at) === ':' && isGlued(scan, at) && isGlued(scan, at + 1))
  );
}

function dated(scan: Scan, month: number, date: number, to: number): ReadDate | undefined {
  const from = skip(scan, to, 'date_joint', 'in', 'of');
  const year = numberAt(scan, from);
  const written =
    year?.digits?.length === 4 && year.value >= 1900 && year.value <= 2200 ? year : spokenYear(scan, from);
  if (written === undefined)
    return validDay(2024, month, date) === undefined ? undefined : { date: { form: 'month_day', month, date }, to };
  const day = validDay(written.value, month, date);
  return day === undefined ? undefined : { date: { form: 'day', day }, to: written.to };
}

/** "twenty nineteen", "nineteen eighty six". */
function spokenYear(scan: Scan, at: number): { readonly value: number; readonly to: number } | undefined {
  const century = numberAt(scan, at);
  const rest = century === undefined || century.digits !== undefined ? undefined : numberAt(scan, century.to);
  if (
    century === undefined ||
    rest === undefined ||
    rest.digits !== undefined ||
    (century.value !== 19 && century.value !== 20) ||
    rest.value < 10
  )
    return undefined;
  return { value: century.value * 100 + rest.value, to: rest.to };
}

/** "on the 5th", "the 5th of this month". A "5th" that may be the fifth on the list is an ordinal. */
export function dayOfMonth(scan: Scan, at: number): ReadDate | undefined {
  const cardinal = cardinalDay(scan, at);
  if (cardinal !== undefined) return cardinal;
  const ordinal = ordinalAt(scan, at);
  if (ordinal === undefined || ordinal.value > 31 || isAt(scan, ordinal.to, 'ordinal_noun')) return undefined;
  const from = skip(scan, skip(scan, ordinal.to, 'day'), 'of', 'in', 'for');
  const article = isAt(scan, from, 'this') || isAt(scan, from, 'definite') || isAt(scan, from, 'next');
  if (article && isAt(scan, from + 1, 'month')) {
    const read = inMonth(scan, ordinal.value, isAt(scan, from, 'next') ? 1 : 0);
    if (read !== undefined) return { date: read, to: from + 2 };
  }
  const onThe = isAt(scan, at - 1, 'definite') && isAt(scan, at - 2, 'on');
  return onThe || isAt(scan, at - 1, 'on') || ordinal.value > 20
    ? { date: { form: 'day_of_month', date: ordinal.value }, to: ordinal.to }
    : undefined;
}

/** "el día 5", "el 25": in some languages the day of a month is no ordinal. */
function cardinalDay(scan: Scan, at: number): ReadDate | undefined {
  const named = isAt(scan, at, 'day_title');
  const number = numberAt(scan, named ? at + 1 : at);
  if (number === undefined || number.value < 1 || number.value > 31) return undefined;
  // Up to the twelfth "el 5" may also be the fifth on the list.
  const article = isAt(scan, at - 1, 'day_article') && number.value > 12 && !halfFollows(scan, number.to);
  if (!named && !article) return undefined;
  if (isAt(scan, number.to, 'unit') || (!named && countsOn(scan, number.to))) return undefined;
  return { date: { form: 'day_of_month', date: number.value }, to: number.to };
}

function countsOn(scan: Scan, at: number): boolean {
  return scan.tokens[at]?.kind === 'word' && !isAt(scan, at, 'after_number');
}

function inMonth(scan: Scan, date: number, ahead: number): DateMeaning | undefined {
  if (scan.today === undefined) return { form: 'day_of_month', date };
  const { year, month } = civil(scan.today);
  const total = year * 12 + month - 1 + ahead;
  const day = validDay(Math.floor(total / 12), (total % 12) + 1, date);
  return day === undefined ? undefined : { form: 'day', day };
}
