import type { Reading, Said } from '../reading/reading.js';
import { dimensionOf } from '../reading/take-back.js';
import type { Asked, Choice } from '../types.js';
import { basisOf, doubt, namesSlot, needsAsking, spanOf } from './evidence.js';
import { fitOf, type FitContext } from './fit.js';
import { exclude, narrow, superlative, type Candidate } from './narrow.js';
import { wantedOf } from './wanted.js';

/** The choice, where something was named. Everything that may stand in its way is asked before anything is selected. */
export function byMentions(reading: Reading, chosen: readonly Said[], context: FitContext, asked: Asked): Choice {
  // "2" to "how many people?" is no answer to the list, whatever hour or place it may fit.
  if (asked === 'other' && needsAsking(chosen.filter(({ meaning }) => namesSlot(meaning))))
    return { kind: 'none', reason: 'unasked' };
  const narrowed = narrow(chosen, context);
  if (narrowed.kind === 'foreign') return onlyPlaces(chosen) ? outOfRange(chosen, context) : counter(chosen, context);
  if (narrowed.kind === 'torn') return doubt(narrowed.candidates);
  const left = superlative(exclude(narrowed.fits, reading, context), chosen, context);
  const candidates = left.map(({ index }) => index);
  const [first, second] = left;
  if (first === undefined) return doubt(narrowed.fits.map(({ index }) => index));
  if (reading.hesitates) return { kind: 'none', reason: 'hesitating' };
  const condition = conditionOf(reading, left, context);
  if (condition === 'missed') return counter(chosen, context);
  if (condition === 'met' || reading.asksWhetherFree) return { kind: 'question' };
  const names = chosen.filter(({ meaning }) => namesSlot(meaning));
  if (reading.elsewhere !== undefined && names.length === 0) return counter(chosen, context);
  const sure = second === undefined && first.fit === 2 && names.length > 0;
  if (!sure || isContradicted(reading, names, first.index, context)) return doubt(candidates);
  if (countedOtherwise(chosen, first.index, context))
    return doubt([...new Set([first.index, ...withoutPlaces(chosen, context)])]);
  if (typeof asked === 'object' && agreesWithOther(reading, asked, first.index))
    return doubt([asked.confirm, first.index]);
  return { kind: 'selected', index: first.index, basis: basisOf(names), span: spanOf(names) };
}

function counter(chosen: readonly Said[], context: FitContext): Choice {
  const meanings = chosen.map(({ meaning }) => meaning);
  return { kind: 'counter', wanted: wantedOf(meanings, context.today) };
}

function onlyPlaces(chosen: readonly Said[]): boolean {
  return chosen.every(({ meaning }) => meaning.kind === 'number' || (meaning.kind === 'ordinal' && meaning.explicit));
}

/** A number that is on no list and at no hour says nothing; "make it 8" wants eight o'clock. */
function outOfRange(chosen: readonly Said[], context: FitContext): Choice {
  const hour = chosen.find(
    ({ meaning }) =>
      meaning.kind === 'number' && meaning.hour === 'likely' && meaning.value >= 1 && meaning.value <= 12,
  );
  return hour === undefined ? { kind: 'none' } : counter([hour], context);
}

function isContradicted(reading: Reading, names: readonly Said[], index: number, context: FitContext): boolean {
  return (
    reading.said.some(({ polarity }) => polarity === 'doubtful') ||
    names.every(({ from }) => from < (reading.retracted ?? -1)) ||
    wantsElse(reading, names) ||
    leavesNumber(reading, names, index, context) ||
    isOtherHour(names, index, context)
  );
}

/** "friday, 2 please": a number that nothing counts and that is neither this slot's hour, day nor place. */
function leavesNumber(reading: Reading, names: readonly Said[], index: number, context: FitContext): boolean {
  const fact = context.facts.find((offer) => offer.index === index);
  const named = new Set(names.map(({ from }) => from));
  return reading.said.some(({ meaning, polarity, clause, from }) => {
    if (meaning.kind !== 'number' || meaning.explicit || meaning.hour === 'count' || polarity !== 'chosen')
      return false;
    if ((meaning.hour !== 'likely' && reading.busyClauses.has(clause)) || named.has(from)) return false;
    return fact !== undefined && fitOf(meaning, fact, context) === 0;
  });
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
function isOtherHour(chosen: readonly Said[], index: number, context: FitContext): boolean {
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
  const remaining = context.facts.filter(({ index }) => left.some((candidate) => candidate.index === index));
  const met = remaining.some((fact) => asked.every((said) => fitOf(said.meaning, fact, context) > 0));
  return met ? 'met' : 'missed';
}

/** "the second on Tuesday" may count the whole list or Tuesday's: it chooses only where both are one. */
function countedOtherwise(chosen: readonly Said[], index: number, context: FitContext): boolean {
  const ordinal = chosen.find(({ meaning }) => meaning.kind === 'ordinal' && meaning.position > 0)?.meaning;
  if (ordinal?.kind !== 'ordinal') return false;
  const others = withoutPlaces(chosen, context);
  const counted = others[ordinal.position - 1];
  return others.length < context.facts.length && counted !== undefined && counted !== index;
}

function withoutPlaces(chosen: readonly Said[], context: FitContext): readonly number[] {
  const others = chosen.filter((said) => dimensionOf(said) !== 'place');
  const listed = context.facts.toSorted((a, b) => (a.number ?? a.index) - (b.number ?? b.index));
  return listed
    .filter((fact) => others.every(({ meaning }) => fitOf(meaning, fact, context) > 0))
    .map(({ index }) => index);
}
