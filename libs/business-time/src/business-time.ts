import { DateTime, IANAZone } from 'luxon';

/** Where a business keeps its clock unless its file says otherwise (docs/adr/0001). */
export const DEFAULT_ZONE = 'America/New_York';

/** Milliseconds since 1970-01-01T00:00Z. Instants decide, strings never do. */
export type Instant = number;

/** The time, as an argument: the pure libraries never look at a clock. */
export interface Clock {
  now(): Date;
}

/** How the offset of a parsed time was given: "Z", "+02:00", or not at all (then the business's zone is meant). */
export type OffsetGiven = 'utc' | 'offset' | 'none';

export type ParsedTime =
  | { readonly ok: true; readonly instant: Instant; readonly offset: OffsetGiven }
  /** `gap`: no clock shows this local time (spring forward). `fold`: clocks show it twice; `instants` has both. */
  | { readonly ok: false; readonly why: 'malformed' | 'gap' }
  | { readonly ok: false; readonly why: 'fold'; readonly instants: readonly [Instant, Instant] };

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:(Z)|([+-])([01]\d):?([0-5]\d))?$/i;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  const valid = IANAZone.isValidZone(name);
  if (valid) knownZones.add(name);
  return valid;
}

/** Asking the runtime takes a tenth of a millisecond; only names that it knows are kept, a few hundred at most. */
const knownZones = new Set<string>();

/** Reads an ISO 8601 date and time; without an offset it is local time in `zone`. Never picks one of two, never moves out of a gap. */
export function parseIsoDateTime(text: string, zone: string = DEFAULT_ZONE): ParsedTime {
  const match = ISO.exec(text.trim());
  if (!match) return { ok: false, why: 'malformed' };
  const [, date = '', time = '', utc, sign, hours, minutes] = match;
  const wall = wallTime(date, time);
  if (Number.isNaN(wall)) return { ok: false, why: 'malformed' };
  if (utc !== undefined) return { ok: true, instant: wall, offset: 'utc' };
  if (sign === undefined) return localInstant(wall, zone);
  const aheadMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return { ok: true, instant: sign === '-' ? wall + aheadMs : wall - aheadMs, offset: 'offset' };
}

/**
 * The instant at which clocks in UTC show this; NaN when no calendar and no clock does. The runtime reads it, except that it would take a
 * 30 February for March: every event that is read has times in it, and Luxon takes six times as long.
 */
function wallTime(date: string, time: string): Instant {
  const midnight = new Date(`${date}T00:00Z`);
  return midnight.getUTCDate() === Number(date.slice(-2)) ? Date.parse(`${date}T${time}Z`) : NaN;
}

function localInstant(wall: Instant, zone: string): ParsedTime {
  if (!isZone(zone)) return { ok: false, why: 'malformed' };
  const [first, second] = instantsShowing(wall, zone);
  if (first === undefined) return { ok: false, why: 'gap' };
  if (second !== undefined) return { ok: false, why: 'fold', instants: [first, second] };
  return { ok: true, instant: first, offset: 'none' };
}

/** All instants at which clocks in `zone` show this wall time: none in a gap, two in a fold. Luxon would silently pick one. */
function instantsShowing(wall: Instant, zone: string): Instant[] {
  const clocks = IANAZone.create(zone);
  const offsets = new Set([-DAY_MS, 0, DAY_MS].map((shift) => clocks.offset(wall + shift)));
  return [...offsets]
    .map((minutes) => wall - minutes * MINUTE_MS)
    .filter((instant) => instant + clocks.offset(instant) * MINUTE_MS === wall)
    .sort((a, b) => a - b);
}

/** The instant of an ISO 8601 time that carries its offset; throws when it does not parse: such a string is a bug, not input. */
export function instantOf(iso: string): Instant {
  const parsed = parseIsoDateTime(iso);
  if (!parsed.ok || parsed.offset === 'none')
    throw new Error(`not an ISO 8601 time with offset: ${JSON.stringify(iso)}`);
  return parsed.instant;
}

/** ISO 8601 in the business's zone: `2025-11-16T14:00:00-05:00` (milliseconds only where there are any). */
export function toBusinessTime(time: Instant | Date | string, zone: string = DEFAULT_ZONE): string {
  return inZone(time, zone).toISO({ suppressMilliseconds: true }) as string;
}

export function sameInstant(a: string, b: string): boolean {
  return instantOf(a) === instantOf(b);
}

/** Whether a requested start, however written, means the slot's own start. A gap or a fold means nothing. */
export function slotMatchesRequest(slotStart: string, requested: string, zone: string = DEFAULT_ZONE): boolean {
  const parsed = parseIsoDateTime(requested, zone);
  return parsed.ok && parsed.instant === instantOf(slotStart);
}

export type DisplayChannel = 'sms' | 'email' | 'voice' | 'text';

/** Voice: "2 PM on November 16, 2025" ("2:30 PM on …"). Written: "November 16, 2025 at 2:00 PM". */
export function formatForDisplay(
  time: Instant | Date | string,
  channel: DisplayChannel,
  zone: string = DEFAULT_ZONE,
): string {
  const local = inZone(time, zone).setLocale('en-US');
  if (channel !== 'voice') return local.toFormat("LLLL d, yyyy 'at' h:mm a");
  return local.toFormat(local.minute === 0 ? "h a 'on' LLLL d, yyyy" : "h:mm a 'on' LLLL d, yyyy");
}

/** The time as a Luxon value in `zone`, for calendars and texts that need its parts. */
export function inZone(time: Instant | Date | string, zone: string): DateTime {
  const instant = typeof time === 'string' ? instantOf(time) : Number(time);
  return DateTime.fromMillis(instant, { zone });
}
