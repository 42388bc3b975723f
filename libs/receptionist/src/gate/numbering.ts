import type { NumberedSlot } from '@slotguard/conversation';

/** A number that stands for an option, and the words that belong to it. */
export interface Marker {
  readonly number: number;
  /** `list`: "1) 2:00 PM"; `option`: "option 1", "reply 1 for"; `reply`: one of "reply 1, 2 or 3". */
  readonly kind: 'list' | 'option' | 'reply';
  readonly words: string;
}

export interface Numbering {
  readonly markers: readonly Marker[];
  /** The text without the numbers, every other character at its place; dots stand where a list's numbers were. */
  readonly rest: string;
}

const LIST = /(?<![^\s,;])[([]?(\d{1,2})[)\]]|^\s*(\d{1,2})(?:[.:](?=\s)|\s?[-=](?=\s))/gm;
const REPLY =
  /\b(?:reply|respond|answer|text|send|press|pick|choose|select|say|type|enter|tap)(?: (?:back|me|us|with|just|by|the|numbers?|options?|either|a|to|sending|typing))* #?(\d{1,2}(?: ?(?:,|or|and|to|through|[-/&])+ ?#?\d{1,2})*)(?! ?(?::\d|\d|[ap]m\b|o'?clock|%))\b/g;
const OPTION =
  /(?:#\s?|\b(?:option|number|choice|slot|opening|item|line) #?)(\d{1,2})\b(?! ?(?::\d|[ap]m\b))|(?<=(?:^|[,;.!?\n]|\b(?:and|or))\s*)(\d)(?= ?(?:(?:is|=|for|->) ?|: )\d{1,2}(?::\d\d| ?[ap]m\b))/g;

interface Place {
  readonly from: number;
  readonly to: number;
  readonly kind: Marker['kind'];
  readonly numbers: readonly number[];
}

/** Finds the numbers of options in a folded text. */
export function numberingOf(text: string): Numbering {
  const places: Place[] = [];
  let rest = text;
  for (const [kind, pattern] of [
    ['list', LIST],
    ['reply', REPLY],
    ['option', OPTION],
  ] as const)
    for (const match of rest.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      places.push({ from, to, kind, numbers: numbersIn(match[1] ?? match[2] ?? '') });
      const blank = kind === 'list' ? match[0].replace(/[^\n\s]/g, '•') : match[0].replace(/\d/g, ' ');
      rest = rest.slice(0, from) + blank + rest.slice(to);
    }
  places.sort((a, b) => a.from - b.from);
  return { rest, markers: places.flatMap((place, i) => markersAt(place, rest.slice(place.to, places[i + 1]?.from))) };
}

function markersAt({ kind, numbers }: Place, behind: string): Marker[] {
  const words = kind === 'list' ? behind : (/^ ?(?:is|for|=|:|->|-|at|means)([^\n;.]*)/.exec(behind)?.[1] ?? '');
  return numbers.map((number) => ({ number, kind, words: words.trim().split('\n')[0] ?? '' }));
}

/** "1, 2 or 3", "1-3". */
function numbersIn(written: string): number[] {
  const numbers = (written.match(/\d+/g) ?? []).map(Number);
  const [first, last, more] = numbers;
  if (first === undefined || last === undefined || more !== undefined || !/to|through|-/.test(written)) return numbers;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/**
 * Whether the numbers are those of the options that go with the text (or, when none do, of the last list shown): a list has all of them in
 * order, and no other. `fits` tells whether words name a slot.
 */
export function isNumberedAsPresented(
  { markers, rest }: Numbering,
  scene: {
    readonly offers: readonly NumberedSlot[];
    readonly shown: readonly NumberedSlot[];
    readonly isSpoken: boolean;
    readonly fits: (words: string, offer: NumberedSlot) => 'yes' | 'no' | 'silent';
    readonly areToldInOrder: (text: string, offers: readonly NumberedSlot[]) => boolean;
  },
): boolean {
  const { offers, shown, isSpoken, fits, areToldInOrder } = scene;
  const known = offers.length > 0 ? offers : shown;
  const areKnown = markers.every(({ number, kind, words }) => {
    const offer = known.find((one) => one.number === number);
    if (!offer) return false;
    const fit = fits(words, offer);
    return kind === 'list' ? fit === 'yes' : fit !== 'no';
  });
  if (!areKnown) return false;
  const listed = markers.filter(({ kind }) => kind === 'list');
  if (listed.length > 0)
    return listed.length === offers.length && listed.every(({ number }, i) => number === offers[i]?.number);
  if (offers.length === 0) return true;
  const isNumberSaid = ({ number }: NumberedSlot): boolean => markers.some((marker) => marker.number === number);
  return areToldInOrder(rest, offers) && (isSpoken || offers.length === 1 || offers.every(isNumberSaid));
}
