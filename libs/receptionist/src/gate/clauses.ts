import type { TimeRef } from './time-refs.js';

const CUT = /[,;:\n()]|\b(?:but|however|though|although|instead|while|whereas)\b| - /g;

/** The part of a sentence that speaks of this time: from comma to comma, where the commas of "Sun, Nov 16, 2025" are none. */
export function clauseAt(sentence: string, { clock, day, part, from, to }: TimeRef): string {
  const spans = [clock, day, part].flatMap((mention) => (mention ? [mention.span] : []));
  const cuts = [...sentence.matchAll(CUT)].filter(
    ({ index }) => !spans.some(({ start, end }) => start <= index && index < end),
  );
  const before = cuts.findLast(({ index }) => index < from);
  const behind = cuts.find(({ index }) => index >= to);
  return sentence.slice(before ? before.index + before[0].length : 0, behind?.index);
}
