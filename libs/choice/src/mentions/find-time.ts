import { faceAt, readings, type Face } from './clock-face.js';
import type { Relation } from './mention.js';
import { endsAt, hit, isAt, isSlotNoun, phraseAt, textAt, type Hit, type Scan } from './scan.js';

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
  if (isAt(scan, face.to, 'unit') || isAt(scan, at - 1, 'currency') || isAt(scan, at - 1, 'option')) return false;
  if (isAt(scan, at - 1, 'address')) return false;
  if (isAt(scan, at - 1, 'number') && textAt(scan, at - 1) !== 'no') return false;
  if (face.form === 'likely') return follows || isAt(scan, at - 1, 'at') || isSlotNoun(scan, face.to);
  // "the morning one": a pronoun.
  if (textAt(scan, at) === 'one' && !isAt(scan, at - 1, 'at') && !partFollows(scan, face.to)) return false;
  if (face.hour > 24 || (face.hour === 0 && textAt(scan, at) !== '00')) return false;
  return follows && (isAt(scan, at - 1, 'at') || isPartBefore(scan, at) || partFollows(scan, face.to));
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
  const second = faceAt(scan, first.to + 1);
  if (second === undefined || first.hour > 23 || second.hour > 23 || isAt(scan, second.to, 'unit')) return undefined;
  const announced = isAt(scan, at - 1, 'from');
  if (!announced && (textAt(scan, first.to) === 'and' || !clearlyTimes(first, second))) return undefined;
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
  const around = isAt(scan, at - 1, 'around') ? at - 2 : at - 1;
  if (textAt(scan, around) === 'than') {
    const later = isAt(scan, around - 1, 'later');
    const negated = textAt(scan, around - 2) === 'no' || textAt(scan, around - 2) === 'not';
    if (later || isAt(scan, around - 1, 'earlier')) return later === negated ? 'before' : 'after';
  }
  if (isAt(scan, around, 'after')) return 'after';
  return isAt(scan, around, 'before') ? 'before' : 'at';
}

/** "3 or later", "3 onwards". */
function relationAfter(scan: Scan, at: number): { readonly relation: Relation; readonly to: number } | undefined {
  if (isAt(scan, at, 'onwards') && textAt(scan, at) !== 'on') return { relation: 'after', to: at + 1 };
  if (!isAt(scan, at, 'or')) return undefined;
  if (isAt(scan, at + 1, 'later') || textAt(scan, at + 1) === 'after') return { relation: 'after', to: at + 2 };
  return isAt(scan, at + 1, 'earlier') || textAt(scan, at + 1) === 'before'
    ? { relation: 'before', to: at + 2 }
    : undefined;
}
