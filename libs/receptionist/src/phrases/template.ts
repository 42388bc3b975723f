import { expanded } from '../gate/plain-words.js';

/** Words as they are compared: written out, each with one space before it. Of signs only those stay that may say something. */
export function bareWords(folded: string): string {
  const asking = expanded(folded).replace(/\?[?!\s]*/g, ' ? ');
  const words = asking.match(/[\p{L}\p{N}_?]+|[^\p{L}\p{N}\p{P}\p{Z}\s]/gu) ?? [];
  return words.map((word) => ` ${word}`).join('');
}

/**
 * A phrase as a pattern for bare words: `(a|b)` is either, `(a|)` may be left out; `_when` and its like stand for what is known
 * (`skeleton.ts`). Every pattern is finite, so a phrase says no more than it shows.
 */
export function patternOf(phrase: string): string {
  const parts = phrase.toLowerCase().split(/([(|)])/);
  return parts
    .map((part) => (part === '(' ? '(?:' : /^[|)]$/.test(part) ? part : bareWords(part).replace('?', '\\?')))
    .join('');
}
