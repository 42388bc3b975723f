import type { Lexicon } from '../lang/lexicon.js';
import { tokenise } from '../text/token.js';
import type { OfferedSlot } from '../types.js';
import { hit, isAt, textAt, type Hit, type Scan } from './scan.js';

type NameKind = 'service' | 'resource';

/** Which offers each word of a service's or provider's name belongs to. */
export interface Names {
  readonly words: ReadonlyMap<string, readonly { readonly kind: NameKind; readonly offers: readonly number[] }[]>;
  /** Words of names that all offers share: they name no slot, but they are no foreign words either. */
  readonly shared: ReadonlySet<string>;
  readonly hasResources: boolean;
}

export const noNames: Names = { words: new Map(), shared: new Set(), hasResources: false };

export function namesOf(offers: readonly OfferedSlot[], lexicon: Lexicon): Names {
  const words = new Map<string, { kind: NameKind; offers: number[] }[]>();
  const shared = new Set<string>();
  for (const kind of ['service', 'resource'] as const) {
    for (const [word, indices] of wordsOf(offers, kind, lexicon)) {
      if (indices.length === offers.length) shared.add(word);
      else words.set(word, [...(words.get(word) ?? []), { kind, offers: indices }]);
    }
  }
  return { words, shared, hasResources: offers.some((offer) => offer.resource !== undefined) };
}

function wordsOf(offers: readonly OfferedSlot[], kind: NameKind, lexicon: Lexicon): Map<string, number[]> {
  const byWord = new Map<string, number[]>();
  const read = new Map<string, readonly string[]>();
  offers.forEach((offer, index) => {
    const name = offer[kind];
    if (name === undefined) return;
    const parts = read.get(name) ?? [...new Set(tokenise(name, lexicon).map((token) => token.text))];
    read.set(name, parts);
    for (const word of parts) {
      if (/^[\p{L}\d]/u.test(word)) byWord.set(word, [...(byWord.get(word) ?? []), index]);
    }
  });
  return byWord;
}

/** Finds a service or provider by the words of its name; a "Dr." whom no offer has is found too, with no offers. */
export function findName(scan: Scan, at: number): Hit | undefined {
  const title = isAt(scan, at, 'title');
  const from = title && textAt(scan, at + 1) === '.' ? at + 2 : title ? at + 1 : at;
  const first = nameWord(scan, from, title);
  if (first === undefined) return title ? stranger(scan, from) : undefined;
  const offers = new Map<NameKind, readonly number[]>();
  let to = from;
  for (let next: ReturnType<typeof nameWord> = first; next !== undefined; next = nameWord(scan, to, true)) {
    for (const { kind, offers: these } of next) {
      const before = offers.get(kind);
      offers.set(kind, before === undefined ? these : before.filter((index) => these.includes(index)));
    }
    to++;
  }
  return hit(to, ...[...offers].map(([kind, these]) => ({ kind, offers: these })));
}

/** Short words and words with a meaning of their own name somebody only behind a title or another name. */
function nameWord(scan: Scan, at: number, led: boolean): ReturnType<Names['words']['get']> {
  const word = textAt(scan, at);
  if (word === undefined) return undefined;
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  const known = scan.names.words.get(word) ?? scan.names.words.get(bare);
  if (known === undefined || led) return known;
  const common =
    bare.length < 3 ||
    scan.lexicon.cues.has(bare) ||
    scan.lexicon.numbers.has(bare) ||
    scan.lexicon.parts.has(bare) ||
    /^\d{1,2}$/.test(bare);
  return common ? undefined : known;
}

function stranger(scan: Scan, at: number): Hit | undefined {
  const token = scan.tokens[at];
  if (
    !scan.names.hasResources ||
    token?.kind !== 'word' ||
    scan.names.shared.has(token.text) ||
    scan.lexicon.cues.has(token.text)
  )
    return undefined;
  return hit(at + 1, { kind: 'resource', offers: [] });
}
