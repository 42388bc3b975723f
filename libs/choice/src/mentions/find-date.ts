import { dayOfMonth, isoDate, monthDate, numericDate, type ReadDate } from './calendar-date.js';
import type { Relation } from './mention.js';
import { relativeDate } from './relative-date.js';
import { weekdayDate } from './weekday-date.js';
import { beforeLinks, hit, isAt, type Hit, type Scan } from './scan.js';

/** Finds a date, a weekday or a stretch of days at this token. */
export function findDate(scan: Scan, at: number): Hit | undefined {
  const read =
    isoDate(scan, at) ??
    numericDate(scan, at) ??
    weekdayDate(scan, at) ??
    monthDate(scan, at) ??
    dayOfMonth(scan, at) ??
    relativeDate(scan, at);
  return read === undefined
    ? undefined
    : hit(read.to, { kind: 'date', date: read.date, relation: relationOf(scan, at, read) });
}

function relationOf(scan: Scan, at: number, read: ReadDate): Relation {
  const before = beforeLinks(scan, at);
  if (isAt(scan, before, 'from') || read.date.form === 'days') return 'at';
  if (isAt(scan, before, 'after') && !isAt(scan, before, 'last')) return 'after';
  return isAt(scan, before, 'before') ? 'before' : 'at';
}
