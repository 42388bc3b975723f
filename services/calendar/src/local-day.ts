import { parseIsoDateTime, type Instant } from '@slotguard/business-time';
import { IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day of the business's calendar, `YYYY-MM-DD`: a date, not a stretch of 24 hours. */
export type LocalDate = string;

export function localDate(instant: Instant, zone: string): LocalDate {
  return new Date(onTheWall(instant, zone)).toISOString().slice(0, 10);
}

/** What a clock on the wall shows, in minutes since midnight. */
export function localMinutes(instant: Instant, zone: string): number {
  return Math.floor(mod(onTheWall(instant, zone), DAY_MS) / MINUTE_MS);
}

/** What clocks show, written as if it were UTC. */
function onTheWall(instant: Instant, zone: string): number {
  return instant + offsetMs(instant, zone);
}

function offsetMs(instant: Instant, zone: string): number {
  return IANAZone.create(zone).offset(instant) * MINUTE_MS;
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(date: LocalDate): Weekday {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] as Weekday;
}

/** A real date: 2026-02-30 is none. */
export function isDate(date: string): boolean {
  return !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && addDays(date, 0) === date;
}

/** `09:30` → 570; `24:00` → 1440. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/**
 * All instants at which clocks show these minutes since the date's midnight: one; none in the gap of spring, two in the fold of autumn.
 * 1440 is the next day's midnight.
 */
export function instantsAt(date: LocalDate, minutes: number, zone: string): readonly Instant[] {
  const shown = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS;
  const before = offsetMs(shown - DAY_MS, zone);
  // Nearly always no clock changes around that day, and this is ten times as fast as reading a text.
  if (before === offsetMs(shown + DAY_MS, zone)) return [shown - before];
  const day = addDays(date, Math.floor(minutes / 1440));
  const parsed = parseIsoDateTime(`${day}T${clock(minutes % 1440)}`, zone);
  if (parsed.ok) return [parsed.instant];
  return parsed.why === 'fold' ? parsed.instants : [];
}

/** When a stretch of opening hours surely begins or ends: hours are kept in whichever of two readings is the narrower. */
export function edgeAt(date: LocalDate, minutes: number, zone: string, edge: 'opens' | 'closes'): Instant {
  for (let later = minutes; later <= minutes + 2 * 1440; later++) {
    const instants = instantsAt(date, later, zone);
    const instant = edge === 'opens' ? instants.at(-1) : instants[0];
    // A time that no clock shows stands for the moment at which clocks jump over it.
    if (instant !== undefined) return instant;
  }
  throw new Error(`no clock in ${zone} shows any time after ${date}`);
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export const inMs = (minutes: number): number => minutes * MINUTE_MS;
