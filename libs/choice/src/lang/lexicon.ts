import { list } from './table.js';
import type { Cue, Language, PartWord, WordClass } from './language.js';

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
  readonly parts: Phrases<PartWord>;
  readonly misheard: ReadonlyMap<string, number>;
  readonly cues: Phrases<Cue>;
  is(word: string | undefined, wordClass: WordClass): boolean;
}

export function compileLexicon(language: Language): Lexicon {
  const classes = new Map(Object.entries(language.words).map(([name, words]) => [name, new Set(words)]));
  return {
    language,
    contractions: new Map(Object.entries(language.contractions).map(([word, full]) => [word, full.split(' ')])),
    numbers: new Map(Object.entries(language.numbers)),
    ordinals: new Map(Object.entries(language.ordinals)),
    ordinalSuffixes: new Set(language.ordinalSuffixes),
    weekdays: withSlips(language.weekdays, language.forgiven),
    months: withSlips(language.months, language.forgiven),
    doubtfulDates: new Set(language.doubtfulDates),
    relativeDays: phrases(Object.entries(language.relativeDays)),
    fromEnd: phrases(Object.entries(language.fromEnd)),
    parts: phrases(Object.entries(language.parts)),
    misheard: new Map(Object.entries(language.misheard)),
    cues: phrases(cueEntries(language)),
    is: (word, wordClass) => word !== undefined && classes.get(wordClass)?.has(word) === true,
  };
}

function cueEntries(language: Language): [string, Cue][] {
  return (Object.entries(language.cues) as [Cue, string][]).flatMap(([cue, phrases]) =>
    list(phrases).map((phrase): [string, Cue] => [phrase, cue]),
  );
}

function phrases<T>(entries: readonly (readonly [string, T])[]): Phrases<T> {
  const byFirst = new Map<string, Phrase<T>[]>();
  for (const [phrase, value] of entries) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { words, value }]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  return byFirst;
}

/** Adds every spelling with two neighbouring letters swapped, one letter missing or one doubled; real words keep their meaning. */
function withSlips(names: Readonly<Record<string, number>>, forgiven: readonly string[]): Map<string, number> {
  const all = new Map(Object.entries(names));
  for (const name of forgiven) {
    const value = names[name];
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
