import { isZone, parseIsoDateTime, toBusinessTime } from '@slotguard/business-time';
import type { Asked, ChoiceChannel, ChoiceContext, NamedThing, OfferedSlot } from '@slotguard/choice';
import { extractChoice } from '@slotguard/choice';
import type { CHOICE_KINDS } from '@slotguard/contracts';

/** A reply and what was offered before it, as one line of JSON gives it. */
export interface ChoiceCase {
  readonly id: string | number;
  readonly utterance: string;
  /** Numbered from 1 in their order. */
  readonly offers: readonly OfferedSlot[];
  readonly context: ChoiceContext;
}

/** `index` is the place in `offers`, from 0. */
export interface ChoiceResult {
  readonly id: string | number;
  readonly kind: (typeof CHOICE_KINDS)[number];
  readonly index?: number;
  readonly reason?: string;
}

/** A line that is no case; the message says what is wrong with it. */
export class BadCase extends Error {
  override readonly name = 'BadCase';
}

const CHANNELS: readonly ChoiceChannel[] = ['sms', 'email', 'voice', 'text'];
/** Far more than anybody is offered; a reply is read against each. */
const OFFERS_MAX = 1_000;
/** As long as a mail may be. */
const UTTERANCE_MAX = 100_000;

export function readChoice({ id, utterance, offers, context }: ChoiceCase): ChoiceResult {
  const choice = extractChoice(utterance, offers, context);
  if (choice.kind === 'selected') return { id, kind: choice.kind, index: choice.index };
  if (choice.kind === 'none' && choice.reason !== undefined) return { id, kind: choice.kind, reason: choice.reason };
  return { id, kind: choice.kind };
}

/** Throws `BadCase`. Keys that it does not know are left alone. */
export function parseChoiceCase(line: string): ChoiceCase {
  const value = parseObject(line);
  const { id, timezone, channel, utterance } = value;
  if (typeof id !== 'string' && typeof id !== 'number') throw new BadCase('id: must be a text or a number');
  if (typeof timezone !== 'string' || !isZone(timezone)) throw new BadCase('timezone: must be an IANA time zone');
  const now = timeIn(value['now'], timezone);
  if (now === undefined) throw new BadCase('now: must be an ISO 8601 time');
  const offers = offersOf(value['offers'], timezone);
  if (!CHANNELS.some((known) => known === channel)) throw new BadCase(`channel: must be ${CHANNELS.join(', ')}`);
  if (typeof utterance !== 'string') throw new BadCase('utterance: must be a text');
  if (utterance.length > UTTERANCE_MAX)
    throw new BadCase(`utterance: must not be longer than ${UTTERANCE_MAX} characters`);
  const asked = askedOf(value['asked'], offers.length);
  const services = namedThings(value['services'], 'services');
  const resources = namedThings(value['resources'], 'resources');
  const context = { timeZone: timezone, now, channel: channel as ChoiceChannel, asked, services, resources };
  return { id, utterance, offers, context };
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BadCase('is not JSON');
  }
  if (!isRecord(value)) throw new BadCase('is not a JSON object');
  return value;
}

function offersOf(value: unknown, timeZone: string): OfferedSlot[] {
  if (!Array.isArray(value)) throw new BadCase('offers: must be a list');
  if (value.length > OFFERS_MAX) throw new BadCase(`offers: must not be more than ${OFFERS_MAX}`);
  return value.map((offer: unknown, i) => {
    if (!isRecord(offer)) throw new BadCase(`offers[${i}]: must be an object`);
    const start = timeIn(offer['start'], timeZone);
    if (start === undefined) throw new BadCase(`offers[${i}].start: must be an ISO 8601 time`);
    return { number: i + 1, start, ...nameIn(offer, 'service', i), ...nameIn(offer, 'resource', i) };
  });
}

function nameIn<K extends string>(offer: Readonly<Record<string, unknown>>, key: K, i: number): { [P in K]?: string } {
  const value = Object.hasOwn(offer, key) ? offer[key] : undefined;
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw new BadCase(`offers[${i}].${key}: must be a text`);
  return { [key]: value } as { [P in K]?: string };
}

/** `[{"name": "Dr. Grace Kim", "aliases": ["Dr. Kim"]}]`, as in the business file. */
function namedThings(value: unknown, key: string): readonly NamedThing[] {
  if (value === undefined || value === null) return [];
  const fits = (one: unknown): boolean =>
    isRecord(one) && typeof one['name'] === 'string' && isTexts(one['aliases'] ?? []);
  if (!Array.isArray(value) || value.length > OFFERS_MAX || !value.every(fits))
    throw new BadCase(`${key}: must be a list of {"name", "aliases"?}`);
  return value as readonly NamedThing[];
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= OFFERS_MAX && value.every((text) => typeof text === 'string');
}

function askedOf(value: unknown, offers: number): Asked {
  if (value === undefined || value === null || value === 'slot') return 'slot';
  if (value === 'other') return 'other';
  if (value === 'confirm' && offers === 1) return { confirm: 0 };
  const confirm = isRecord(value) ? value['confirm'] : undefined;
  if (typeof confirm === 'number' && Number.isInteger(confirm) && confirm >= 0 && confirm < offers) return { confirm };
  throw new BadCase(
    'asked: must be "slot", "other", "confirm" (of one offer) or {"confirm": the place of an offer, from 0}',
  );
}

/** With its offset; without one it is meant in the zone, unless the clocks skip or repeat it there. */
function timeIn(value: unknown, timeZone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseIsoDateTime(value, timeZone);
  if (!parsed.ok) return undefined;
  return parsed.offset === 'none' ? toBusinessTime(parsed.instant, timeZone) : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
