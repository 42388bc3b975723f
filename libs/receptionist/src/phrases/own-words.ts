import type { Channel } from '@slotguard/conversation';
import { fold } from '../gate/fold.js';
import { sentencesOf } from '../gate/sentences.js';
import {
  asking,
  assents,
  choosing,
  claiming,
  denying,
  failing,
  greetings,
  hellos,
  informing,
  inquiring,
  listing,
  looking,
  lost,
  naming,
  offering,
  refusing,
  telling,
  which,
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
  /** There are none. */
  readonly isNone: boolean;
  /** Nothing but courtesy. */
  readonly greets: boolean;
  /** Nothing but questions, heads of lists, and what is not to be had: nobody can take it for a yes. */
  readonly onlyAsks: boolean;
  /** Nothing but questions for what is missing that name nothing themselves, which one of the list, and heads of a list. */
  readonly onlyOpen: boolean;
  /** Speaks of a list that is to follow. */
  readonly heads: boolean;
  /** Nothing that could be answered, or be taken for an answer, beside the question whether to cancel. */
  readonly isBeside: boolean;
  /** Nothing that is a yes by itself, or speaks of what is open or booked: harmless to who has asked for nothing. */
  readonly isMild: boolean;
  /** Nothing but a claim that says what and when, and courtesy. */
  readonly tells: boolean;
  /** A question that is none for one of the offers. */
  readonly asksElse: boolean;
  readonly hasAssent: boolean;
  /** Some of it can only be true where something is booked, or only where nothing is, or where nothing was booked just now. */
  readonly claims: boolean;
  readonly denies: boolean;
  readonly fails: boolean;
}

const anyOf = (...books: readonly (readonly string[])[]): RegExp =>
  new RegExp(`^(?: (?:and|but|so|or|also|well|oh|then|unfortunately))?(?:${books.flat().map(patternOf).join('|')})$`);
const COURTEOUS = [hellos, greetings];
/** Questions that a yes, a number or a time could answer, beside those for one of the list. */
const QUESTIONS = [asking, inquiring, naming, choosing, assents.filter((phrase) => phrase.endsWith('?'))];
const STATEMENTS = assents.filter((phrase) => !phrase.endsWith('?'));
const ASKING = [hellos, lost, asking, inquiring, which, choosing, listing, refusing, failing];
const named = (phrase: string): boolean => /_[a-z]/.test(phrase);
const OPEN = [
  hellos,
  lost,
  which,
  asking.filter((phrase) => !named(phrase)),
  listing.filter((phrase) => !named(phrase)),
];
const MILD = [...ASKING, greetings, naming, looking, informing];
const PLAIN = [...MILD, offering];
const BOOKS = {
  greets: anyOf(...COURTEOUS),
  onlyAsks: anyOf(...ASKING),
  isMild: anyOf(...MILD),
  tells: anyOf(...COURTEOUS, telling),
  withoutQuestions: anyOf(...PLAIN.filter((book) => !QUESTIONS.includes(book)), STATEMENTS, denying, claiming, telling),
  onlyOpen: anyOf(...OPEN),
  withoutHeads: anyOf(...PLAIN.filter((book) => book !== listing), assents, denying, claiming, telling),
  beside: anyOf(...COURTEOUS, lost),
  withoutAssents: anyOf(...PLAIN, denying, claiming, telling),
  withoutFailing: anyOf(...PLAIN.filter((book) => book !== failing), assents, denying, claiming, telling),
  harmless: anyOf(...PLAIN, assents),
  withDenials: anyOf(...PLAIN, assents, denying),
  all: anyOf(...PLAIN, assents, denying, claiming, telling),
} as const;
/** Longer sentences are pieced together from more than anybody would say. */
const PIECES_MAX = 8;

const UNKNOWN: OwnWords = {
  ...{ isKnown: false, isNone: false, greets: false, onlyAsks: false, isMild: false, tells: false },
  ...{ onlyOpen: false, heads: false, isBeside: false },
  ...{ asksElse: true, hasAssent: true, claims: true, denies: false, fails: false },
};

/** Reads an assistant's words without their placeholders. Pure; no text throws. */
export function readOwnWords(words: string, scene: OwnWordsScene): OwnWords {
  if (!isPlainlySpelled(words, scene)) return UNKNOWN;
  const folded = fold(words);
  const own = withoutRendered(folded, scene, 'reasons');
  const told = withoutRendered(own, scene, 'facts');
  const sentences = sentencesOf(told)
    .map(({ text }) => phrasesOf(text, scene))
    .filter(({ pieces, between }) => between(0, pieces) !== '');
  const all = (book: RegExp): boolean => sentences.every((sentence) => said(sentence, book));
  if (!all(BOOKS.all)) return UNKNOWN;
  const isOwn = own === folded && told === own && sentences.length > 0;
  return {
    isKnown: true,
    isNone: folded.trim() === '',
    greets: isOwn && all(BOOKS.greets),
    // Why something is not to be had is no yes either; a fact may be.
    onlyAsks: told === own && all(BOOKS.onlyAsks),
    onlyOpen: told === own && all(BOOKS.onlyOpen) && !(isOwn && all(BOOKS.greets)),
    heads: !all(BOOKS.withoutHeads),
    isBeside: all(BOOKS.beside),
    isMild: all(BOOKS.isMild),
    tells: isOwn && !all(BOOKS.greets) && all(BOOKS.tells),
    asksElse: !all(BOOKS.withoutQuestions),
    hasAssent: !all(BOOKS.withoutAssents),
    claims: !all(BOOKS.withDenials),
    denies: sentences.some((sentence) => !said(sentence, BOOKS.harmless) && said(sentence, BOOKS.withDenials)),
    fails: !all(BOOKS.withoutFailing),
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
