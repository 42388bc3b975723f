import { list } from './table.js';
import { fold } from '../text/fold.js';
import type { Cue, Language, PartWord, Stretch, Superlative, WordClass } from './language.js';

export interface Phrase<T> {
  readonly words: readonly string[];
  readonly value: T;
}

/** Phrases by their first word, the longest first. */
export type Phrases<T> = ReadonlyMap<string, readonly Phrase<T>[]>;

/** A language made ready for look-ups. Maps, not objects: "constructor" is a word like any other. */
export interface Lexicon {
  readonly language: Language;
  readonly contractions: ReadonlyMap<string, readonly string[]>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly ordinalSuffixes: ReadonlySet<string>;
  readonly weekdays: ReadonlyMap<string, number>;
  readonly months: ReadonlyMap<string, number>;
  readonly doubtfulDates: ReadonlySet<string>;
  readonly relativeDays: Phrases<number>;
  readonly fromEnd: Phrases<number>;
  readonly stretches: Phrases<Stretch>;
  readonly nextBehind: Phrases<'next'>;
  readonly superlatives: Phrases<Superlative>;
  readonly introductions: Phrases<'name'>;
  readonly parts: Phrases<PartWord>;
  readonly misheard: ReadonlyMap<string, number>;
  readonly cues: Phrases<Cue>;
  /** Every word of the tables: what tells one language from another. */
  readonly vocabulary: ReadonlySet<string>;
  is(word: string | undefined, wordClass: WordClass): boolean;
}

export function compileLexicon(language: Language): Lexicon {
  const classes = new Map(Object.entries(language.words).map(([name, words]) => [name, new Set(words.map(fold))]));
  const tables = {
    numbers: folded(language.numbers),
    ordinals: folded(language.ordinals),
    weekdays: withSlips(folded(language.weekdays), language.forgiven.map(fold)),
    months: withSlips(folded(language.months), language.forgiven.map(fold)),
    relativeDays: phrases(Object.entries(language.relativeDays)),
    fromEnd: phrases(Object.entries(language.fromEnd)),
    stretches: phrases(Object.entries(language.stretches).map(([phrase, text]) => [phrase, stretchOf(text)] as const)),
    nextBehind: phrases(language.nextBehind.map((phrase) => [phrase, 'next'] as const)),
    superlatives: phrases(Object.entries(language.superlatives)),
    introductions: phrases(language.introductions.map((phrase) => [phrase, 'name'] as const)),
    parts: phrases(Object.entries(language.parts)),
    cues: phrases(cueEntries(language)),
  };
  return {
    ...tables,
    language,
    // Not folded: here an accent may tell two words apart ("sí", "si").
    contractions: new Map(Object.entries(language.contractions).map(([word, full]) => [word, fold(full).split(' ')])),
    ordinalSuffixes: new Set(language.ordinalSuffixes),
    doubtfulDates: new Set(language.doubtfulDates),
    misheard: new Map(Object.entries(language.misheard)),
    vocabulary: vocabularyOf(language, [...classes.values()]),
    is: (word, wordClass) => word !== undefined && classes.get(wordClass)?.has(word) === true,
  };
}

function folded(table: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(Object.entries(table).map(([word, value]) => [fold(word), value]));
}

function stretchOf(text: string): Stretch {
  const [unit, ahead] = text.split(' ');
  return { unit: unit as Stretch['unit'], ahead: Number(ahead) };
}

function vocabularyOf(language: Language, classes: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const { numbers, ordinals, weekdays, months, relativeDays, fromEnd, stretches, superlatives, parts } = language;
  const written = [numbers, ordinals, weekdays, months, relativeDays, fromEnd, stretches, superlatives, parts]
    .flatMap((table) => Object.keys(table))
    .concat(language.nextBehind, Object.values(language.cues).flatMap(list));
  return new Set([...written.flatMap((phrase) => fold(phrase).split(' ')), ...classes.flatMap((words) => [...words])]);
}

function cueEntries(language: Language): [string, Cue][] {
  return (Object.entries(language.cues) as [Cue, string][]).flatMap(([cue, phrases]) =>
    list(phrases).map((phrase): [string, Cue] => [phrase, cue]),
  );
}

function phrases<T>(entries: readonly (readonly [string, T])[]): Phrases<T> {
  const byFirst = new Map<string, Phrase<T>[]>();
  for (const [phrase, value] of entries) {
    const words = fold(phrase).split(' ');
    const first = words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { words, value }]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  return byFirst;
}

/** Adds every spelling with two neighbouring letters swapped, one letter missing or one doubled; real words keep their meaning. */
function withSlips(names: ReadonlyMap<string, number>, forgiven: readonly string[]): Map<string, number> {
  const all = new Map(names);
  for (const name of forgiven) {
    const value = names.get(name);
    if (value === undefined) continue;
    for (let i = 1; i < name.length; i++) {
      const missing = name.slice(0, i) + name.slice(i + 1);
      const doubled = name.slice(0, i) + name.charAt(i) + name.slice(i);
      const swapped = name.slice(0, i) + name.charAt(i + 1) + name.charAt(i) + name.slice(i + 2);
      for (const slip of [missing, doubled, swapped]) if (!all.has(slip)) all.set(slip, value);
    }
  }
  return all;
}
