import { faceAt, readings, type Face } from './clock-face.js';
import type { Relation } from './mention.js';
import { beforeLinks, endsAt, hit, isAt, isSlotNoun, phraseAt, skip, textAt, type Hit, type Scan } from './scan.js';

/** Finds a clock time or a stretch between two at this token. */
export function findTime(scan: Scan, at: number): Hit | undefined {
  const face = faceAt(scan, at);
  if (face === undefined) return undefined;
  const range = rangeFrom(scan, at, face);
  if (range !== undefined) return range;
  if (!isTime(scan, at, face)) return undefined;
  const after = relationAfter(scan, face.to);
  const relation = after?.relation ?? relationBefore(scan, at);
  return hit(after?.to ?? face.to, {
    kind: 'time',
    minutes: readings(face),
    relation,
    ...(face.repaired === true ? { repaired: true } : {}),
  });
}

function isTime(scan: Scan, at: number, face: Face): boolean {
  if (face.form === 'sure') return true;
  const follows = endsAt(scan, face.to) || isAt(scan, face.to, 'after_number') || isPart(scan, face.to);
  const announced = isAnnounced(scan, at);
  if (announced && isAt(scan, face.to, 'hours')) return true;
  if (isAt(scan, face.to, 'unit') || isAt(scan, at - 1, 'currency') || isAt(scan, at - 1, 'option')) return false;
  if (isAt(scan, at - 1, 'address')) return false;
  if (isAt(scan, at - 1, 'number') && !isAt(scan, at - 1, 'negation')) return false;
  if (face.form === 'likely') return follows || announced || isSlotNoun(scan, face.to);
  // "the morning one": a pronoun.
  if (isAt(scan, at, 'one') && !announced && !partFollows(scan, face.to)) return false;
  if (face.hour > 24 || (face.hour === 0 && textAt(scan, at) !== '00')) return false;
  return follows && (announced || isPartBefore(scan, at) || partFollows(scan, face.to));
}

/** "at 2", "a las 2", "a la una": an hour is coming. */
function isAnnounced(scan: Scan, at: number): boolean {
  return (
    isAt(scan, at - 1, 'at') ||
    (isAt(scan, at - 1, 'one_hour_article') && (isAt(scan, at, 'one_hour') || isAt(scan, at - 2, 'hour_lead')))
  );
}

function isPart(scan: Scan, at: number): boolean {
  return phraseAt(scan, at, scan.lexicon.parts) !== undefined;
}

function isPartBefore(scan: Scan, at: number): boolean {
  const before = textAt(scan, at - 1) === ',' ? at - 2 : at - 1;
  return isPart(scan, before);
}

/** "5 in the evening", "8 at night", "7 tonight". */
function partFollows(scan: Scan, at: number): boolean {
  if (isPart(scan, at)) return true;
  if (isPart(scan, at + 1))
    return isAt(scan, at, 'in') || isAt(scan, at, 'at') || isAt(scan, at, 'this') || isAt(scan, at, 'on');
  return isAt(scan, at, 'in') && isAt(scan, at + 1, 'the') && isPart(scan, at + 2);
}

/** "between 2 and 4", "from 2 to 4pm", "2-4pm". Two ends without any sign of a time are two numbers. */
function rangeFrom(scan: Scan, at: number, first: Face): Hit | undefined {
  if (!isAt(scan, first.to, 'until')) return undefined;
  const second = faceAt(scan, skip(scan, first.to + 1, 'link'));
  if (second === undefined || first.hour > 23 || second.hour > 23 || isAt(scan, second.to, 'unit')) return undefined;
  const announced = isAt(scan, at - 1, 'from') || isAt(scan, beforeLinks(scan, at), 'from');
  if (!announced && (isAt(scan, first.to, 'and') || !clearlyTimes(first, second))) return undefined;
  const to = readings(second);
  const half = first.half ?? second.half;
  const from = readings(half === undefined ? first : { ...first, half });
  const end = to[0] ?? 0;
  const start = from.find((minutes) => minutes < end) ?? readings(first).find((minutes) => minutes < end);
  return start === undefined ? undefined : hit(second.to, { kind: 'time_range', from: start, to: end });
}

function clearlyTimes(first: Face, second: Face): boolean {
  return first.half !== undefined || second.half !== undefined || (first.form === 'sure' && second.form === 'sure');
}

function relationBefore(scan: Scan, at: number): Relation {
  let around = beforeLinks(scan, at);
  if (isAt(scan, around, 'around')) around = beforeLinks(scan, around);
  if (isAt(scan, around + 1, 'than') || isAt(scan, around, 'than')) {
    const compared = isAt(scan, around, 'than') ? around - 1 : around;
    const later = isAt(scan, compared, 'later');
    const negated = isAt(scan, compared - 1, 'negation') || isAt(scan, compared - 2, 'negation');
    if (later || isAt(scan, compared, 'earlier')) return later === negated ? 'before' : 'after';
  }
  if (isAt(scan, around, 'after')) return 'after';
  if (isNotBefore(scan, around)) return 'after';
  return isAt(scan, around, 'before') ? 'before' : 'at';
}

/** "not before 10" is 10 or later; in "I can not before 10" the "not" goes with the verb. */
function isNotBefore(scan: Scan, at: number): boolean {
  const phrase = phraseAt(scan, at - 1, scan.lexicon.cues);
  return (
    phrase?.value === 'filler' && phrase.words.length === 2 && isAt(scan, at, 'before') && !isAt(scan, at - 2, 'helper')
  );
}

/** "3 or later", "3 onwards". */
function relationAfter(scan: Scan, at: number): { readonly relation: Relation; readonly to: number } | undefined {
  if (isAt(scan, at, 'onwards') && textAt(scan, at) !== 'on') return { relation: 'after', to: at + 1 };
  if (!isAt(scan, at, 'or')) return undefined;
  if (isAt(scan, at + 1, 'later') || isAt(scan, at + 1, 'after')) return { relation: 'after', to: at + 2 };
  return isAt(scan, at + 1, 'earlier') || isAt(scan, at + 1, 'before') ? { relation: 'before', to: at + 2 } : undefined;
}
