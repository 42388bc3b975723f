import type { Agreement, Reading } from '../reading/reading.js';
import type { Asked, Choice, Span } from '../types.js';
import { doubt, namesSlot, spanOf } from './evidence.js';
import type { FitContext } from './fit.js';
import { allOf, exclude, isAgainst, narrow, type Candidate } from './narrow.js';
import { wantedOf } from './wanted.js';

/** The choice, where nothing was named to choose: agreement, refusal, a question, or none of them. */
export function withoutMentions(reading: Reading, context: FitContext, asked: Asked): Choice {
  if (reading.hesitates) return { kind: 'none', reason: 'hesitating' };
  const named = reading.said.filter(({ polarity, meaning }) => polarity !== 'told' && meaning.kind !== 'quantity');
  const questioned = named.filter(({ polarity, meaning }) => polarity === 'asked' && namesSlot(meaning));
  const foreign = questioned.length > 0 && narrow(questioned, context).kind === 'foreign';
  if (foreign || reading.elsewhere !== undefined) {
    const meanings = named.filter((said) => !isAgainst(said)).map(({ meaning }) => meaning);
    return { kind: 'counter', wanted: wantedOf(meanings, context.today) };
  }
  return unnamed(reading, context, asked);
}

function unnamed(reading: Reading, context: FitContext, asked: Asked): Choice {
  const refusesSome = reading.said.some(isAgainst);
  const all = context.facts.map(({ index }) => index);
  if (refusesSome && (reading.anyIsFine || reading.otherOne !== undefined))
    return chooseRest(reading, exclude(allOf(context), reading, context), asked);
  if (reading.anyIsFine && all.length > 1) return doubt(all);
  if (reading.otherOne !== undefined) return otherThanAsked(reading.otherOne, all, asked);
  if (reading.agreement !== undefined && !reading.refuses && !refusesSome)
    return agreed(reading, reading.agreement, all, asked);
  // "No" to "any allergies?" refuses nothing that is on the list.
  if (reading.refuses && asked === 'other' && reading.said.length === 0) return { kind: 'none', reason: 'unasked' };
  if (reading.refuses) return { kind: 'declined' };
  if (reading.asks) return { kind: 'question' };
  return refusesSome ? { kind: 'declined' } : { kind: 'none' };
}

/** "Anything but Tuesday": what is left, if it is one. */
function chooseRest(reading: Reading, rest: readonly Candidate[], asked: Asked): Choice {
  const [only, another] = rest;
  if (only === undefined) return { kind: 'declined' };
  if (another !== undefined) return doubt(rest.map(({ index }) => index));
  if (asked === 'other') return { kind: 'none', reason: 'unasked' };
  return { kind: 'selected', index: only.index, basis: 'combined', span: spanOf(reading.said.filter(isAgainst)) };
}

/** "The other one" is clear of two where the question was about one of them. */
function otherThanAsked(span: Span, all: readonly number[], asked: Asked): Choice {
  const others = all.filter((index) => typeof asked !== 'object' || index !== asked.confirm);
  const [only, another] = others;
  if (only === undefined) return { kind: 'none' };
  if (typeof asked === 'object' && another === undefined)
    return { kind: 'selected', index: only, basis: 'affirmation', span };
  return doubt(others);
}

function agreed(reading: Reading, agreement: Agreement, all: readonly number[], asked: Asked): Choice {
  const unclear = agreement.strength === 'weak' && !reading.plain;
  // "Actually, book it in Healdsburg", "yes no wait"
  const corrects = reading.corrections.length > 0 && reading.busyClauses.size > 0;
  if (corrects || (reading.retracted ?? -1) > agreement.from) return { kind: 'none' };
  if (unclear || reading.reserves || reading.asksWhetherFree)
    return reading.asks ? { kind: 'question' } : { kind: 'none' };
  if (asked === 'other') return { kind: 'none', reason: 'unasked' };
  const proposed = typeof asked === 'object' ? all.filter((index) => index === asked.confirm) : all;
  const [only, another] = proposed;
  if (only === undefined) return { kind: 'none' };
  return another === undefined
    ? { kind: 'selected', index: only, basis: 'affirmation', span: agreement.span }
    : doubt(all);
}
