import { withPart } from '../mentions/find-time.js';
import type { Meaning } from '../mentions/mention.js';
import type { Reading, Said } from '../reading/reading.js';
import { dimensionOf } from '../reading/take-back.js';
import type { Asked, Basis, Choice, Span } from '../types.js';
import { fitOf, instant, type Fit, type FitContext } from './fit.js';
import type { OfferFact } from './offer-facts.js';
import { wantedOf } from './wanted.js';

/** From what was said to a verdict. Everything that may stand in the way of a choice is asked before anything is chosen. */
export function verdictOf(reading: Reading, context: FitContext, asked: Asked): Choice {
  if (reading.cancels) return { kind: 'none', reason: 'cancelling' };
  const chosen = naming(reading, context, asked);
  if (chosen.length > 0) return byMentions(reading, chosen, context, asked);
  return withoutMentions(reading, context, asked);
}

/** The mentions that say which slot is meant, with the part of the day worked into clock times. */
function naming(reading: Reading, context: FitContext, asked: Asked): readonly Said[] {
  const chosen = reading.said.filter((said) => said.polarity === 'chosen' && said.meaning.kind !== 'quantity');
  const part = chosen.find((said) => said.meaning.kind === 'part')?.meaning;
  const others = chosen.filter((said) => said.meaning.kind !== 'number');
  const numbers = chosen.filter((said) => counts(said, reading, others, context, asked));
  return [...others, ...numbers]
    .flatMap((said) => {
      if (part?.kind !== 'part' || said.meaning.kind !== 'time') return [said];
      const minutes = withPart(said.meaning.minutes, part.part);
      return [minutes.length > 0 ? { ...said, meaning: { ...said.meaning, minutes } } : said];
    })
    .filter(
      (said, _, all) =>
        said.meaning.kind !== 'part' ||
        !all.some((one) => one.meaning.kind === 'time' && one.meaning.relation === 'at'),
    );
}

/** Whether a number is one of the list: "2" alone is, "2" among other words or beside a time is a number of something. */
function counts(said: Said, reading: Reading, others: readonly Said[], context: FitContext, asked: Asked): boolean {
  const { meaning } = said;
  if (meaning.kind !== 'number') return false;
  if (meaning.explicit) return true;
  if (others.length > 0 || reading.busyClauses.has(said.clause)) return false;
  if ([...reading.busyClauses].some((clause) => clause < said.clause)) return false;
  return (
    meaning.hour !== 'count' ||
    context.facts.some((fact) => fitOf(meaning, fact, context) > 0 && fact.number !== meaning.value) ||
    asked === 'slot'
  );
}

function byMentions(reading: Reading, chosen: readonly Said[], context: FitContext, asked: Asked): Choice {
  const narrowed = narrow(chosen, context);
  const names = chosen.filter((said) => namesSlot(said.meaning));
  const wanted = (): Choice => ({
    kind: 'counter',
    wanted: wantedOf(
      chosen.map((said) => said.meaning),
      context.today,
    ),
  });
  if (narrowed.kind === 'foreign') return onlyNumber(chosen) ? outOfRange(chosen, context) : wanted();
  if (narrowed.kind === 'torn') return doubt(narrowed.candidates);
  const fits = exclude(narrowed.fits, reading, context);
  const left = superlative(fits, chosen, context);
  if (left.length === 0) return doubt(narrowed.fits.map(({ index }) => index));
  if (reading.hesitates) return { kind: 'none', reason: 'hesitating' };
  const condition = conditionOf(reading, left, context);
  if (condition !== undefined) return condition === 'met' ? { kind: 'question' } : wanted();
  if (reading.asksWhetherFree) return { kind: 'question' };
  const [first, second] = left;
  if (first !== undefined && countedOtherwise(chosen, first.index, context))
    return doubt([...new Set([first.index, ...narrowedByOthers(chosen, context)])]);
  const clean = first !== undefined && second === undefined && first.fit === 2 && names.length > 0;
  const contradicted =
    reading.said.some((said) => said.polarity === 'doubtful') ||
    wantsElse(reading, names) ||
    likelyHour(chosen, first?.index, context);
  if (!clean || contradicted)
    return reading.elsewhere !== undefined && names.length === 0 ? wanted() : doubt(left.map(({ index }) => index));
  if (typeof asked === 'object' && agreesWithOther(reading, asked, first.index))
    return doubt([asked.confirm, first.index]);
  const basis = basisOf(names);
  if (asked === 'other' && needsAsking(names)) return { kind: 'none', reason: 'unasked' };
  return { kind: 'selected', index: first.index, basis, span: spanOf(names) };
}

function doubt(candidates: readonly number[]): Choice {
  return { kind: 'ambiguous', candidates: [...candidates].sort((a, b) => a - b) };
}

function onlyNumber(chosen: readonly Said[]): boolean {
  return chosen.every(
    (said) => said.meaning.kind === 'number' || (said.meaning.kind === 'ordinal' && said.meaning.explicit),
  );
}

/** A number that is on no list and at no hour says nothing; "make it 8" wants eight o'clock. */
function outOfRange(chosen: readonly Said[], context: FitContext): Choice {
  const hour = chosen.find(
    (said) =>
      said.meaning.kind === 'number' &&
      said.meaning.hour === 'likely' &&
      said.meaning.value >= 1 &&
      said.meaning.value <= 12,
  );
  return hour === undefined ? { kind: 'none' } : { kind: 'counter', wanted: wantedOf([hour.meaning], context.today) };
}

/** "a different day" is answered by what is named behind it ("…, the 14th"); in the same breath or later it stands. */
function wantsElse(reading: Reading, names: readonly Said[]): boolean {
  return reading.elsewhere !== undefined && !names.some((said) => said.clause > (reading.elsewhere ?? 0));
}

/** "yes, 3pm" to "shall I book 2pm?" agrees to one and names another. */
function agreesWithOther(reading: Reading, asked: { readonly confirm: number }, index: number): boolean {
  return reading.agreement?.strength === 'clear' && !reading.refuses && asked.confirm !== index;
}

/** "make it 2" where 2 is only an option's number and no hour that was offered: in doubt. */
function likelyHour(chosen: readonly Said[], index: number | undefined, context: FitContext): boolean {
  return chosen.some(({ meaning }) => {
    if (meaning.kind !== 'number' || meaning.explicit || meaning.hour === 'maybe') return false;
    const clock = context.facts.find((fact) => fact.index === index)?.clock;
    return clock === undefined || Math.floor(clock.minutes / 60) % 12 !== meaning.value % 12;
  });
}

/** "The 11th. Is there anything at 10:30?": the choice hangs on the answer. */
function conditionOf(reading: Reading, left: readonly Candidate[], context: FitContext): 'met' | 'missed' | undefined {
  const asked = reading.said.filter(
    ({ polarity, meaning }) => polarity === 'asked' && (meaning.kind === 'time' || meaning.kind === 'date'),
  );
  if (asked.length === 0) return undefined;
  const met = left.some(({ index }) =>
    asked.every((said) => fitOf(said.meaning, context.facts[index] as OfferFact, context) > 0),
  );
  return met ? 'met' : 'missed';
}

/** "the second on Tuesday" may count the whole list or Tuesday's: it chooses only where both are one. */
function countedOtherwise(chosen: readonly Said[], index: number, context: FitContext): boolean {
  const ordinal = chosen.find(({ meaning }) => meaning.kind === 'ordinal' && meaning.position > 0)?.meaning;
  if (ordinal?.kind !== 'ordinal') return false;
  const others = narrowedByOthers(chosen, context);
  const counted = others[ordinal.position - 1];
  return others.length < context.facts.length && counted !== undefined && counted !== index;
}

function narrowedByOthers(chosen: readonly Said[], context: FitContext): readonly number[] {
  const others = chosen.filter((said) => dimensionOf(said) !== 'place');
  return context.facts
    .filter((fact) => others.every(({ meaning }) => fitOf(meaning, fact, context) > 0))
    .map(({ index }) => index);
}

interface Candidate {
  readonly index: number;
  readonly fit: Fit;
}
type Narrowed =
  | { readonly kind: 'fits'; readonly fits: readonly Candidate[] }
  /** Something was named that no offer has, or days and hours that no offer has together. */
  | { readonly kind: 'foreign' }
  /** Each mention fits an offer, but not the same one. */
  | { readonly kind: 'torn'; readonly candidates: readonly number[] };

/** Mentions of the same dimension widen each other ("2pm or 3pm"), those of different ones narrow. */
function narrow(chosen: readonly Said[], context: FitContext): Narrowed {
  const groups = new Map<string, readonly Fit[][]>();
  for (const said of chosen) {
    const row = context.facts.map((fact) => fitOf(said.meaning, fact, context));
    if (row.every((fit) => fit === 0)) return { kind: 'foreign' };
    const group = groupOf(said);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const widened = [...groups.values()].map((rows) =>
    context.facts.map((_, i) =>
      rows.reduce<Fit>((most, row) => (row[i] === 2 || most === 2 ? 2 : row[i] === 1 ? 1 : most), 0),
    ),
  );
  const fits = context.facts.flatMap(({ index }, i): Candidate[] => {
    const fit = widened.reduce<Fit>((least, row) => ((row[i] ?? 0) < least ? (row[i] ?? 0) : least), 2);
    return fit === 0 ? [] : [{ index, fit }];
  });
  if (fits.length > 0) return { kind: 'fits', fits };
  if (!groups.has('place') && !groups.has('service') && !groups.has('resource')) return { kind: 'foreign' };
  return {
    kind: 'torn',
    candidates: context.facts.filter((_, i) => widened.some((row) => (row[i] ?? 0) > 0)).map(({ index }) => index),
  };
}

function groupOf(said: Said): string {
  const { kind } = said.meaning;
  return kind === 'part' || kind === 'service' || kind === 'resource' || kind === 'superlative'
    ? kind
    : dimensionOf(said);
}

/** Takes away what was refused: offers that fit it in every respect named in one clause ("not Tuesday at 2" leaves Tuesday at 10). */
function exclude(fits: readonly Candidate[], reading: Reading, context: FitContext): readonly Candidate[] {
  const clauses = new Map<number, Map<string, Said[]>>();
  for (const said of reading.said) {
    if (!isAgainst(said)) continue;
    const groups = clauses.get(said.clause) ?? new Map<string, Said[]>();
    clauses.set(said.clause, groups.set(groupOf(said), [...(groups.get(groupOf(said)) ?? []), said]));
  }
  if (clauses.size === 0) return fits;
  return fits.filter(({ index }) => {
    const fact = context.facts[index];
    const refused = (groups: Map<string, Said[]>): boolean =>
      [...groups.values()].every((group) =>
        group.some(({ meaning }) => fact !== undefined && fitOf(meaning, fact, context) > 0),
      );
    return ![...clauses.values()].some(refused);
  });
}

function isAgainst({ polarity, meaning }: Said): boolean {
  return (
    (polarity === 'refused' || polarity === 'excluded') && meaning.kind !== 'quantity' && meaning.kind !== 'superlative'
  );
}

/** "the later one", "the earliest on Tuesday": of what the rest leaves. Two at the same time stay two. */
function superlative(fits: readonly Candidate[], chosen: readonly Said[], context: FitContext): readonly Candidate[] {
  const which = chosen.findLast((said) => said.meaning.kind === 'superlative')?.meaning;
  if (which?.kind !== 'superlative') return fits;
  const at = ({ index }: Candidate): number => {
    const clock = context.facts[index]?.clock;
    return clock === undefined ? Number.NaN : instant(clock);
  };
  const times = fits.map(at).sort((a, b) => a - b);
  if (times.some(Number.isNaN)) return fits;
  if (which.which === 'middle')
    return times.length === 3 ? fits.filter((candidate) => at(candidate) === times[1]) : fits;
  const edge = which.which === 'earliest' ? times[0] : times.at(-1);
  return fits.filter((candidate) => at(candidate) === edge);
}

/** Bounds and stretches narrow but do not name; the rest does. */
function namesSlot(meaning: Meaning): boolean {
  if (meaning.kind === 'time') return meaning.relation === 'at';
  if (meaning.kind === 'date') return meaning.relation === 'at';
  if (meaning.kind === 'part') return meaning.part !== 'lunch' && meaning.part !== 'daytime';
  return meaning.kind !== 'time_range' && meaning.kind !== 'quantity';
}

/** Only a word for a slot makes a place on the list clear by itself ("option 2", "the second slot"). */
function needsAsking(names: readonly Said[]): boolean {
  return names.every(({ meaning }) => (meaning.kind === 'number' || meaning.kind === 'ordinal') && !meaning.slot);
}

function basisOf(names: readonly Said[]): Basis {
  const kinds = new Set(names.map(({ meaning }): Basis => basisOfMeaning(meaning)));
  const [only, another] = kinds;
  return only !== undefined && another === undefined ? only : 'combined';
}

function basisOfMeaning(meaning: Meaning): Basis {
  if (meaning.kind === 'part') return 'part_of_day';
  if (meaning.kind === 'date') return meaning.date.form === 'weekday' ? 'weekday' : 'date';
  if (meaning.kind === 'time_range' || meaning.kind === 'quantity') return 'time';
  return meaning.kind;
}

function spanOf(names: readonly Said[]): Span {
  return {
    start: names.reduce((min, { span }) => Math.min(min, span.start), Number.MAX_SAFE_INTEGER),
    end: names.reduce((max, { span }) => Math.max(max, span.end), 0),
  };
}

/** Nothing was named to choose: agreement, refusal, a question, or none of them. */
function withoutMentions(reading: Reading, context: FitContext, asked: Asked): Choice {
  const named = reading.said.filter((said) => said.polarity !== 'told' && said.meaning.kind !== 'quantity');
  const against = named.filter((said) => said.polarity === 'refused' || said.polarity === 'excluded');
  const questioned = named.filter((said) => said.polarity === 'asked' && namesSlot(said.meaning));
  if (reading.hesitates) return { kind: 'none', reason: 'hesitating' };
  if (questioned.length > 0 && narrow(questioned, context).kind === 'foreign')
    return {
      kind: 'counter',
      wanted: wantedOf(
        named.map((said) => said.meaning),
        context.today,
      ),
    };
  if (reading.elsewhere !== undefined)
    return {
      kind: 'counter',
      wanted: wantedOf(
        named.filter((said) => !against.includes(said)).map((said) => said.meaning),
        context.today,
      ),
    };
  const rest = exclude(
    context.facts.map(({ index }) => ({ index, fit: 2 as Fit })),
    reading,
    context,
  );
  const excluding = reading.anyIsFine || reading.otherOne !== undefined;
  if (against.length > 0 && excluding) return chooseRest(reading, rest, asked);
  if (reading.anyIsFine && context.facts.length > 1) return doubt(context.facts.map(({ index }) => index));
  if (reading.otherOne !== undefined) return otherThanAsked(reading.otherOne, context, asked);
  if (reading.agreement !== undefined && !reading.refuses && against.length === 0)
    return agreed(reading, reading.agreement, context, asked);
  if (reading.refuses) return { kind: 'declined' };
  if (reading.asks) return { kind: 'question' };
  return against.length > 0 ? { kind: 'declined' } : { kind: 'none' };
}

function chooseRest(reading: Reading, rest: readonly Candidate[], asked: Asked): Choice {
  const [only, another] = rest;
  if (only === undefined) return { kind: 'declined' };
  if (another !== undefined) return doubt(rest.map(({ index }) => index));
  if (asked === 'other') return { kind: 'none', reason: 'unasked' };
  const refused = reading.said.filter((said) => said.polarity === 'refused' || said.polarity === 'excluded');
  return { kind: 'selected', index: only.index, basis: 'combined', span: spanOf(refused) };
}

/** "The other one" is clear of two where the question was about one of them. */
function otherThanAsked(span: Span, context: FitContext, asked: Asked): Choice {
  const others = context.facts.filter(({ index }) => typeof asked !== 'object' || index !== asked.confirm);
  const [only, another] = others;
  if (typeof asked === 'object' && only !== undefined && another === undefined)
    return { kind: 'selected', index: only.index, basis: 'affirmation', span };
  return context.facts.length === 0 ? { kind: 'none' } : doubt(others.map(({ index }) => index));
}

function agreed(
  reading: Reading,
  agreement: NonNullable<Reading['agreement']>,
  context: FitContext,
  asked: Asked,
): Choice {
  const weak = agreement.strength === 'weak';
  if (reading.corrects && !reading.plain && reading.busyClauses.size > 0) return { kind: 'none' };
  if (weak && !reading.plain) return reading.asks ? { kind: 'question' } : { kind: 'none' };
  if (reading.reserves || reading.asksWhetherFree) return reading.asks ? { kind: 'question' } : { kind: 'none' };
  const only =
    typeof asked === 'object'
      ? context.facts.find(({ index }) => index === asked.confirm)
      : context.facts.length === 1
        ? context.facts[0]
        : undefined;
  if (asked === 'other') return { kind: 'none', reason: 'unasked' };
  if (only !== undefined) return { kind: 'selected', index: only.index, basis: 'affirmation', span: agreement.span };
  if (context.facts.length === 0) return { kind: 'none' };
  return reading.asks && weak ? { kind: 'question' } : doubt(context.facts.map(({ index }) => index));
}
