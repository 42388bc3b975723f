import { localDateOf } from '@slotguard/channel-kit';
import type { Wanted } from '@slotguard/choice';
import { readMentions, readWish } from '@slotguard/choice';
import type { Business } from '@slotguard/contracts';
import type { Appointment, AvailabilityQuery } from '@slotguard/conversation';
import type { TranscriptLine, TurnView } from '../assistant.js';
import { mentionedIn } from '../named.js';
import { hasCue } from './cues.js';
import { answersTo, asksHours } from './topics.js';

export type CustomerLine = Extract<TranscriptLine, { kind: 'customer' }>;

/** What the customer wants, as it has come together over several texts. */
export interface Wish {
  readonly service?: string;
  readonly resource?: string;
  readonly when: Wanted;
}

/** What one text adds to it. */
export interface Said extends Wish {
  /** It only asks something; what it names is not meant for booking. */
  readonly onlyAsks: boolean;
  /** A day of the week without a date: in the week that was spoken of. */
  readonly weekday: boolean;
  readonly anybody: boolean;
}

/** Everything wished for since the last appointment, the newest word on each thing; this turn's words always count. */
export function wishOf({ transcript, business, answers }: TurnView): Wish {
  const since = transcript.findLastIndex(
    ({ kind }) => kind === 'booked' || kind === 'cancelled' || kind === 'rescheduled' || kind === 'ended',
  );
  let wish: Wish = { when: {} };
  let listed: readonly string[] = [];
  for (const [i, line] of transcript.entries()) {
    if (line.kind === 'check' && i > since)
      listed = line.slots.map(({ start }) => localDateOf(start, business.timeZone));
    if (isWish(line) && (i > since || answers.includes(line.id))) wish = merged(wish, saidIn(line, business), listed);
  }
  return wish;
}

/** A choice from the list is no new wish. */
function isWish(line: TranscriptLine): line is CustomerLine {
  return line.kind === 'customer' && line.keyword === undefined && line.verdict?.kind !== 'selected';
}

/** Longer texts are read this far: nobody says more about an appointment, and the work stays bounded. */
const READ_MAX = 2_000;

export function wordsOf({ text }: Pick<CustomerLine, 'text'>): string {
  return text.slice(0, READ_MAX);
}

export function saidIn(line: Pick<CustomerLine, 'text' | 'beganAt' | 'change'>, business: Business): Said {
  const text = wishedIn(line);
  // "a facial instead of botox": what follows is what is not wanted.
  const wanted = text.replace(/\b(?:instead of|rather than|not|no)\s+(?:an?\s+|the\s+|my\s+)?[\p{L}-]+/giu, ' ');
  const named = mentionedIn(wanted, business.services);
  // Of "a facial and botox" the first: one appointment after the other.
  const service = (/\b(?:and|plus)\b|&/i.test(wanted) ? named[0] : named.at(-1))?.id;
  const resource = mentionedIn(wanted, business.resources).at(-1)?.id;
  const context = { timeZone: business.timeZone, now: line.beganAt };
  const when = readWish(text, context);
  // "This Friday" is the nearest, whatever was spoken of.
  const weekday =
    !/\bthis\b/i.test(text) &&
    readMentions(text, context).some((one) => one.kind === 'date' && one.weekday !== undefined);
  const asks = answersTo(text, business, 'sms').length > 0 && !hasCue(text, 'book');
  const onlyAsks = asks && (Object.keys(when).length === 0 || asksHours(text));
  return {
    ...(service === undefined ? {} : { service }),
    ...(resource === undefined ? {} : { resource }),
    when,
    onlyAsks,
    weekday,
    anybody: hasCue(text, 'anybody'),
  };
}

/** "Move my Tuesday appointment to Friday": the day before the "to" is the old one. What calls off or keeps wishes for nothing new. */
function wishedIn(line: Pick<CustomerLine, 'text' | 'change'>): string {
  const text = wordsOf(line);
  if (line.change === undefined) return text;
  if (line.change.kind !== 'reschedule') return '';
  const moved = MOVES.exec(text);
  if (!moved) return text;
  const behind = text.slice(moved.index + moved[0].length);
  const to = /\b(?:to|until|till|into|para|al|a)\b/i.exec(behind) ?? /\b(?:for)\b(?! me)/i.exec(behind);
  return to ? behind.slice(to.index + to[0].length) : '';
}

const MOVES =
  /\b(?:re-?schedule|move|change|switch|push|postpone|shift|bring|rebook|cambiar|cambie|cambia|mover|mueva|mueve|reprogram\w+|reagend\w+|pasar|pase)\b/i;

/** `listed` are the days of the list that the words answer to. */
function merged(before: Wish, said: Said, listed: readonly string[]): Wish {
  // "How much is a facial?" may be where it begins, but it does not turn a wish for something else around.
  if (said.onlyAsks) return { ...(said.service === undefined ? {} : { service: said.service }), ...before };
  const { service, resource, when } = said;
  const { resource: whom, ...rest } = before;
  const keeps = whom === undefined || said.anybody ? {} : { resource: whom };
  return {
    ...rest,
    ...keeps,
    ...(service === undefined ? {} : { service }),
    ...(resource === undefined ? {} : { resource }),
    when: mergedWhen(before.when, said.weekday ? onListedDay(inWeekOf(before.when, when), listed) : when),
  };
}

/** "Tomorrow instead" keeps the hour, "make it 4" keeps the day. */
function mergedWhen(before: Wanted, now: Wanted): Wanted {
  const { date, dateTo, ...clock } = before;
  const { date: newDate, dateTo: newDateTo, ...newClock } = now;
  const day = newDate === undefined ? { date, dateTo } : { date: newDate, dateTo: newDateTo };
  return defined({ ...day, ...(Object.keys(newClock).length > 0 ? newClock : clock) });
}

/** "Next week", then "Wednesday": the one of next week. */
function inWeekOf({ date: from, dateTo: to }: Wanted, when: Wanted): Wanted {
  if (from === undefined || to === undefined || when.date === undefined || when.dateTo !== undefined) return when;
  const days = Array.from({ length: 7 }, (_, i) => addDays(from, i));
  const day = days.find((one) => one <= to && weekdayOf(one) === weekdayOf(when.date as string));
  return day === undefined ? when : { ...when, date: day };
}

/** "Monday", to a list for a Monday further on, is that one. */
function onListedDay(when: Wanted, listed: readonly string[]): Wanted {
  const { date, dateTo } = when;
  if (date === undefined || dateTo !== undefined) return when;
  const day = listed.find((one) => one > date && weekdayOf(one) === weekdayOf(date));
  return day === undefined || listed.includes(date) ? when : { ...when, date: day };
}

const DAY_MS = 86_400_000;
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

type Partly<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Without the keys that have no value: an optional property is absent rather than undefined. */
export function defined<T extends object>(value: Partly<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

/** The appointment for which another time is wanted, if it is clear which. */
function movedAppointment({ state: { wish, appointments } }: TurnView): Appointment | undefined {
  if (wish?.kind !== 'reschedule' || wish.appointments.length !== 1) return undefined;
  return appointments.find(({ id }) => id === wish.appointments[0]);
}

/** Undefined as long as nobody knows which service is meant: after an appointment the usual one is no longer a fair guess. */
export function queryFor(wish: Wish, view: TurnView): AvailabilityQuery | undefined {
  const { business, transcript } = view;
  const moved = movedAppointment(view)?.slot;
  // The same treatment by the same person, unless another is named.
  if (moved) {
    const { service = moved.service } = wish;
    const resource = wish.resource ?? (service === moved.service ? moved.resource : undefined);
    // "Move it to 2pm" is meant on its own day.
    const day = wish.when.date === undefined ? { date: localDateOf(moved.start, business.timeZone) } : {};
    const isClock = wish.when.time !== undefined || wish.when.timeFrom !== undefined;
    return { service, ...(resource === undefined ? {} : { resource }), ...(isClock ? day : {}), ...wish.when };
  }
  const hasBooked = transcript.some(({ kind }) => kind === 'booked');
  const service = wish.service ?? (hasBooked ? undefined : business.defaultService);
  if (service === undefined) return undefined;
  return { service, ...(wish.resource === undefined ? {} : { resource: wish.resource }), ...wish.when };
}
