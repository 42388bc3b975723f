import { mentionedIn } from '../named.js';
import type { ClaimKind } from './claim-patterns.js';
import { claimsIn } from './find-claims.js';
import { isEnglish } from './is-english.js';
import { isFramedAsOffer } from './framed.js';
import type { GateContext } from './gate-context.js';
import type { Known } from './known.js';
import { plainReadings } from './plain-words.js';
import type { Sentence } from './sentences.js';
import type { Day, WallSlot } from './time-refs.js';
import { isAt, timeRefsIn, timesIn } from './time-refs.js';

/** Whether whatever a sentence claims has happened. `carried` is the day of the sentence before. */
export function areClaimsProved(sentence: Sentence, known: Known, context: GateContext, carried?: Day): boolean {
  if (!isEnglish(sentence.text, known)) return false;
  const readings = plainReadings(withTimeMarks(sentence.text, known));
  if (!readings.every((words) => isFramedAsOffer(sentence, words, known, carried))) return false;
  const claims = new Set(readings.flatMap((words) => [...claimsIn(words, sentence.isQuestion)]));
  return [...claims].every((claim) => isProved(claim, sentence.text, known, context, carried));
}

function withTimeMarks(sentence: string, known: Known): string {
  const marks = { time: ' _t ', time_range: ' _t ', date: ' _d ', part_of_day: ' _p ' } as const;
  return [...timesIn(sentence, known)].reduceRight(
    (text, { kind, span }) => text.slice(0, span.start) + marks[kind] + text.slice(span.end),
    sentence,
  );
}

function isProved(claim: ClaimKind, text: string, known: Known, context: GateContext, carried?: Day): boolean {
  if (claim === 'promise' || claim === 'hold' || claim === 'change') return false;
  const refs = timeRefsIn(text, known, carried);
  if (!refs.every((ref) => known.booked.some((slot) => isAt(ref, slot)))) return false;
  const meant = known.booked.filter((slot) => refs.length === 0 || refs.some((ref) => isAt(ref, slot)));
  if (meant.length === 0) return false;
  if (countIn(text) > known.booked.length) return false;
  if (!isNamedRight(text, meant, known)) return false;
  if (refs.length > 0 || context.bookedInTurn || claim === 'standing') return true;
  return claim === 'meeting' && isNothingOpen(context);
}

/** Services and people that are named must be those of the appointments meant. */
function isNamedRight(text: string, meant: readonly WallSlot[], { business }: Known): boolean {
  const services = new Set(meant.map(({ slot }) => slot.service));
  const resources = new Set(meant.map(({ slot }) => slot.resource));
  return (
    mentionedIn(text, business.services).every(({ id }) => services.has(id)) &&
    mentionedIn(text, business.resources).every(({ id }) => resources.has(id))
  );
}

function isNothingOpen({ state, now }: GateContext): boolean {
  const isPending = Object.values(state.requests).some(({ outcome }) => outcome === 'pending');
  const isToCome = state.appointments.some(({ slot }) => Date.parse(slot.end) > Date.parse(now));
  return !isPending && isToCome && (state.check === undefined || state.check.slots.length === 0);
}

/** How many appointments a sentence speaks of, at least. */
function countIn(text: string): number {
  const [, count = '1'] =
    /\b(\d+|two|both|three|four)\b(?: of)?(?: your| the)?(?: \w+)? (?:appointments|bookings|reservations|visits)/.exec(
      text,
    ) ?? [];
  const words: Readonly<Record<string, number>> = { two: 2, both: 2, three: 3, four: 4 };
  return Math.max(words[count] ?? Number(count), /\bboth\b/.test(text) ? 2 : 1);
}
