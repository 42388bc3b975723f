import { readMentions, type Mention } from '../read-mentions.js';
import { withoutQuotes } from '../text/quotes.js';
import type { Span } from '../types.js';

/** Something by which an appointment is told from another. */
export type Attribute =
  | { readonly kind: 'when'; readonly span: Span; readonly mention: TimeMention }
  | { readonly kind: 'name'; readonly span: Span; readonly name: string };
export type TimeMention = Extract<Mention, { kind: 'time' | 'time_range' | 'date' | 'part_of_day' }>;

/** A text as the patterns read it: every attribute is one mark, and each character knows where it stood. */
export interface Masked {
  readonly text: string;
  /** Offset in the original of each character of `text`. */
  readonly at: readonly number[];
  readonly attributes: readonly Attribute[];
}

/** Names shorter than this are found by chance. */
const NAME_MIN = 3;

/** `names` are those of the appointments' services and providers, as words. */
export function mask(
  original: string,
  names: readonly string[],
  context: { readonly timeZone: string; readonly now: string },
): Masked {
  const folded = fold(withoutQuotes(original));
  const attributes = attributesIn(original, folded, names, context);
  let text = '';
  const at: number[] = [];
  const put = (piece: string, from: number): void => {
    for (const character of piece) {
      text += character;
      at.push(from);
    }
  };
  for (let i = 0; i < folded.length; i++) {
    const attribute = attributes.find(({ span }) => span.start === i);
    if (!attribute) {
      put(folded.charAt(i), i);
      continue;
    }
    put(attribute.kind === 'when' ? ' _w ' : ' _n ', i);
    i = attribute.span.end - 1;
  }
  return { text, at, attributes };
}

/** In lower case, with one kind of apostrophe; as long as it was, so that offsets stay. */
function fold(text: string): string {
  return [...text.split('')]
    .map((unit) => {
      if (/[\u2019\u2018\u02bc`]/.test(unit)) return "'";
      const lower = unit.toLowerCase();
      return lower.length === 1 ? lower : unit;
    })
    .join('');
}

function attributesIn(
  original: string,
  folded: string,
  names: readonly string[],
  context: { readonly timeZone: string; readonly now: string },
): Attribute[] {
  const whens = readMentions(original, context).flatMap((mention): Attribute[] =>
    mention.kind === 'time' ||
    mention.kind === 'time_range' ||
    mention.kind === 'date' ||
    mention.kind === 'part_of_day'
      ? [{ kind: 'when', span: mention.span, mention }]
      : [],
  );
  const found = [...new Set(names.map(fold))]
    .filter((name) => name.length >= NAME_MIN)
    .sort((a, b) => b.length - a.length)
    .flatMap((name) => placesOf(name, folded).map((span): Attribute => ({ kind: 'name', span, name })));
  const kept: Attribute[] = [];
  for (const one of [...found, ...whens]) {
    const isFree = kept.every(({ span }) => one.span.end <= span.start || span.end <= one.span.start);
    if (isFree && one.span.end > one.span.start) kept.push(one);
  }
  return kept.sort((a, b) => a.span.start - b.span.start);
}

function placesOf(name: string, text: string): Span[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[^\p{L}\p{N}]+/gu, '\\s+')}(?![\\p{L}\\p{N}])`, 'gu');
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
