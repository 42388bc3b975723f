import type { Meaning } from '../mentions/mention.js';
import type { Said } from '../reading/reading.js';
import type { Basis, Choice, Span } from '../types.js';

export function doubt(candidates: readonly number[]): Choice {
  return { kind: 'ambiguous', candidates: [...candidates].sort((a, b) => a - b) };
}

/** Bounds and stretches narrow but do not name; the rest does. */
export function namesSlot(meaning: Meaning): boolean {
  if (meaning.kind === 'time') return meaning.relation === 'at';
  if (meaning.kind === 'date') return meaning.relation === 'at';
  if (meaning.kind === 'part') return meaning.part !== 'lunch' && meaning.part !== 'daytime';
  return meaning.kind !== 'time_range' && meaning.kind !== 'quantity';
}

/** Only a word for a slot makes a place on the list clear by itself ("option 2", "the second slot"). */
export function needsAsking(names: readonly Said[]): boolean {
  return names.every(({ meaning }) => (meaning.kind === 'number' || meaning.kind === 'ordinal') && !meaning.slot);
}

export function basisOf(names: readonly Said[]): Basis {
  const repaired = names.find(({ meaning }) => 'repaired' in meaning && meaning.repaired === true)?.meaning;
  if (repaired !== undefined) return repaired.kind === 'time' ? 'misheard_time' : 'misheard_number';
  const kinds = new Set(names.map(({ meaning }): Basis => basisOfMeaning(meaning)));
  const [only, another] = kinds;
  return only !== undefined && another === undefined ? only : 'combined';
}

function basisOfMeaning(meaning: Meaning): Basis {
  if (meaning.kind === 'part') return 'part_of_day';
  if (meaning.kind === 'date') return meaning.date.form === 'weekday' ? 'weekday' : 'date';
  if (meaning.kind === 'time_range' || meaning.kind === 'quantity') return 'time';
  return meaning.kind;
}

export function spanOf(names: readonly Said[]): Span {
  return {
    start: names.reduce((min, { span }) => Math.min(min, span.start), Number.MAX_SAFE_INTEGER),
    end: names.reduce((max, { span }) => Math.max(max, span.end), 0),
  };
}
