import type { Lexicon } from '../lang/lexicon.js';
import { fold, isPlain } from './fold.js';

/** One word, number or sign of the reply, as it is compared: lower case, no accents, straight apostrophes, contractions written out. */
export interface Token {
  readonly kind: 'word' | 'number' | 'sign';
  readonly text: string;
  /** UTF-16 offsets in the original text, end exclusive. Both halves of a contraction share one span. */
  readonly start: number;
  readonly end: number;
  /** No space stands between this and the token before. */
  readonly glued: boolean;
}

const PIECE = /\p{L}[\p{L}\p{M}]*(?:['’‘`´]\p{L}+)*|['’‘`´](?:s|m|re|ll|d|ve|t)\b|\d+|[^\s]/giu;
/** "yesss" */
const DRAWN_OUT = /(\p{L})\1{2,}/gu;
const APOSTROPHE = /[’‘`´]/g;
const INVISIBLE =
  /^[\u0000-\u0008\u000e-\u001f\u00ad\u200b-\u200f\u2060\u20e3\ufe00-\ufe0f\ufeff\u{1f3fb}-\u{1f3ff}]$/u;

/** Cuts a reply into tokens. Total: any string, lone surrogates and NUL included; linear in its length. */
export function tokenise(text: string, lexicon: Lexicon): readonly Token[] {
  const tokens: Token[] = [];
  let lastEnd = -1;
  for (const match of text.matchAll(PIECE)) {
    const raw = match[0];
    const start = match.index;
    const end = start + raw.length;
    if (INVISIBLE.test(raw)) {
      if (lastEnd === start) lastEnd = end;
      continue;
    }
    pushPiece(tokens, normalise(raw), start, end, lastEnd === start, lexicon);
    lastEnd = end;
  }
  markLineBreaks(tokens, text);
  return tokens;
}

/** Lower case, straight apostrophes, no width forms. */
function normalise(raw: string): string {
  const plain = isPlain(raw) ? raw : raw.normalize('NFKC').replace(APOSTROPHE, "'");
  return plain.toLowerCase().replace(DRAWN_OUT, '$1$1');
}

function pushPiece(tokens: Token[], text: string, start: number, end: number, glued: boolean, lexicon: Lexicon): void {
  const before = tokens.at(-1);
  // Some texts come with "that 's" and "I 'll" apart: the contraction is one word all the same.
  const whole = text.startsWith("'") && text.length > 1 && before?.kind === 'word' ? before.text + text : undefined;
  const written = contraction(whole ?? text, lexicon);
  if (whole !== undefined && before !== undefined) {
    if (written === undefined) return;
    tokens.pop();
    for (const word of written) tokens.push({ kind: 'word', text: word, start: before.start, end, glued: false });
    return;
  }
  if (written !== undefined) {
    for (const word of written)
      tokens.push({ kind: 'word', text: word, start, end, glued: glued && word === written[0] });
    return;
  }
  tokens.push({ kind: kindOf(text), text: fold(text), start, end, glued });
}

/** An accent may tell two words apart ("sí", "si"): what is written with one is looked up with it first. */
function contraction(text: string, lexicon: Lexicon): readonly string[] | undefined {
  const known = lexicon.contractions.get(text) ?? (isPlain(text) ? undefined : lexicon.contractions.get(fold(text)));
  // "ican't" negates all the same.
  return known ?? (text.endsWith("n't") ? lexicon.contractions.get("ain't") : undefined);
}

function kindOf(text: string): Token['kind'] {
  if (/^\d+$/.test(text)) return 'number';
  return /^\p{L}/u.test(text) ? 'word' : 'sign';
}

/** A line break ends a sentence like a full stop; it is put in as a sign of its own. */
function markLineBreaks(tokens: Token[], text: string): void {
  if (!text.includes('\n')) return;
  const marked: Token[] = [];
  for (const token of tokens) {
    const before = marked.at(-1);
    if (before !== undefined && text.slice(before.end, token.start).includes('\n'))
      marked.push({ kind: 'sign', text: '\n', start: before.end, end: token.start, glued: false });
    marked.push(token);
  }
  tokens.splice(0, tokens.length);
  for (const token of marked) tokens.push(token);
}
