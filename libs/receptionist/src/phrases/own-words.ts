import type { Channel } from '@slotguard/conversation';
import { fold } from '../gate/fold.js';
import { sentencesOf } from '../gate/sentences.js';
import {
  asking,
  assents,
  choosing,
  claiming,
  denying,
  greetings,
  informing,
  inquiring,
  looking,
  lost,
  naming,
  offering,
  telling,
} from './book.js';
import { withoutRendered, type Rendered } from './rendered.js';
import { namesIn, skeletonOf, type Named } from './skeleton.js';
import { patternOf } from './template.js';

export interface OwnWordsScene extends Named, Rendered {
  readonly channel: Channel;
}

/** What an assistant's words come to, as far as the book goes. Whether they are true is for the gate and the log to say. */
export interface OwnWords {
  /** All of it stands in the book, or is rendered by code. */
  readonly isKnown: boolean;
  /** There are none, but for what code renders. */
  readonly isRendered: boolean;
  /** Nothing but courtesy. */
  readonly greets: boolean;
  /** Nothing but courtesy and questions of no weight; or of the name under which something is booked; or a claim that says what and when. */
  readonly inquires: boolean;
  readonly names: boolean;
  readonly tells: boolean;
  /** Nothing but questions for what is missing, words of one who did not understand, courtesy and assents; ends by asking. */
  readonly asks: boolean;
  readonly hasAssent: boolean;
  /** Speaks of what is open, in words of its own. */
  readonly offers: boolean;
  /** Some of it can only be true where something is booked, or only where nothing is. */
  readonly claims: boolean;
  readonly denies: boolean;
}

const anyOf = (...books: readonly (readonly string[])[]): RegExp =>
  new RegExp(`^(?: (?:and|but|so|or|also|well|oh|then|unfortunately))?(?:${books.flat().map(patternOf).join('|')})$`);
const PLAIN = [greetings, naming, lost, asking, inquiring, looking, offering, choosing, informing];
const BOOKS = {
  greets: anyOf(greetings),
  inquires: anyOf(greetings, inquiring),
  names: anyOf(greetings, naming),
  tells: anyOf(greetings, telling),
  asks: anyOf(greetings, lost, asking, choosing, assents),
  isLost: anyOf(greetings, lost, naming),
  lost: anyOf(lost),
  withoutOffers: anyOf(...PLAIN.filter((book) => book !== offering), assents, denying, claiming, telling),
  open: anyOf(lost, asking, choosing),
  withoutAssents: anyOf(...PLAIN, denying, claiming, telling),
  harmless: anyOf(...PLAIN, assents),
  withDenials: anyOf(...PLAIN, assents, denying),
  all: anyOf(...PLAIN, assents, denying, claiming, telling),
} as const;
/** Longer sentences are pieced together from more than anybody would say. */
const PIECES_MAX = 8;

const UNKNOWN: OwnWords = {
  isKnown: false,
  isRendered: false,
  ...{ greets: false, inquires: false, names: false, tells: false, asks: false },
  hasAssent: true,
  offers: true,
  claims: true,
  denies: false,
};

/** Reads an assistant's words without their placeholders. Pure; no text throws. */
export function readOwnWords(words: string, scene: OwnWordsScene): OwnWords {
  if (!isPlainlySpelled(words, scene)) return UNKNOWN;
  const folded = fold(words);
  const told = withoutRendered(folded, scene);
  const sentences = sentencesOf(told)
    .map(({ text }) => phrasesOf(text, scene))
    .filter(({ pieces, between }) => between(0, pieces) !== '');
  const all = (book: RegExp): boolean => sentences.every((sentence) => said(sentence, book));
  if (!all(BOOKS.all)) return UNKNOWN;
  const isAlone = told === folded && sentences.length > 0;
  const [first = NOTHING] = sentences;
  const last = sentences.at(-1) ?? NOTHING;
  return {
    isKnown: true,
    isRendered: told !== folded && sentences.length === 0,
    greets: isAlone && all(BOOKS.greets),
    inquires: isAlone && all(BOOKS.inquires),
    names: isAlone && all(BOOKS.names),
    tells: isAlone && !all(BOOKS.greets) && all(BOOKS.tells),
    asks:
      isAlone && ((all(BOOKS.asks) && endsWith(last, BOOKS.open)) || (all(BOOKS.isLost) && said(first, BOOKS.lost))),
    hasAssent: !all(BOOKS.withoutAssents),
    offers: !all(BOOKS.withoutOffers),
    claims: !all(BOOKS.withDenials),
    denies: sentences.some((sentence) => !said(sentence, BOOKS.harmless) && said(sentence, BOOKS.withDenials)),
  };
}

const PIECE_ENDS = /[,;\n]+|:(?!\d)|\s-+\s|(?=\s(?:but|and|so|or)\s)/;

/** What is struck through, drawn from other alphabets or dropped by a phone may read otherwise than it is judged. */
function isPlainlySpelled(words: string, named: Named): boolean {
  const rest = namesIn(named).reduce((left, name) => (name === '' ? left : left.replaceAll(name, '')), words);
  return /^[\n\x20-\x5e\x60-\x7e\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*$/.test(rest);
}

/** A sentence as pieces, of which neighbours may belong together: "2 PM, 3 PM and 4 PM are free" is one phrase. */
interface Phrases {
  readonly pieces: number;
  /** The skeleton of pieces `from` to `to`, without the last. */
  readonly between: (from: number, to: number) => string;
}

const NOTHING: Phrases = { pieces: 0, between: () => '' };

function phrasesOf(sentence: string, named: Named): Phrases {
  const parts = sentence.split(PIECE_ENDS);
  const known = new Map<string, string>();
  const between = (from: number, to: number): string => {
    const text = parts.slice(from, to).join(',');
    const skeleton = known.get(text) ?? skeletonOf(text, named);
    known.set(text, skeleton);
    return skeleton;
  };
  return { pieces: parts.length, between };
}

/** Whether the pieces of a sentence, some of them joined, are phrases of this book. */
function said({ pieces, between }: Phrases, book: RegExp, from = 0): boolean {
  if (pieces > PIECES_MAX) return false;
  for (let to = pieces; to > from; to--) {
    const skeleton = between(from, to);
    if ((skeleton === '' || book.test(skeleton)) && said({ pieces, between }, book, to)) return true;
  }
  return from === pieces;
}

function endsWith({ pieces, between }: Phrases, book: RegExp): boolean {
  return Array.from({ length: pieces }, (_, i) => between(i, pieces)).some((skeleton) => book.test(skeleton));
}
