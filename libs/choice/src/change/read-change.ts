import type { Span } from '../types.js';
import { extractChoice } from '../extract-choice.js';
import { languages, type ChangeWords } from './change-words.js';
import { clausesOf, isShort, type Clause } from './clauses.js';
import { mask, type Attribute, type Masked } from './masked.js';
import { patternsOf, type ChangePatterns } from './patterns.js';
import { meantBy, namesOf } from './which-appointments.js';

/** An appointment that the customer has. `start` is ISO 8601 with offset; `service` and `resource` are names as words. */
export interface OwnAppointment {
  readonly id: string;
  readonly start: string;
  readonly service: string;
  readonly resource: string;
}

export interface ChangeContext {
  /** IANA zone of the business. */
  readonly timeZone: string;
  /** When it was said, ISO 8601 with offset. */
  readonly now: string;
  /** What the customer has asked for before, and nothing has come of yet. */
  readonly wish?: { readonly kind: 'cancel' | 'reschedule'; readonly appointments: readonly string[] };
  /** Something else is being looked for: "it" and "that" may be meant of it. */
  readonly beside?: boolean;
  /** The last message asked whether this appointment shall be cancelled. */
  readonly confirm?: string;
  readonly reminder?: RemindedOf;
}

/** What the customer was reminded of. */
export interface RemindedOf {
  /** Those of which an answer would be news first, of these the one that was reminded of last. */
  readonly appointments: readonly string[];
  /** A reminder was the last question. */
  readonly isOpen: boolean;
  /** And the last message, which a plain yes can answer. */
  readonly isLast: boolean;
}

/** What a text asks to be done about the customer's appointments. `appointments` are those that may be meant: one, or several. */
export type Change =
  | { readonly kind: 'cancel' | 'reschedule' | 'attend'; readonly appointments: readonly string[]; readonly span: Span }
  /** Takes an earlier wish back. `firm` words do so whatever else is said. */
  | { readonly kind: 'keep'; readonly firm: boolean; readonly span: Span };

/** A longer text says more than this reader can be sure of. */
const CHARACTERS_MAX = 1_600;

const PATTERNS: readonly ChangePatterns[] = languages.map((words: ChangeWords) => patternsOf(words));

/**
 * Whether the customer's own words ask to cancel or to move an appointment, or take that back. Right or silent: what is asked about,
 * feared, denied, quoted or said of somebody else asks for nothing. Pure; no text throws.
 */
export function readChange(
  text: string,
  appointments: readonly OwnAppointment[],
  context: ChangeContext,
): Change | undefined {
  if (appointments.length === 0 || text.length > CHARACTERS_MAX) return undefined;
  const confirmed = context.confirm === undefined ? undefined : answerTo(context.confirm, text, appointments, context);
  const masked = mask(text, appointments.flatMap(namesOf), context);
  const clauses = clausesOf(masked.text);
  const attended = attendedIn(text, masked, clauses, appointments, context);
  if (attended) return attended;
  // "Confirm" to "Do you want to cancel …?" may be a yes to either.
  if (
    context.confirm !== undefined &&
    PATTERNS.some((patterns) => saysToCome(clauses, patterns) && !keeps(clauses, patterns))
  )
    return undefined;
  for (const patterns of PATTERNS) {
    const asked = askedIn(clauses, patterns);
    if (asked === 'doubt') return undefined;
    if (asked?.kind === 'keep') return context.wish || context.confirm !== undefined ? kept(asked, masked) : undefined;
    if (asked) {
      const isExplicit = patterns.explicit.test(asked.clause.text);
      return meant(asked.kind, asked.clause, masked, appointments, { ...context, isExplicit });
    }
  }
  if (confirmed) return confirmed;
  if (
    context.reminder?.isLast &&
    PATTERNS.some(
      ({ yes }) => clauses.length > 0 && clauses.every(({ text, isQuestion }) => !isQuestion && yes.test(text)),
    )
  )
    return attends(context.reminder.appointments[0], text, appointments);
  if (context.wish?.kind === 'cancel' && clauses.length > 0 && clauses.every(isBareNo))
    return { kind: 'keep', firm: true, span: { start: 0, end: text.length } };
  return narrowed(masked, appointments, context);
}

interface Asked {
  readonly kind: 'cancel' | 'reschedule' | 'keep';
  readonly firm: boolean;
  readonly clause: Clause;
}

/** What the clauses together ask for. One that speaks of the matter and fits no pattern leaves all in doubt. */
function askedIn(clauses: readonly Clause[], patterns: ChangePatterns): Asked | 'doubt' | undefined {
  const read = clauses.map((clause) => ({ clause, kind: kindOf(clause, patterns) }));
  const asking = read.filter(({ kind }) => kind === 'cancel' || kind === 'reschedule');
  const keeping = read.find(({ kind }) => kind === 'keep');
  if (asking.length === 0) {
    const besides = keeping ?? read.find(({ kind }) => kind === 'besides');
    return besides && { kind: 'keep', firm: besides.kind === 'keep', clause: besides.clause };
  }
  const [first] = asking;
  const last = asking.at(-1);
  if (!first || !last || clauses.some(({ text }) => patterns.doubt.test(text))) return 'doubt';
  if (read.some(({ kind, clause }) => kind === undefined && patterns.matter.test(clause.text))) return 'doubt';
  // "Don't cancel it, move it to Friday" moves; any other taking back takes all back.
  if (keeping && !(last.kind === 'reschedule' && patterns.deniesCancel.test(keeping.clause.text)))
    return { kind: 'keep', firm: true, clause: keeping.clause };
  if (asking.some(({ kind }) => kind !== last.kind)) return 'doubt';
  // Who asks something beside wants to know it first.
  const isAsking = read.some(({ kind, clause }) => kind === undefined && clause.isQuestion);
  if (isAsking && last.kind === 'cancel') return 'doubt';
  const behind = read.slice(read.indexOf(first) + 1).filter(({ kind }) => kind === undefined);
  if (behind.some(({ clause }) => patterns.unsettles.test(clause.text))) return 'doubt';
  return { kind: last.kind as 'cancel' | 'reschedule', firm: true, clause: last.clause };
}

function kindOf(clause: Clause, patterns: ChangePatterns): Asked['kind'] | 'besides' | undefined {
  const { text, isQuestion } = clause;
  if (!isShort(clause)) return undefined;
  if (patterns.keep.test(text)) return 'keep';
  if (patterns.cancel.test(text)) return isQuestion && !patterns.polite.test(text) ? undefined : 'cancel';
  if (patterns.reschedule.test(text)) return 'reschedule';
  return patterns.besides.test(text) ? 'besides' : undefined;
}

/** Which are meant: those that the words before the new time name; without such words all. */
function meant(
  kind: 'cancel' | 'reschedule',
  clause: Clause,
  masked: Masked,
  appointments: readonly OwnAppointment[],
  context: ChangeContext & { readonly isExplicit: boolean },
): Change | undefined {
  const span = spanOf(clause, masked);
  const named = masked.attributes.filter(({ span: { start } }) => start >= span.start && start < span.end);
  const target = kind === 'reschedule' ? targetAt(clause, masked) : undefined;
  const of = target === undefined ? named : named.filter(({ span: { start } }) => start < target);
  const isAboutThese =
    context.isExplicit || of.length > 0 || context.confirm !== undefined || context.wish?.kind === kind;
  if (context.beside && !isAboutThese) return undefined;
  const all = amongWished(kind, appointments, context);
  const found = meantBy(of, all, context.timeZone);
  const loose = kind === 'reschedule' && found.length === 0 ? meantBy(of.filter(isName), all, context.timeZone) : found;
  return loose.length === 0 ? undefined : { kind, appointments: loose.map(({ id }) => id), span };
}

/** Characters that it takes to say which one. */
const NAMING_MAX = 120;

const isName = ({ kind }: Attribute): boolean => kind === 'name';

/** "Yes, cancel it" to a question about one of two means that one. */
function amongWished(
  kind: 'cancel' | 'reschedule',
  appointments: readonly OwnAppointment[],
  { confirm, wish }: ChangeContext,
): readonly OwnAppointment[] {
  if (kind === 'cancel' && confirm !== undefined) {
    const asked = appointments.filter(({ id }) => id === confirm);
    if (asked.length > 0) return asked;
  }
  const wished = wish?.kind === kind ? appointments.filter(({ id }) => wish.appointments.includes(id)) : [];
  return wished.length === 1 ? wished : appointments;
}

/** Where the words for the new time begin, in the original. */
function targetAt(clause: Clause, masked: Masked): number | undefined {
  const found = /(?:^|\s)(?:to|until|till|for|into|instead|a|al|para|do|make it|come|have|about)\s/.exec(clause.text);
  return found ? masked.at[clause.start + found.index] : undefined;
}

function kept({ firm, clause }: Asked, masked: Masked): Change {
  return { kind: 'keep', firm, span: spanOf(clause, masked) };
}

/** A plain yes to "Do you want to cancel …?", or a plain no. */
function answerTo(
  confirm: string,
  text: string,
  appointments: readonly OwnAppointment[],
  { timeZone, now }: ChangeContext,
): Change | undefined {
  const asked = appointments.find(({ id }) => id === confirm);
  if (!asked) return undefined;
  const { start, service, resource } = asked;
  const offers = [{ start, service, resource }];
  const choice = extractChoice(text, offers, { timeZone, now, channel: 'text', asked: { confirm: 0 } });
  if (choice.kind === 'selected' && choice.basis === 'affirmation')
    return { kind: 'cancel', appointments: [confirm], span: choice.span };
  const span = { start: 0, end: text.length };
  return choice.kind === 'declined' ? { kind: 'keep', firm: true, span } : undefined;
}

/**
 * The one that these words say to come to: the one that they name, else the first. A bare C can mean nothing else, whatever was asked since;
 * other words answer a reminder only while it is the last question. Another time than its own is a wish to move, not to come.
 */
function attendedIn(
  text: string,
  masked: Masked,
  clauses: readonly Clause[],
  appointments: readonly OwnAppointment[],
  { reminder, timeZone }: ChangeContext,
): Change | undefined {
  if (!reminder) return undefined;
  const isSaid = PATTERNS.some(
    (patterns) =>
      saysToCome(clauses, { ...patterns, attend: patterns.bareC }) ||
      (reminder.isOpen && saysToCome(clauses, patterns)),
  );
  if (!isSaid) return undefined;
  if (masked.attributes.length === 0) return attends(reminder.appointments[0], text, appointments);
  const of = appointments.filter(({ id }) => reminder.appointments.includes(id));
  const [named, another] = meantBy(masked.attributes, of, timeZone);
  return named && !another ? attends(named.id, text, appointments) : undefined;
}

/** All that is said is to come, with a greeting or thanks. */
function saysToCome(clauses: readonly Clause[], { attend, lead }: Pick<ChangePatterns, 'attend' | 'lead'>): boolean {
  const isSaid = (clause: Clause): boolean => isShort(clause) && !clause.isQuestion && attend.test(clause.text);
  return clauses.some(isSaid) && clauses.every((clause) => isSaid(clause) || lead.test(clause.text));
}

function keeps(clauses: readonly Clause[], { keep }: ChangePatterns): boolean {
  return clauses.some(({ text }) => keep.test(text));
}

function attends(
  appointment: string | undefined,
  text: string,
  appointments: readonly OwnAppointment[],
): Change | undefined {
  if (appointment === undefined || !appointments.some(({ id }) => id === appointment)) return undefined;
  return { kind: 'attend', appointments: [appointment], span: { start: 0, end: text.length } };
}

function isBareNo(clause: Clause): boolean {
  return isShort(clause) && PATTERNS.some(({ bareNo }) => bareNo.test(clause.text));
}

/** "The facial", in answer to which of two was meant: nothing but what names one of them. */
function narrowed(
  masked: Masked,
  appointments: readonly OwnAppointment[],
  { wish, timeZone }: ChangeContext,
): Change | undefined {
  if (!wish || wish.appointments.length < 2 || masked.attributes.length === 0) return undefined;
  if (masked.text.length > NAMING_MAX || !PATTERNS.some(({ onlyNames }) => onlyNames.test(masked.text)))
    return undefined;
  const among = appointments.filter(({ id }) => wish.appointments.includes(id));
  const [one, another] = meantBy(masked.attributes, among, timeZone);
  if (!one || another) return undefined;
  return {
    kind: wish.kind,
    appointments: [one.id],
    span: { start: 0, end: masked.at.length === 0 ? 0 : lastOf(masked) },
  };
}

function spanOf({ start, end }: Clause, masked: Masked): Span {
  const from = masked.at[start] ?? 0;
  const last = end - 1;
  const until = (masked.at[last] ?? from) + 1;
  const inside = masked.attributes.filter(({ span }) => span.start >= from && span.start < until);
  return { start: from, end: Math.max(until, ...inside.map(({ span }) => span.end)) };
}

const lastOf = (masked: Masked): number =>
  Math.max((masked.at.at(-1) ?? 0) + 1, ...masked.attributes.map(({ span }) => span.end));
