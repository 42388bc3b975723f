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

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-][01]\d:?[0-5]\d)?$/i;

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
  const [, date, time, offset] = match;
  if (offset !== undefined) {
    const parsed = DateTime.fromISO(`${date}T${time}${offset}`, { setZone: true });
    if (!parsed.isValid) return { ok: false, why: 'malformed' };
    return { ok: true, instant: parsed.toMillis(), offset: /^z$/i.test(offset) ? 'utc' : 'offset' };
  }
  return localInstant(`${date}T${time}`, zone);
}

function localInstant(local: string, zone: string): ParsedTime {
  const wall = DateTime.fromISO(local, { zone: 'utc' });
  if (!wall.isValid || !isZone(zone)) return { ok: false, why: 'malformed' };
  const instants = instantsShowing(wall, zone);
  const [first, second] = instants;
  if (first === undefined) return { ok: false, why: 'gap' };
  if (second !== undefined) return { ok: false, why: 'fold', instants: [first, second] };
  return { ok: true, instant: first, offset: 'none' };
}

/** All instants at which clocks in `zone` show this wall time: none in a gap, two in a fold. Luxon would silently pick one. */
function instantsShowing(wall: DateTime, zone: string): Instant[] {
  const asUtc = wall.toMillis();
  const dayMs = 86_400_000;
  const offsets = new Set([-dayMs, 0, dayMs].map((shift) => IANAZone.create(zone).offset(asUtc + shift)));
  return [...offsets]
    .map((minutes) => asUtc - minutes * 60_000)
    .filter((instant) => instant + IANAZone.create(zone).offset(instant) * 60_000 === asUtc)
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
