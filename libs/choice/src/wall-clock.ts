import { IANAZone } from 'luxon';
import { dayMs, type Day } from './calendar.js';

/** What the clock and the calendar on the business's wall show at an instant. */
export interface WallClock {
  readonly day: Day;
  /** Minutes since midnight by the clock's face, also on days when the clocks change. */
  readonly minutes: number;
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** Reads an ISO 8601 time with offset in `timeZone`; undefined when either is not one. */
export function wallClock(iso: string, timeZone: string): WallClock | undefined {
  const instant = WITH_OFFSET.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(instant)) return undefined;
  const offsetMinutes = IANAZone.create(timeZone).offset(instant);
  if (Number.isNaN(offsetMinutes)) return undefined;
  const local = instant + offsetMinutes * 60_000;
  const day = Math.floor(local / dayMs);
  return { day, minutes: Math.floor((local - day * dayMs) / 60_000) };
}
