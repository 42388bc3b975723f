import type { Cue } from '../lang/language.js';
import type { Span } from '../types.js';
import { findDate } from './find-date.js';
import { findName } from './find-name.js';
import { findNumber } from './find-number.js';
import { hourReadings } from './clock-face.js';
import { findTime } from './find-time.js';
import { withPart } from './part-of-day.js';
import type { Found, Meaning } from './mention.js';
import type { Phrase } from '../lang/lexicon.js';
import { endsAt, isAt, leads, phraseAt, textAt, type Hit, type Scan } from './scan.js';

/** One piece of the reply, in order: something named, a cue, a sign between sentences or clauses, or a word that says nothing here. */
export type Piece =
  | ({ readonly kind: 'mention' } & Found)
  | { readonly kind: 'cue'; readonly cue: Cue; readonly from: number; readonly to: number; readonly span: Span }
  | { readonly kind: 'stop'; readonly text: string; readonly from: number; readonly to: number; readonly span: Span }
  | { readonly kind: 'word'; readonly from: number; readonly to: number; readonly span: Span };

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
  const hit = findName(scan, at) ?? findTime(scan, at) ?? findPart(scan, at) ?? findDate(scan, at);
  if (hit !== undefined) return mentioned(scan, at, hit);
  if (cue !== undefined && (cue.words.length > 1 || !mayCount(scan, at)))
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
  if (cue?.value !== 'yes_at_end') return cue;
  const to = at + cue.words.length;
  const ends =
    endsAt(scan, to) || scan.tokens[to]?.kind === 'sign' || isAt(scan, to, 'polite') || leads(scan, textAt(scan, to));
  return ends ? cue : scan.lexicon.cues.get(cue.words[0] ?? '')?.find(({ words }) => words.length === 1);
}

/** Words that are cues but may also begin a number ("one", "option", "no. 2"). */
function mayCount(scan: Scan, at: number): boolean {
  return (
    scan.lexicon.numbers.has(textAt(scan, at) ?? '') ||
    isAt(scan, at, 'option') ||
    isAt(scan, at, 'number') ||
    isAt(scan, at, 'later') ||
    isAt(scan, at, 'earlier')
  );
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
  const led = textAt(scan, at) === 'this' ? at + 1 : at;
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

/** A part of the day right beside a clock time only tells its half: "evening 5:15", "4 in the afternoon". */
function joinParts(scan: Scan, pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = lastMention(scan, joined, piece);
    if (piece.kind === 'mention' && before !== undefined) {
      const time = piece.meaning.kind === 'time' ? piece : before;
      const part =
        piece.meaning.kind === 'part' ? piece.meaning : before.meaning.kind === 'part' ? before.meaning : undefined;
      const minutes =
        time.meaning.kind === 'time' && part !== undefined ? withPart(time.meaning.minutes, part.part) : [];
      if (time.meaning.kind === 'time' && minutes.length > 0) {
        const span = { start: before.span.start, end: piece.span.end };
        const at = joined.indexOf(before, Math.max(0, joined.length - 6));
        joined.splice(at, 1);
        joined.push({
          kind: 'mention',
          meaning: { ...time.meaning, minutes },
          from: before.from,
          to: piece.to,
          span,
        });
        continue;
      }
    }
    joined.push(piece);
  }
  return joined;
}

/** The time or part of the day that stands at most three small words before its counterpart. */
function lastMention(
  scan: Scan,
  pieces: readonly Piece[],
  piece: Piece,
): Extract<Piece, { kind: 'mention' }> | undefined {
  if (piece.kind !== 'mention') return undefined;
  const wanted = piece.meaning.kind === 'time' ? 'part' : piece.meaning.kind === 'part' ? 'time' : undefined;
  if (wanted === undefined) return undefined;
  for (let i = pieces.length - 1; i >= Math.max(0, pieces.length - 6); i--) {
    const candidate = pieces[i];
    if (candidate?.kind === 'mention' && candidate.meaning.kind === wanted && candidate.to <= piece.from)
      return small(scan, candidate.to, piece.from) ? candidate : undefined;
    if (candidate?.kind === 'mention' && candidate.meaning.kind !== 'date') return undefined;
  }
  return undefined;
}

function small(scan: Scan, from: number, to: number): boolean {
  if (to - from > 5) return false;
  for (let i = from; i < to; i++) {
    const text = textAt(scan, i);
    if (
      text !== ',' &&
      !isAt(scan, i, 'at') &&
      !isAt(scan, i, 'in') &&
      !isAt(scan, i, 'on') &&
      !isAt(scan, i, 'for') &&
      text !== 'the' &&
      text !== 'this' &&
      !isWeekday(scan, i)
    )
      return false;
  }
  return true;
}

function isWeekday(scan: Scan, at: number): boolean {
  return scan.lexicon.weekdays.has(textAt(scan, at) ?? '') || scan.lexicon.relativeDays.has(textAt(scan, at) ?? '');
}

/** A bare number beside a clock time or a day is an hour: "2:30 or 3", and, where a reply begins with it, "8 on Friday". */
function joinHours(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, i) => {
    if (
      piece.kind !== 'mention' ||
      piece.meaning.kind !== 'number' ||
      piece.meaning.explicit ||
      piece.meaning.hour === 'count'
    )
      return piece;
    const { value } = piece.meaning;
    if (value < 1 || value > 24 || !(besideTime(pieces, i) || besideDay(pieces, i))) return piece;
    return { ...piece, meaning: { kind: 'time', minutes: hourReadings(value), relation: 'at' } };
  });
}

function besideTime(pieces: readonly Piece[], at: number): boolean {
  return [-1, 1].some((step) => {
    const link = pieces[at + step];
    const linked = link?.kind === 'cue' && (link.cue === 'or' || link.cue === 'and');
    const other = pieces[at + 2 * step];
    return linked && other?.kind === 'mention' && other.meaning.kind === 'time';
  });
}

function besideDay(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1];
  if (before?.kind === 'mention' && before.meaning.kind === 'date')
    return pieces[at + 1] === undefined || pieces[at + 1]?.kind === 'stop';
  if (before !== undefined && before.kind !== 'stop' && !(before.kind === 'cue' && before.cue === 'lead')) return false;
  const next = pieces[at + 1]?.kind === 'cue' && pieces[at + 2]?.kind === 'mention' ? pieces[at + 2] : pieces[at + 1];
  return next?.kind === 'mention' && next.meaning.kind === 'date';
}
