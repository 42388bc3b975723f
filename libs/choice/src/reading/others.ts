import type { Cue } from '../lang/language.js';
import type { Piece } from '../mentions/piece.js';
import { isAt, isSlotNoun, leads, textAt } from '../mentions/scan.js';
import type { CuePiece, Here } from './here.js';

const agreeing: ReadonlySet<Cue> = new Set(['works', 'good', 'yes_at_end', 'free', 'request']);

/** The token behind the somebody else that this clause is about ("she", "my boss", "the school"), or nothing. */
export function othersEnd(here: Here): number | undefined {
  const { scan, clause } = here;
  const first = clause.pieces.find((piece) => piece.kind !== 'cue' || piece.cue !== 'lead');
  if (first === undefined) return undefined;
  const { from } = first;
  if (isAt(scan, from, 'other_person')) return from + 1;
  if (scan.tokens[from + 1]?.kind !== 'word') return undefined;
  const named = isAt(scan, from, 'mine') && !isSlotNoun(scan, from + 1);
  return named || isUnknownNoun(here, from) ? from + 2 : undefined;
}

/** "the school": an article or "your" and a word that says nothing here. */
function isUnknownNoun({ scan, clause }: Here, at: number): boolean {
  const led = isAt(scan, at, 'definite') || isAt(scan, at, 'your');
  return led && !isSlotNoun(scan, at + 1) && clause.pieces.some(({ kind, from }) => kind === 'word' && from === at + 1);
}

/** "they moved", "my boss already put", "the school changed": what others do about a time is no wish of the customer's. */
export function isDoneByOthers(here: Here, { from, to }: CuePiece): boolean {
  const { scan, clause } = here;
  if (isAt(scan, from, 'wished') || isAt(scan, to - 1, 'wished')) return false;
  let at = from - 1;
  while (isAt(scan, at, 'between_subject')) at--;
  // "can he do Friday?" asks for it.
  if (clause.pieces.some((piece) => piece.kind === 'cue' && piece.cue === 'request' && piece.to === at + 1))
    return false;
  // "it got moved", "you moved"
  if (isAt(scan, from, 'did') && (isAt(scan, at, 'undergone') || isAt(scan, at, 'addressee'))) return true;
  // "my interview is set for Friday"
  if (isAt(scan, at, 'be') && othersEnd(here) === at) return true;
  if (isAt(scan, at, 'other_person') || othersEnd(here) === at + 1) return true;
  // "Anna moved": who is not known by any table did it, if the verb is clearly of the past.
  const [first] = clause.pieces;
  return first?.kind === 'word' && first.to === at + 1 && isAt(scan, from, 'did');
}

/** "she has a recital on Friday", "the game is on Friday": a word that says nothing here makes it a story of their day. */
export function tellsOfOthers(here: Here, at: number): boolean {
  const { scan, clause } = here;
  const end = othersEnd(here);
  if (end === undefined || isSlotNoun(scan, at) || agrees(clause.pieces)) return false;
  if (!isUnknownNoun(here, end - 2) || !isAt(scan, end, 'be')) return at >= end;
  // "the restaurant is Luigi's" only gives it a name.
  return clause.pieces.find(({ kind, from }) => from > end && kind !== 'cue')?.kind === 'mention';
}

/** "friday is my birthday", "friday is the wedding" */
export function isWhatDayIs({ scan, clause }: Here, at: number): boolean {
  if (isSlotNoun(scan, at) || agrees(clause.pieces)) return false;
  const article = isAt(scan, at - 1, 'mine') || isAt(scan, at - 1, 'definite');
  return article && isAt(scan, at - 2, 'be');
}

export function agrees(pieces: readonly Piece[]): boolean {
  return pieces.some((_, i) => agreesAt(pieces, i));
}

function agreesAt(pieces: readonly Piece[], at: number): boolean {
  const [before, piece] = [pieces[at - 1], pieces[at]];
  if (piece?.kind !== 'cue') return false;
  if (piece.cue === 'yes') return before?.kind === 'mention';
  // "is fine with"
  const sensed = before?.kind === 'cue' && (before.cue === 'sense' || before.cue === 'adverb');
  return agreeing.has(piece.cue) || (piece.cue === 'ack' && sensed);
}

/** "my wife says 3pm works", "he says take Friday": passes on what the customer may do, not what somebody else does. */
export function passesOn({ scan, clause }: Here, piece: CuePiece): boolean {
  if (!isAt(scan, piece.to - 1, 'says')) return false;
  const behind = clause.pieces.filter(({ from }) => from >= piece.to);
  const agreed = behind.findIndex((_, i) => agreesAt(behind, i));
  const [next, afterNext] = behind;
  const verb = next?.kind === 'cue' && next.cue === 'filler' ? afterNext : next;
  if (agreed < 0 && (verb?.kind !== 'cue' || verb.cue !== 'choose')) return false;
  return !behind.slice(0, agreed < 0 ? undefined : agreed).some(({ kind }) => kind === 'word');
}

/** "my friend chose", "Anna picked": whoever stands before is neither the customer nor nobody. */
export function bySomebodyElse(here: Here, piece: CuePiece): boolean {
  if (isAt(here.scan, piece.from, 'third_person')) return true;
  let at = piece.from - 1;
  while (isAt(here.scan, at, 'between_subject')) at--;
  const before = here.clause.pieces.findLast(({ to }) => to <= at + 1);
  if (before === undefined || before.to !== at + 1 || before.kind === 'mention') return false;
  if (isAt(here.scan, at, 'addressee')) return false;
  return !isAt(here.scan, at, 'subject') && !isAt(here.scan, at, 'be') && !leads(here.scan, textAt(here.scan, at));
}
