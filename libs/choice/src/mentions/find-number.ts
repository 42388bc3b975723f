import { findTime } from './find-time.js';
import type { Meaning } from './mention.js';
import {
  endsAt,
  hit,
  isAt,
  isGlued,
  isSlotNoun,
  leads,
  numberAt,
  ordinalAt,
  phraseAt,
  textAt,
  type Hit,
  type Scan,
} from './scan.js';

/** Finds "the second one", "the last", "the later slot", "option 2", "#2", "2", "4 people" at this token. */
export function findNumber(scan: Scan, at: number): Hit | undefined {
  return findOrdinal(scan, at) ?? findSuperlative(scan, at) ?? findOption(scan, at) ?? findBare(scan, at);
}

/** Four single digits in a row spell a telephone number or the like; longer ones are read on from there. */
const [spelledMin, spelledMax] = [4, 20];

/** "five five five two one six four" */
export function findSpelled(scan: Scan, at: number): Hit | undefined {
  let to = at;
  while (to < at + spelledMax && isDigit(scan, to, to > at)) to++;
  return to - at < spelledMin ? undefined : hit(to, { kind: 'quantity' });
}

function isDigit(scan: Scan, at: number, inside: boolean): boolean {
  const token = scan.tokens[at];
  if (token?.kind === 'number') return token.text.length === 1;
  const value = scan.lexicon.numbers.get(token?.text ?? '');
  return (value !== undefined && value < 10) || (inside && isAt(scan, at, 'zero_minute'));
}

function findOrdinal(scan: Scan, at: number): Hit | undefined {
  const ordinal = ordinalAt(scan, at);
  const fromEnd = phraseAt(scan, at, scan.lexicon.fromEnd);
  if (fromEnd !== undefined) return positioned(scan, at, fromEnd.value, at + fromEnd.words.length);
  if (ordinal !== undefined) return positioned(scan, at, ordinal.value, ordinal.to);
  const position = isAt(scan, at, 'latter') ? 2 : isAt(scan, at, 'former') ? 1 : undefined;
  if (position === undefined) return undefined;
  return hit(isSlotNoun(scan, at + 1) ? at + 2 : at + 1, {
    kind: 'ordinal',
    position,
    explicit: true,
    slot: true,
    of: 2,
  });
}

/** A position chooses beside a word for a slot, or where nothing that it could count stands behind it. */
function positioned(scan: Scan, at: number, position: number, to: number): Hit | undefined {
  const noun = isSlotNoun(scan, to);
  if (!noun && !endsAt(scan, to) && !isAt(scan, to, 'after_number') && !isOfThese(scan, to)) return undefined;
  const available = noun && isAt(scan, to, 'available');
  if (available && position === 1)
    return hit(isSlotNoun(scan, to + 1) ? to + 2 : to + 1, { kind: 'superlative', which: 'earliest' });
  const counted = noun && !isAt(scan, to, 'pronoun_one');
  if (!noun && (!opensChoice(scan, at - 1) || isAt(scan, to, 'subject'))) return undefined;
  return hit(noun ? to + 1 : to, {
    kind: 'ordinal',
    position,
    explicit: noun || !scan.lexicon.language.ordinalDates,
    slot: counted,
  });
}

/** "the second of those". */
function isOfThese(scan: Scan, at: number): boolean {
  return isAt(scan, at, 'of') && phraseAt(scan, at + 1, scan.lexicon.cues)?.value === 'that';
}

/** A bare "second" is a position only behind "the" or where the choice begins: "look for a concert first" is none. */
function opensChoice(scan: Scan, before: number): boolean {
  const text = textAt(scan, before);
  if (text === undefined || scan.tokens[before]?.kind === 'sign' || isAt(scan, before, 'definite')) return true;
  return scan.lexicon.cues.get(text)?.some(({ words }) => words.length === 1) === true;
}

function findSuperlative(scan: Scan, at: number): Hit | undefined {
  const phrase = phraseAt(scan, at, scan.lexicon.superlatives);
  if (phrase !== undefined) {
    const behind = at + phrase.words.length;
    return hit(isSlotNoun(scan, behind) ? behind + 1 : behind, { kind: 'superlative', which: phrase.value });
  }
  const noun = isSlotNoun(scan, at + 1);
  const to = noun ? at + 2 : at + 1;
  if (isAt(scan, at, 'earliest')) return hit(to, { kind: 'superlative', which: 'earliest' });
  if (isAt(scan, at, 'latest')) return hit(to, { kind: 'superlative', which: 'latest' });
  const definite = isAt(scan, at - 1, 'definite') || isAt(scan, at + 1, 'pronoun_one');
  // "the earlier Tuesday one": the day narrows first, the superlative is taken of what it leaves.
  if (definite && (isAt(scan, at, 'later') || isAt(scan, at, 'earlier')) && isDayWord(scan, at + 1))
    return hit(at + 1, { kind: 'superlative', which: isAt(scan, at, 'later') ? 'latest' : 'earliest' });
  if (isAt(scan, at, 'middle')) return definite ? hit(to, { kind: 'superlative', which: 'middle' }) : undefined;
  const follows = noun || endsAt(scan, to) || isAt(scan, to, 'after_number') || isAt(scan, to, 'of');
  if (!definite || !follows) return undefined;
  if (isAt(scan, at, 'later')) return hit(to, { kind: 'superlative', which: 'latest' });
  return isAt(scan, at, 'earlier') ? hit(to, { kind: 'superlative', which: 'earliest' }) : undefined;
}

function isDayWord(scan: Scan, at: number): boolean {
  const word = textAt(scan, at) ?? '';
  return scan.lexicon.weekdays.has(word) || scan.lexicon.parts.has(word);
}

/** "option 2", "#2", "number two", "slot 2". */
function findOption(scan: Scan, at: number): Hit | undefined {
  const slot = isAt(scan, at, 'option');
  if (!slot && !isAt(scan, at, 'number') && !namesPlace(scan, at)) return undefined;
  let from = at + 1;
  while (from < at + 3 && (isAt(scan, from, 'number') || /^[.:]$/.test(textAt(scan, from) ?? ''))) from++;
  const heard = numberAt(scan, from);
  const number = heard ?? (isAt(scan, at, 'negation') ? undefined : misheard(scan, from));
  if (number === undefined || number.value < 1 || number.value > 99) return undefined;
  // "no. 2" is a number, "no 2" and "no, 2" are a no.
  const doubtful = isAt(scan, at, 'negation');
  if (doubtful && (number.digits === undefined || textAt(scan, at + 1) !== '.')) return undefined;
  const follows = endsAt(scan, number.to) || isAt(scan, number.to, 'after_number') || textAt(scan, number.to) === ')';
  if (
    !follows ||
    isAt(scan, number.to, 'unit') ||
    (isGlued(scan, number.to) && scan.tokens[number.to]?.kind !== 'sign')
  )
    return undefined;
  const explicit = slot || !doubtful;
  const meaning: Meaning = { kind: 'number', value: number.value, explicit, slot, hour: 'no' };
  return hit(number.to, heard === undefined ? { ...meaning, repaired: true } : meaning);
}

/** "la 2" is one of the list; "la una", "a la 2", "la 2 de la tarde" are hours. */
function namesPlace(scan: Scan, at: number): boolean {
  return (
    isAt(scan, at, 'option_article') &&
    !isAt(scan, at + 1, 'one_hour') &&
    !isAt(scan, at - 1, 'hour_lead') &&
    findTime(scan, at + 1) === undefined
  );
}

function misheard(
  scan: Scan,
  at: number,
): { readonly value: number; readonly to: number; readonly digits?: string } | undefined {
  const value = scan.voice ? scan.lexicon.misheard.get(textAt(scan, at) ?? '') : undefined;
  return value === undefined || !endsHere(scan, at + 1) ? undefined : { value, to: at + 1 };
}

/** A number alone is an option or an hour; beside a word that it counts, a sign of money or letters it is neither. */
function findBare(scan: Scan, at: number): Hit | undefined {
  const number = numberAt(scan, at);
  if (number === undefined)
    return scan.tokens[at]?.kind === 'number' ? hit(at + 1, { kind: 'quantity' }) : misheardAlone(scan, at);
  const attached = isGlued(scan, at) && /[\p{L}\d$£€.,:/#@-]$/u.test(textAt(scan, at - 1) ?? '');
  const letters = spelledOut(scan, at - 1) || spelledOut(scan, number.to);
  const counted =
    (countsNext(scan, number.to) && !isAt(scan, at - 1, 'or')) ||
    isAt(scan, at - 1, 'currency') ||
    isAt(scan, at - 1, 'address');
  const grouped = scan.tokens[number.to]?.kind === 'number' || scan.tokens[at - 1]?.kind === 'number';
  const party = isAt(scan, at - 1, 'for') || isAt(scan, at - 1, 'party_of') || isAt(scan, at - 1, 'count_noun');
  const means = number.digits === '4' && isAt(scan, number.to, 'for_digit');
  const ofSo = isAt(scan, at - 1, 'definite') && isAt(scan, at - 2, 'party_of');
  const aged = isAt(scan, at - 1, 'am') && isAt(scan, at - 2, 'subject');
  if (means || ofSo || aged || attached || letters || counted || grouped || isAt(scan, at - 1, 'number'))
    return hit(number.to, { kind: 'quantity' });
  if (party && isAt(scan, at - 2, 'count_noun')) return hit(number.to, { kind: 'quantity' });
  if (number.value === 1 && number.digits === undefined && !alone(scan, at)) return undefined;
  const hour = isAt(scan, at - 1, 'make') ? 'likely' : 'maybe';
  return hit(number.to, {
    kind: 'number',
    value: number.value,
    explicit: false,
    slot: false,
    hour: party ? 'count' : hour,
  });
}

/** "too": all of an answer on the phone. */
function misheardAlone(scan: Scan, at: number): Hit | undefined {
  const value = scan.voice && alone(scan, at) ? misheard(scan, at)?.value : undefined;
  if (value === undefined) return undefined;
  return hit(at + 1, { kind: 'number', value, explicit: false, slot: false, hour: 'maybe', repaired: true });
}

/** "one" is mostly a pronoun: as a number it stands alone. */
function alone(scan: Scan, at: number): boolean {
  const before = scan.tokens[at - 1];
  return endsHere(scan, at + 1) && (before === undefined || before.kind === 'sign' || leads(scan, before.text));
}

/** Nothing follows but thanks. */
function endsHere(scan: Scan, at: number): boolean {
  const next = scan.tokens[at];
  return next === undefined || next.kind === 'sign' || isAt(scan, at, 'polite') || leads(scan, next.text);
}

function countsNext(scan: Scan, at: number): boolean {
  const next = scan.tokens[at];
  if (next === undefined || next.kind === 'number') return false;
  if (next.kind === 'sign')
    return (
      /^[%$£€@#&/+*=]$/.test(next.text) ||
      (next.text === '-' && next.glued) ||
      (next.text === '.' && isGlued(scan, at + 1))
    );
  return isAt(scan, at, 'unit') || (!isAt(scan, at, 'after_number') && !scan.names.shared.has(next.text));
}

/** A single letter: somebody is spelling. */
function spelledOut(scan: Scan, at: number): boolean {
  const token = scan.tokens[at];
  return token?.kind === 'word' && token.text.length === 1 && !isAt(scan, at, 'one_letter');
}
