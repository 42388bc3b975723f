import type { Said } from './reading.js';

type Dimension = 'time' | 'date' | 'place' | 'name' | 'none';

/** What a mention speaks about: a correction replaces only what speaks about the same. */
export function dimensionOf(said: Said): Dimension {
  switch (said.meaning.kind) {
    case 'time':
    case 'time_range':
    case 'part':
      return 'time';
    case 'date':
      return 'date';
    case 'number':
    case 'ordinal':
    case 'superlative':
      return 'place';
    case 'service':
    case 'resource':
      return 'name';
    case 'quantity':
      return 'none';
    default:
      return said.meaning satisfies never;
  }
}

/** "2, sorry, 3", "the first … actually the second": of what was chosen before a correction, only what it leaves alone stays. */
export function takeBack(said: readonly Said[], corrections: readonly number[]): Said[] {
  const chosenLast = said.findLast(({ polarity }) => polarity === 'chosen')?.from ?? -1;
  const last = corrections.findLast((at) => at < chosenLast);
  if (last === undefined) return [...said];
  const after = new Set(said.filter((one) => one.from > last && one.polarity === 'chosen').map(dimensionOf));
  // Another place on the list, or any naming after a place, is another slot altogether.
  return said.filter((one) => {
    if (one.from > last || one.polarity !== 'chosen') return true;
    const dimension = dimensionOf(one);
    return dimension === 'none' || (!after.has(dimension) && dimension !== 'place' && !after.has('place'));
  });
}
