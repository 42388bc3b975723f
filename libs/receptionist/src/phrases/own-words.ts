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
  looking,
  lost,
  naming,
  offering,
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
  /** Nothing but courtesy. */
  readonly isGreeting: boolean;
  /** Nothing but that, and of the name under which something is booked. */
  readonly isNaming: boolean;
  /** Nothing but what code renders, and courtesy. */
  readonly isRendered: boolean;
  /** The last of it asks, or the first says that it did not understand: whoever reads it knows that nothing is settled. */
  readonly isOpen: boolean;
  /** It can only be true where something is booked; `whole` when it says what and when. */
  readonly claims: 'nothing' | 'whole' | 'vaguely';
  /** It can only be true where nothing is booked. */
  readonly denies: boolean;
}

const anyOf = (...books: readonly (readonly string[])[]): RegExp =>
  new RegExp(`^(?: (?:and|but|so|or|also|well|oh|then|unfortunately))?(?:${books.flat().map(patternOf).join('|')})$`);
const HARMLESS = [greetings, naming, assents, lost, asking, looking, offering, choosing, informing];
const GREETINGS = anyOf(greetings);
const NAMING = anyOf(greetings, naming);
const LOST = anyOf(lost);
const OPEN = anyOf(asking, choosing);
const PLAIN = anyOf(...HARMLESS);
const DENIALS = anyOf(...HARMLESS, denying);
const CLAIMS = anyOf(...HARMLESS, denying, claiming);
/** Longer sentences are pieced together from more than anybody would say. */
const PIECES_MAX = 8;

const UNKNOWN: OwnWords = {
  isKnown: false,
  isGreeting: false,
  isNaming: false,
  isRendered: false,
  isOpen: false,
  claims: 'vaguely',
  denies: false,
};

/** Reads an assistant's words without their placeholders. Pure; no text throws. */
export function readOwnWords(words: string, scene: OwnWordsScene): OwnWords {
  if (!isPlainlySpelled(words, scene)) return UNKNOWN;
  const folded = fold(words);
  const told = withoutRendered(folded, scene);
  const sentences = sentencesOf(told).map(({ text }) => phrasesOf(text, scene));
  const all = (book: RegExp): boolean => sentences.every((sentence) => said(sentence, book));
  if (!all(CLAIMS)) return UNKNOWN;
  const claims = sentences.filter((sentence) => !said(sentence, DENIALS));
  const isWhole = ({ between, pieces }: Phrases): boolean => / _service .*_when/.test(between(0, pieces));
  const last = sentences.at(-1);
  const isLast = told.trimEnd().slice(-PEEK) === folded.trimEnd().slice(-PEEK);
  const asks = isLast && last !== undefined && endsWith(last, OPEN);
  return {
    isKnown: true,
    isGreeting: told === folded && all(GREETINGS),
    isNaming: told === folded && all(NAMING),
    isRendered: told !== folded && all(GREETINGS),
    isOpen: asks || (sentences[0] !== undefined && said(sentences[0], LOST)),
    claims: claims.length === 0 ? 'nothing' : claims.every(isWhole) ? 'whole' : 'vaguely',
    denies: sentences.some((sentence) => said(sentence, DENIALS) && !said(sentence, PLAIN)),
  };
}

/** So much of an end tells whether it was rendered: that is cut out. */
const PEEK = 12;
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
