import type { Cue } from '../lang/language.js';
import type { Piece } from '../mentions/piece.js';
import { isAt } from '../mentions/scan.js';
import { turn, type CuePiece, type Here, type Marks } from './here.js';
import { bySomebodyElse, isDoneByOthers, passesOn } from './others.js';
import { praise, unsuitable } from './praise.js';

interface Turn {
  readonly here: Here;
  readonly marks: Marks;
  readonly piece: CuePiece;
  readonly next: Piece | undefined;
  /** A copula stood before this word. */
  readonly sensed: boolean;
}
type Effect = (turn: Turn) => void;

const agree: Effect = ({ here, marks, piece, next, sensed }) => {
  // "perfect timing" praises something else.
  if (!sensed && namesThing(next) && isAt(here.scan, piece.from, 'describing')) return;
  praise(here, marks, piece, sensed);
};
const ask: Effect = ({ here, marks, piece }) => {
  // "el viernes está libre": here the question stands behind what it asks about.
  const asksOfIt = here.clause.questioned && !here.requested;
  if (asksOfIt || isAt(here.scan, piece.to - 1, 'available')) turn(marks, here.from, 'asked');
  here.asking = true;
};

/** What each kind of cue does; kinds that are not here only stand beside other words. */
const effects: Partial<Record<Cue, Effect>> = {
  yes: agree,
  ack: agree,
  good: agree,
  works: agree,
  free: agree,
  yes_at_end: (turn) => {
    if (!turn.marks.busyClauses.has(turn.here.index)) agree(turn);
  },
  sense: ({ here, piece, next }) => {
    if (here.fresh && isAt(here.scan, piece.from, 'be') && !isPraise(next)) here.asking = true;
    here.sensed = true;
  },
  no: ({ here, marks, piece, next }) => {
    // "2pm, no insurance": of something else.
    if (!here.fresh && (here.asking || (next?.kind === 'word' && piece.to - piece.from === 1))) return;
    here.denied = next?.kind === 'mention' || (!here.fresh && next?.kind === 'cue' && next.cue === 'filler');
    marks.refuses = true;
    // "2pm no"
    if (!here.fresh && next === undefined) turn(marks, here.from, 'refused');
    retract(marks, piece);
    // "definitely not the morning"
    if (piece.to - piece.from > 1 && isAt(here.scan, piece.to - 1, 'negation') && next !== undefined) negate(here);
  },
  retract: ({ marks, piece }) => retract(marks, piece),
  not: ({ here, marks, piece }) => {
    // "la primera no la segunda" may mean either.
    if (isAt(here.scan, piece.from, 'double_no')) turn(marks, here.from, 'doubtful');
    negate(here);
  },
  refuse: ({ here, marks, next }) => {
    if (!here.asking) marks.refuses = true;
    if (next?.kind === 'mention') negate(here);
  },
  bad: ({ here, marks }) => unsuitable(here, marks, 'bad'),
  close: ({ here, marks, next }) => {
    if (ends(next)) marks.closes = true;
    else here.sensed = true;
  },
  except: ({ here, marks, piece }) => {
    here.mood = 'except';
    here.covered = 0;
    // "everything works except 2:30"
    if (isAt(here.scan, piece.from, 'any') || marks.agreement !== undefined) marks.anyIsFine = true;
  },
  past: ({ here, marks, piece, next }) => {
    if (here.fresh && isAt(here.scan, piece.from, 'be') && !isPraise(next)) here.asking = true;
    const told = turn(marks, here.from, 'told');
    here.sensed = !told;
    // "it was at 3pm", but "I was thinking 3pm"
    const ofTime = next?.kind === 'mention' || (next?.kind === 'cue' && next.cue === 'filler');
    if (told || (here.mood === 'plain' && ofTime)) here.mood = 'told';
  },
  reported: ({ here, marks, piece }) => {
    if (here.fresh && isAt(here.scan, piece.from, 'be')) here.asking = true;
    else if (!passesOn(here, piece)) report(here, marks, piece);
  },
  arranged: (turn) => arrange(turn),
  condition: ({ here, marks }) => {
    reserve(here, marks);
  },
  zone: ({ here, marks }) => {
    turn(marks, here.from, 'doubtful');
  },
  filler: (turn) => {
    // "works if you could come to us"; "if you could" alone is only polite.
    if (turn.next?.kind === 'word' && isCondition(turn)) return reserve(turn.here, turn.marks);
    if (isAt(turn.here.scan, turn.piece.from, 'possess') && turn.next?.kind === 'word' && bySelf(turn.here, turn.piece))
      occupy(turn);
  },
  occupied: (turn) => occupy(turn),
  choose: (turn) => {
    const { here, marks, piece } = turn;
    if (isAt(here.scan, piece.from, 'either_person')) report(here, marks, piece);
    if (isDoneByOthers(here, piece)) occupy(turn);
    else choose(here, marks, piece);
  },
  ask,
  info: ask,
  ask_at_start: ({ here, marks, next }) => {
    // "2pm with who?"
    if (!here.fresh && here.clause.questioned) here.asking = turn(marks, here.from, 'asked') || here.asking;
    if (here.fresh && !isPraise(next)) here.asking = true;
  },
  ask_before_mention: ({ here, next }) => {
    if (
      here.fresh &&
      (next?.kind === 'mention' || (next?.kind === 'cue' && (next.cue === 'that' || isAt(here.scan, next.from, 'the'))))
    )
      here.asking = true;
  },
  request: ({ here }) => {
    here.asking = false;
    if (here.mood !== 'told') here.mood = 'plain';
  },
  hesitate: ({ marks }) => {
    marks.hesitates = true;
  },
  cancel: ({ here, marks }) => {
    if (here.mood === 'not') marks.refuses = true;
    else marks.cancels = true;
  },
  correct: ({ marks, piece }) => {
    marks.corrections.push(piece.from);
  },
  elsewhere: ({ here, marks }) => {
    marks.elsewhere = here.index;
    marks.busyClauses.add(here.index);
  },
  other: ({ here, marks }) => {
    if (here.asking || here.clause.questioned) marks.elsewhere = here.index;
    marks.busyClauses.add(here.index);
  },
  any: (turn) => any(turn),
  other_one: ({ here, marks, piece }) => {
    if (!here.asking) marks.otherOne = piece.span;
  },
  but: ({ here, marks }) => {
    marks.reserves ||= here.index > 0;
  },
  skip: ({ here, marks, piece }) => {
    // "Maya cut it too short last time"
    if (isAt(here.scan, piece.to - 1, 'occasion') && isAt(here.scan, piece.to - 2, 'last') && tellsOfThen(here, piece))
      turn(marks, here.from, 'told');
    marks.busyClauses.add(here.index);
  },
  self: ({ here, marks }) => {
    // "Perfect! Except I need it at 2"
    if (here.mood !== 'except' || here.covered > 0) return;
    marks.reserves = true;
    here.mood = 'plain';
  },
};

/** Lets a cue act on what stands around it. */
export function applyCue(here: Here, marks: Marks, piece: CuePiece, next: Piece | undefined): void {
  const sensed = here.sensed;
  if (piece.cue !== 'adverb') here.sensed = false;
  if (isAt(here.scan, piece.from, 'preferring')) preferOverBefore(here, marks);
  const turn = { here, marks, piece, next, sensed };
  // "my wife works Friday", "the movers come at 3"
  if (isAt(here.scan, piece.from, 'own_day') && isDoneByOthers(here, piece)) return occupy(turn);
  effects[piece.cue]?.(turn);
}

function reserve(here: Here, marks: Marks): void {
  if (here.asking) return;
  turn(marks, here.from, 'doubtful');
  here.mood = 'told';
  marks.reserves = true;
}

function isCondition({ here: { scan }, piece, next }: Turn): boolean {
  return isAt(scan, piece.from, 'if') && !isAt(scan, next?.from ?? piece.to, 'keen');
}

/** "Tuesday works but Wednesday is better" */
function preferOverBefore(here: Here, marks: Marks): void {
  if (here.clause.opener !== 'but' || here.mood !== 'plain' || here.asking || here.clause.questioned) return;
  const [first] = here.clause.pieces;
  if (first !== undefined && marks.said.length > here.from) marks.corrections.push(first.from - 1);
}

/** Something happened in this clause that no table knows. */
function tellsOfThen({ clause }: Here, { from }: CuePiece): boolean {
  return clause.pieces.some((piece) => piece.kind === 'word' && piece.from < from);
}

function retract(marks: Marks, piece: CuePiece): void {
  marks.corrections.push(piece.from);
  marks.retracted = piece.from;
}

function negate(here: Here): void {
  here.mood = 'not';
  here.covered = 0;
}

function arrange(turn: Turn): void {
  const { here, marks, piece } = turn;
  marks.busyClauses.add(here.index);
  if (isAt(here.scan, piece.from, 'third_person') || isDoneByOthers(here, piece)) occupy(turn);
}

/** A verb of choosing ends a negation that has found its object, and a question before it in the sentence. */
function choose(here: Here, marks: Marks, piece: CuePiece): void {
  if (here.mood === 'told' && here.covered > 0 && !marks.reserves && bySelf(here, piece)) here.mood = 'plain';
  if (here.mood === 'not' || here.mood === 'bad' || here.mood === 'except') {
    if (here.covered > 0) here.mood = 'plain';
    else here.unable = true;
  }
  if (here.asking && here.fresh && here.clause.opener !== 'sentence') here.asking = false;
}

/** "… so I'll take 2:30" */
function bySelf({ scan }: Here, { from }: CuePiece): boolean {
  return isAt(scan, from, 'subject') || isAt(scan, from - 1, 'subject') || isAt(scan, from - 2, 'subject');
}

/** "any of those" takes what there is, "any on Friday?" asks. */
function any({ here, marks, next }: Turn): void {
  if (here.mood === 'not') marks.refuses = true;
  else if (here.asking) return;
  else if (here.fresh && here.clause.questioned && !ends(next)) here.asking = true;
  else marks.anyIsFine = true;
}

/** "friday I have a game" tells of friday too, "friday works, I have a game at 5" does not. */
function occupy({ here, marks, piece }: Turn): void {
  if (!isWished(here, piece)) turn(marks, here.from, 'told');
  if (here.mood === 'plain') here.mood = 'told';
}

/** Whether something in this clause before says that the customer wants it. */
function isWished(here: Here, piece: CuePiece): boolean {
  return here.clause.pieces.some(
    (one) =>
      one.kind === 'cue' && one.from < piece.from && /^(?:works|good|yes|ack|choose|request|free)$/.test(one.cue),
  );
}

function report(here: Here, marks: Marks, piece: CuePiece): void {
  if (!bySomebodyElse(here, piece)) return;
  turn(marks, here.from, 'told');
  here.mood = 'told';
}

function namesThing(next: Piece | undefined): boolean {
  return next?.kind === 'word' || (next?.kind === 'mention' && next.meaning.kind === 'quantity');
}

/** The clause ends here, but for thanks and the like. */
function ends(next: Piece | undefined): boolean {
  return (
    next === undefined || (next.kind === 'cue' && (next.cue === 'lead' || next.cue === 'ack' || next.cue === 'filler'))
  );
}

function isPraise(piece: Piece | undefined): boolean {
  return (
    piece?.kind === 'cue' &&
    (piece.cue === 'good' || piece.cue === 'adverb' || piece.cue === 'ack' || piece.cue === 'yes')
  );
}
