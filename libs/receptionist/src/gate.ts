import type { GateBreach, NumberedSlot } from '@slotguard/conversation';
import { fold, isReadable, withoutInvisible } from './gate/fold.js';
import type { GateContext, GateVerdict } from './gate/gate-context.js';
import { areClaimsProved } from './gate/judge-claims.js';
import { areTimesKnown, dayAfter } from './gate/judge-times.js';
import type { Known } from './gate/known.js';
import { knownIn } from './gate/known.js';
import { isNumberedAsPresented, numberingOf } from './gate/numbering.js';
import { sentencesOf } from './gate/sentences.js';
import type { Day } from './gate/time-refs.js';
import { isAt, onTheWall, timeRefsIn } from './gate/time-refs.js';
import { withoutAnyNames, withoutChanges, withoutFacts, withoutNames } from './gate/without-facts.js';

export type { GateContext, GateVerdict } from './gate/gate-context.js';

/** The gravest first. */
const ORDER: readonly GateBreach[] = ['unproved_claim', 'unknown_time', 'wrong_numbering', 'unknown_placeholder'];
/** Longer texts are not read, and so not sent. */
const CHARACTERS_MAX = 2_000;

/**
 * The last look at a text before it goes to the customer, whoever wrote it. It passes only when
 * - it claims no booking, hold or change that has not happened; of a change nothing but what code says of its event,
 * - its times and days are offered, booked, facts of the business, or the customer's own that are denied or asked back,
 * - its options are numbered as an answer will be read,
 * - no placeholder is left in it.
 * In doubt it fails: what is said instead is rendered from facts. Pure; no text throws. The text that passes lacks invisible characters.
 */
export function passGate(text: string, context: GateContext): GateVerdict {
  const visible = withoutInvisible(text);
  if (visible.length > CHARACTERS_MAX) return { ok: false, breaches: ['unproved_claim'] };
  const breaches = breachesIn(fold(visible), context);
  return breaches.length > 0 ? { ok: false, breaches } : { ok: true, text: visible };
}

function breachesIn(text: string, context: GateContext): GateBreach[] {
  const breaches = new Set<GateBreach>();
  if (/[{}]|\[ ?[a-z][a-z _'-]*\]|<[a-z_ ]+>/.test(text)) breaches.add('unknown_placeholder');
  const known = knownIn(context);
  const told = withoutFacts(withoutChanges(text, context.changed ?? []), context.business);
  if (!isReadable(withoutAnyNames(told, context.business, context.customerWords))) breaches.add('unproved_claim');
  const numbering = numberingOf(told);
  const isSpoken = context.channel === 'voice';
  const scene = {
    offers: context.offers,
    shown: known.shown,
    isSpoken,
    fits: fitsIn(known),
    areToldInOrder: orderIn(known),
  };
  if (!isNumberedAsPresented(numbering, scene)) breaches.add('wrong_numbering');

  let carried: Day | undefined;
  for (const sentence of sentencesOf(numbering.rest)) {
    const timed = { ...sentence, text: withoutNames(sentence.text, context.business, known) };
    if (!areTimesKnown(timed, known, carried)) breaches.add('unknown_time');
    if (!areClaimsProved(sentence, known, context, carried)) breaches.add('unproved_claim');
    carried = dayAfter(timed, known, carried);
  }
  return ORDER.filter((breach) => breaches.has(breach));
}

/** Whether the words beside a number name its slot. */
function fitsIn(known: Known) {
  return (words: string, { slot }: NumberedSlot): 'yes' | 'no' | 'silent' => {
    const clocks = timeRefsIn(words, known).filter(({ clock }) => clock !== undefined);
    if (clocks.length === 0) return 'silent';
    return clocks.every((ref) => isAt(ref, onTheWall(slot, known.timeZone))) ? 'yes' : 'no';
  };
}

/** Whether a text without numbers tells the options in their order. */
function orderIn(known: Known) {
  return (text: string, offers: readonly NumberedSlot[]): boolean => {
    const clocks = timeRefsIn(text, known).filter(({ clock }) => clock !== undefined);
    let at = 0;
    return offers.every(({ slot }) => {
      const wall = onTheWall(slot, known.timeZone);
      const found = clocks.findIndex((ref, i) => i >= at && isAt(ref, wall));
      at = found + 1;
      return found >= 0;
    });
  };
}
