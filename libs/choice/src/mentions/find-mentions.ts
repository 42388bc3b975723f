import type { Cue } from '../lang/language.js';
import type { Phrase } from '../lang/lexicon.js';
import type { Span } from '../types.js';
import { findDate } from './find-date.js';
import { findName } from './find-name.js';
import { findNumber, findSpelled } from './find-number.js';
import { findTime } from './find-time.js';
import { joinHours, joinParts } from './join-mentions.js';
import type { Meaning } from './mention.js';
import type { Piece } from './piece.js';
import { endsAt, isAt, leads, phraseAt, skip, textAt, type Hit, type Scan } from './scan.js';

/** Reads the tokens from left to right; each belongs to one piece. Every finder looks a bounded way ahead: linear time. */
export function findPieces(scan: Scan): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < scan.tokens.length;) {
    const found = piecesAt(scan, at);
    pieces.push(...found.pieces);
    at = found.to;
  }
  return joinHours(joinParts(scan, pieces));
}

function piecesAt(scan: Scan, at: number): { readonly pieces: readonly Piece[]; readonly to: number } {
  const cue = cueAt(scan, at);
  if (cue?.value === 'skip') return one({ kind: 'cue', cue: 'skip', ...place(scan, at, at + cue.words.length) });
  const spelled = findSpelled(scan, at);
  if (spelled !== undefined) return mentioned(scan, at, spelled);
  const hit = findName(scan, at) ?? findTime(scan, at) ?? findPart(scan, at) ?? findDate(scan, at);
  if (hit !== undefined)
    return mentioned(
      scan,
      at,
      isAt(scan, hit.to, 'street') ? { meanings: [{ kind: 'quantity' }], to: hit.to + 1 } : hit,
    );
  if (cue !== undefined && ((cue.words.length > 1 && !isCompared(scan, at)) || !mayCount(scan, at)))
    return one({ kind: 'cue', cue: cue.value, ...place(scan, at, at + cue.words.length) });
  const number = findNumber(scan, at);
  if (number !== undefined) return mentioned(scan, at, number);
  if (cue !== undefined) return one({ kind: 'cue', cue: cue.value, ...place(scan, at, at + cue.words.length) });
  const token = scan.tokens[at];
  const kind = token?.kind === 'sign' ? ('stop' as const) : ('word' as const);
  return one(
    kind === 'stop'
      ? { kind, text: token?.text ?? '', ...place(scan, at, at + 1) }
      : { kind, ...place(scan, at, at + 1) },
  );
}

/** The longest phrase that is a cue; one that agrees only at the end of its clause must stand there. */
function cueAt(scan: Scan, at: number): Phrase<Cue> | undefined {
  const cue = phraseAt(scan, at, scan.lexicon.cues);
  if (cue?.value === 'no_or_not') return { ...cue, value: standsAlone(scan, at + 1) ? 'no' : 'not' };
  if (cue?.value === 'yes_or_if') return { ...cue, value: standsAlone(scan, at + 1) ? 'yes' : 'condition' };
  if (cue?.value !== 'yes_at_end') return cue;
  const to = at + cue.words.length;
  const ends =
    endsAt(scan, to) || scan.tokens[to]?.kind === 'sign' || isAt(scan, to, 'polite') || leads(scan, textAt(scan, to));
  return ends ? cue : scan.lexicon.cues.get(cue.words[0] ?? '')?.find(({ words }) => words.length === 1);
}

/** Nothing follows in its clause but what is said beside any answer. */
function standsAlone(scan: Scan, at: number): boolean {
  const next = scan.tokens[at];
  if (next === undefined || next.kind === 'sign') return true;
  const cue = phraseAt(scan, at, scan.lexicon.cues)?.value;
  return cue === 'lead' || cue === 'ack' || cue === 'yes' || cue === 'correct' || cue === 'retract' || cue === 'but';
}

/** Words that are cues but may also begin a number ("one", "option", "no. 2"). */
function mayCount(scan: Scan, at: number): boolean {
  return (
    scan.lexicon.numbers.has(textAt(scan, at) ?? '') ||
    (scan.voice && scan.lexicon.misheard.has(textAt(scan, at) ?? '')) ||
    isAt(scan, at, 'option') ||
    isAt(scan, at, 'number') ||
    isAt(scan, at, 'option_article') ||
    phraseAt(scan, at, scan.lexicon.superlatives) !== undefined ||
    isAt(scan, at, 'later') ||
    isAt(scan, at, 'earlier')
  );
}

/** "the later time" is one of the list, "a later time" is not. */
function isCompared(scan: Scan, at: number): boolean {
  return isAt(scan, at - 1, 'definite') && (isAt(scan, at, 'later') || isAt(scan, at, 'earlier'));
}

function one(piece: Piece): { readonly pieces: readonly Piece[]; readonly to: number } {
  return { pieces: [piece], to: piece.to };
}

function mentioned(scan: Scan, at: number, hit: Hit): { readonly pieces: readonly Piece[]; readonly to: number } {
  return {
    pieces: hit.meanings.map((meaning) => ({ kind: 'mention' as const, meaning, ...place(scan, at, hit.to) })),
    to: hit.to,
  };
}

function place(
  scan: Scan,
  from: number,
  to: number,
): { readonly from: number; readonly to: number; readonly span: Span } {
  const start = scan.tokens[from]?.start ?? 0;
  return { from, to, span: { start, end: scan.tokens[to - 1]?.end ?? start } };
}

/** "morning", "this evening", "tonight": the last two name today as well. */
function findPart(scan: Scan, at: number): Hit | undefined {
  const led = skip(scan, at, 'this_very');
  const part = phraseAt(scan, led, scan.lexicon.parts);
  if (part === undefined || (isAt(scan, led, 'meal') && !isMealtime(scan, at - 1))) return undefined;
  const to = led + part.words.length;
  const meaning: Meaning = { kind: 'part', part: part.value };
  const today = (led > at || phraseAt(scan, at, scan.lexicon.relativeDays) !== undefined) && scan.today !== undefined;
  if (!today || scan.today === undefined) return { meanings: [meaning], to };
  return { meanings: [{ kind: 'date', date: { form: 'day', day: scan.today }, relation: 'at' }, meaning], to };
}

/** "for lunch" is a time of day, "grab lunch" a plan. */
function isMealtime(scan: Scan, before: number): boolean {
  return (
    scan.tokens[before]?.kind !== 'word' ||
    isAt(scan, before, 'for') ||
    isAt(scan, before, 'at') ||
    isAt(scan, before, 'the') ||
    isAt(scan, before, 'around')
  );
}
