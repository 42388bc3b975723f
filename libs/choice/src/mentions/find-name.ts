import type { Lexicon } from '../lang/lexicon.js';
import { tokenise } from '../text/token.js';
import type { NamedThing, OfferedSlot } from '../types.js';
import { hit, isAt, textAt, type Hit, type Scan } from './scan.js';

type NameKind = 'service' | 'resource';

/** Which offers each word of a service's or provider's name belongs to. */
export interface Names {
  readonly words: ReadonlyMap<string, readonly { readonly kind: NameKind; readonly offers: readonly number[] }[]>;
  /** Words of names that all offers share: they name no slot, but they are no foreign words either. */
  readonly shared: ReadonlySet<string>;
  readonly hasResources: boolean;
}

export interface BusinessNames {
  readonly services?: readonly NamedThing[];
  readonly resources?: readonly NamedThing[];
}

export function namesOf(offers: readonly OfferedSlot[], business: BusinessNames, lexicon: Lexicon): Names {
  const words = new Map<string, { kind: NameKind; offers: readonly number[] }[]>();
  const shared = new Set<string>();
  for (const kind of ['service', 'resource'] as const) {
    for (const [word, indices] of wordsOf(offers, kind, business, lexicon)) {
      if (offers.length > 0 && indices.size === offers.length) shared.add(word);
      else words.set(word, [...(words.get(word) ?? []), { kind, offers: [...indices] }]);
    }
  }
  return { words, shared, hasResources: offers.some((offer) => offer.resource !== undefined) };
}

/** Every word of a name or an alias, with the offers that go by it: none, where the business has it but the list does not. */
function wordsOf(
  offers: readonly OfferedSlot[],
  kind: NameKind,
  business: BusinessNames,
  lexicon: Lexicon,
): Map<string, Set<number>> {
  const byWord = new Map<string, Set<number>>();
  const add = (name: string, indices: readonly number[]): void => {
    for (const { text } of tokenise(name, lexicon)) {
      if (!/^[\p{L}\d]/u.test(text)) continue;
      const known = byWord.get(text) ?? new Set();
      for (const index of indices) known.add(index);
      byWord.set(text, known);
    }
  };
  const byName = new Map<string, number[]>();
  offers.forEach((offer, index) => {
    const name = offer[kind];
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), index]);
  });
  for (const [name, indices] of byName) add(name, indices);
  for (const { name, aliases = [] } of business[`${kind}s`] ?? [])
    for (const called of [name, ...aliases]) add(called, byName.get(name) ?? []);
  return byWord;
}

/** Finds a service or provider by the words of its name; a "Dr." whom no offer has is found too, with no offers. */
export function findName(scan: Scan, at: number): Hit | undefined {
  if (isAt(scan, at, 'with')) return companion(scan, textAt(scan, at + 1) === '/' ? at + 2 : at + 1);
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
    scan.lexicon.ordinals.has(bare) ||
    scan.lexicon.weekdays.has(bare) ||
    scan.lexicon.months.has(bare) ||
    scan.lexicon.relativeDays.has(bare) ||
    /^\d{1,2}$/.test(bare);
  return common ? undefined : known;
}

/** "with Maya", where no offer is Maya's and the list does say whose each is: somebody else is wanted. */
function companion(scan: Scan, at: number): Hit | undefined {
  const word = textAt(scan, at) ?? '';
  if (scan.lexicon.vocabulary.has(word) || scan.names.words.has(word)) return undefined;
  return stranger(scan, at);
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
