import { hourReadings } from './clock-face.js';
import { withPart } from './part-of-day.js';
import type { Piece } from './piece.js';
import { isAt, textAt, type Scan } from './scan.js';

/** A part of the day right beside a clock time only tells its half: "evening 5:15", "4 in the afternoon". */
export function joinParts(scan: Scan, pieces: readonly Piece[]): readonly Piece[] {
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
      !isAt(scan, i, 'definite') &&
      !isAt(scan, i, 'this_very') &&
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
export function joinHours(pieces: readonly Piece[]): readonly Piece[] {
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
