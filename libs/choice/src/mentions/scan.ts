import type { Day } from '../calendar.js';
import type { WordClass } from '../lang/language.js';
import type { Lexicon, Phrase, Phrases } from '../lang/lexicon.js';
import type { Token } from '../text/token.js';
import type { Names } from './find-name.js';
import type { Meaning } from './mention.js';

/** What every finder looks at: the tokens and what may be known beside them. */
export interface Scan {
  readonly tokens: readonly Token[];
  readonly lexicon: Lexicon;
  /** Undefined when the zone or `now` cannot be read: relative days then mean nothing. */
  readonly today: Day | undefined;
  /** "3/5" is March 5th here. */
  readonly monthFirst: boolean;
  readonly voice: boolean;
  readonly names: Names;
}

/** What a finder found at a token: one meaning, or several in one phrase ("tonight"), up to token `to`, exclusive. */
export interface Hit {
  readonly meanings: readonly Meaning[];
  readonly to: number;
}

export const hit = (to: number, ...meanings: Meaning[]): Hit => ({ meanings, to });

export function textAt(scan: Scan, at: number): string | undefined {
  return scan.tokens[at]?.text;
}

export function isAt(scan: Scan, at: number, wordClass: WordClass): boolean {
  return scan.lexicon.is(scan.tokens[at]?.text, wordClass);
}

export function isGlued(scan: Scan, at: number): boolean {
  return scan.tokens[at]?.glued === true;
}

/** The token behind `at`, where one of these small words stands there; else `at`. */
export function skip(scan: Scan, at: number, ...classes: readonly WordClass[]): number {
  return classes.some((wordClass) => isAt(scan, at, wordClass)) ? at + 1 : at;
}

/** The first token before `at` that is no article or the like: "después de las 3", "after the 3rd". */
export function beforeLinks(scan: Scan, at: number): number {
  let before = at - 1;
  while (before > at - 4 && isAt(scan, before, 'link')) before--;
  return before;
}

/** A word for a slot: "option", "appointment", or what all the offers are called. */
export function isSlotNoun(scan: Scan, at: number): boolean {
  return isAt(scan, at, 'ordinal_noun') || scan.names.shared.has(textAt(scan, at) ?? '');
}

/** An interjection or thanks. */
export function leads(scan: Scan, word: string | undefined): boolean {
  return scan.lexicon.cues.get(word ?? '')?.some(({ words, value }) => words.length === 1 && value === 'lead') === true;
}

/** Nothing follows in this sentence. */
export function endsAt(scan: Scan, at: number): boolean {
  const token = scan.tokens[at];
  return token === undefined || (token.kind === 'sign' && !/^[#$£€@&/%(+:-]$/.test(token.text));
}

/** The longest phrase that stands at this token. */
export function phraseAt<T>(scan: Scan, at: number, phrases: Phrases<T>): Phrase<T> | undefined {
  const first = scan.tokens[at]?.text;
  if (first === undefined) return undefined;
  return phrases.get(first)?.find((phrase) => phrase.words.every((word, i) => scan.tokens[at + i]?.text === word));
}

export interface ReadNumber {
  readonly value: number;
  readonly to: number;
  /** As written, where it was written in digits. */
  readonly digits?: string;
}

/** A whole number at this token, in digits or words ("twenty-five"). At most six digits: longer ones count nothing here. */
export function numberAt(scan: Scan, at: number): ReadNumber | undefined {
  const token = scan.tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    return token.text.length > 6 ? undefined : { value: Number(token.text), to: at + 1, digits: token.text };
  }
  const value = scan.lexicon.numbers.get(token.text);
  if (value === undefined) return undefined;
  if (value < 20) return { value, to: at + 1 };
  const next = skip(scan, at + 1, 'number_joint');
  const unit = scan.lexicon.numbers.get(textAt(scan, next) ?? '');
  return unit !== undefined && unit > 0 && unit < 10 ? { value: value + unit, to: next + 1 } : { value, to: at + 1 };
}

/** A position at this token: "1st", "first", "twenty-first". */
export function ordinalAt(scan: Scan, at: number): ReadNumber | undefined {
  const token = scan.tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    const suffix = textAt(scan, at + 1) ?? '';
    // "2 o 3" is no second.
    const suffixed = scan.lexicon.ordinalSuffixes.has(suffix) && (suffix.length > 1 || isGlued(scan, at + 1));
    return suffixed && token.text.length <= 2
      ? { value: Number(token.text), to: at + 2, digits: token.text }
      : undefined;
  }
  const value = scan.lexicon.ordinals.get(token.text);
  if (value !== undefined) return { value, to: at + 1 };
  const tens = scan.lexicon.numbers.get(token.text);
  if (tens !== 20 && tens !== 30) return undefined;
  const next = skip(scan, at + 1, 'number_joint');
  const unit = scan.lexicon.ordinals.get(textAt(scan, next) ?? '');
  return unit !== undefined && unit < 10 ? { value: tens + unit, to: next + 1 } : undefined;
}
