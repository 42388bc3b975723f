import { findPieces, type Piece } from '../mentions/find-mentions.js';
import { endsAt, isAt, textAt, type Scan } from '../mentions/scan.js';
import { clausesOf, type Clause } from './clauses.js';
import type { Agreement, Polarity, Reading, Said } from './reading.js';
import { takeBack } from './take-back.js';

type CuePiece = Extract<Piece, { kind: 'cue' }>;
type MentionPiece = Extract<Piece, { kind: 'mention' }>;
type Mood = 'plain' | 'not' | 'bad' | 'except' | 'told';

/** What the whole reply has said so far. */
interface Marks {
  said: Said[];
  agreement: Agreement | undefined;
  refuses: boolean;
  cancels: boolean;
  hesitates: boolean;
  asks: boolean;
  asksWhetherFree: boolean;
  elsewhere: number | undefined;
  closes: boolean;
  plain: boolean;
  anyIsFine: boolean;
  otherOne: Reading['otherOne'];
  reserves: boolean;
  readonly corrections: number[];
  readonly busyClauses: Set<number>;
}

/** What holds at one place of a clause. */
interface Here {
  readonly scan: Scan;
  readonly clause: Clause;
  readonly index: number;
  /** Where this clause's mentions begin among all that was said, and where its sentence's. */
  readonly from: number;
  readonly sentenceFrom: number;
  mood: Mood;
  /** How many mentions the mood has covered. */
  covered: number;
  asking: boolean;
  /** "can't do", "not free": a list behind it may go on refusing. */
  unable: boolean;
  /** Only small words so far. */
  fresh: boolean;
  /** A copula stands just before: "good" behind it agrees. */
  sensed: boolean;
}

/** Walks through a reply once and gives every mention its polarity; linear in the reply's length. */
export function readReply(scan: Scan): Reading {
  const clauses = clausesOf(findPieces(scan));
  const marks = noMarks();
  let before: Here | undefined;
  clauses.forEach((clause, index) => {
    before = readClause(scan, clause, index, before, marks);
  });
  return { ...marks, said: takeBack(marks.said, marks.corrections), corrects: marks.corrections.length > 0 };
}

function noMarks(): Marks {
  return {
    said: [],
    agreement: undefined,
    refuses: false,
    cancels: false,
    hesitates: false,
    asks: false,
    asksWhetherFree: false,
    elsewhere: undefined,
    closes: false,
    plain: true,
    anyIsFine: false,
    otherOne: undefined,
    reserves: false,
    corrections: [],
    busyClauses: new Set(),
  };
}

function readClause(scan: Scan, clause: Clause, index: number, before: Here | undefined, marks: Marks): Here {
  const sameSentence = before !== undefined && before.clause.sentence === clause.sentence;
  const goesOn = sameSentence && clause.opener === 'and';
  const here: Here = {
    scan,
    clause,
    index,
    from: marks.said.length,
    sentenceFrom: sameSentence ? before.sentenceFrom : marks.said.length,
    mood: goesOn ? before.mood : 'plain',
    covered: goesOn ? before.covered : 0,
    asking: sameSentence && clause.opener !== 'but' && before.asking,
    unable: sameSentence && clause.opener !== 'but' && before.unable,
    fresh: true,
    sensed: false,
  };
  clause.pieces.forEach((piece, i) => {
    if (piece.kind === 'mention') mention(here, marks, piece);
    else if (piece.kind === 'cue') cue(here, marks, piece, clause.pieces[i + 1]);
    else here.sensed = false;
    if (piece.kind === 'word') marks.busyClauses.add(index);
    if (piece.kind !== 'cue' || !isPlain(piece) || piece.cue === 'correct') marks.plain = false;
    if (piece.kind !== 'cue' || !isSmall(piece)) here.fresh = false;
  });
  if (here.asking || clause.questioned) marks.asks = true;
  return here;
}

/** Behind these a clause is still at its start. */
function isSmall({ cue }: CuePiece): boolean {
  return cue === 'lead' || cue === 'ack' || cue === 'and' || cue === 'but' || cue === 'yes' || cue === 'no' || cue === 'correct';
}

/** With nothing but these, "ok" and "great" agree. */
function isPlain({ cue }: CuePiece): boolean {
  return isSmall({ cue } as CuePiece) || cue === 'filler' || cue === 'adverb' || cue === 'sense' || cue === 'good' || cue === 'that' || cue === 'works' || cue === 'self';
}

function mention(here: Here, marks: Marks, piece: MentionPiece): void {
  const polarity =
    here.mood === 'plain'
      ? here.asking
        ? 'asked'
        : unsure(here, marks)
          ? 'doubtful'
          : 'chosen'
      : moodPolarity(here.mood);
  const { meaning, from, to, span } = piece;
  marks.said.push({ meaning, from, to, span, polarity, clause: here.index });
  here.covered++;
  here.sensed = false;
}

function moodPolarity(mood: Exclude<Mood, 'plain'>): Polarity {
  return mood === 'except' ? 'excluded' : mood === 'told' ? 'told' : 'refused';
}

/** "I can't do Monday, Tuesday …": whether Tuesday goes on with the list or is wanted shows only later. */
function unsure(here: Here, marks: Marks): boolean {
  const last = marks.said.at(-1);
  return (
    here.unable &&
    here.fresh &&
    here.clause.opener === 'comma' &&
    (last?.polarity === 'refused' || last?.polarity === 'doubtful')
  );
}

function cue(here: Here, marks: Marks, piece: CuePiece, next: Piece | undefined): void {
  const sensed = here.sensed;
  if (piece.cue !== 'adverb' && piece.cue !== 'filler') here.sensed = false;
  switch (piece.cue) {
    case 'sense':
      here.sensed = true;
      return;
    case 'yes_at_end':
      if (ends(next)) praise(here, marks, piece, sensed);
      else here.sensed = true;
      return;
    case 'yes':
    case 'ack':
    case 'good':
    case 'works':
    case 'free':
      return praise(here, marks, piece, sensed);
    case 'no':
      return refuse(here, marks, piece);
    case 'not':
      here.mood = 'not';
      here.covered = 0;
      return;
    case 'refuse':
      if (!here.asking) marks.refuses = true;
      return;
    case 'bad':
      return unsuitable(here, marks, 'bad');
    case 'except':
      here.mood = 'except';
      here.covered = 0;
      if (/^(?:any|all|every)/.test(textAt(here.scan, piece.from) ?? '')) marks.anyIsFine = true;
      return;
    case 'occupied':
      if (here.mood === 'plain') here.mood = 'told';
      return;
    case 'choose':
      return choose(here, next);
    case 'ask':
      here.asking = true;
      return;
    case 'ask_at_start':
      if (here.fresh && !isPraise(next)) here.asking = true;
      return;
    case 'info':
      here.asking = true;
      return;
    case 'request':
      here.asking = false;
      return;
    default:
      return flag(here, marks, piece, next);
  }
}

function flag(here: Here, marks: Marks, piece: CuePiece, next: Piece | undefined): void {
  switch (piece.cue) {
    case 'close':
      if (ends(next)) marks.closes = true;
      else here.sensed = true;
      return;
    case 'hesitate':
      marks.hesitates = true;
      return;
    case 'cancel':
      if (here.mood === 'not') marks.refuses = true;
      else marks.cancels = true;
      return;
    case 'correct':
      marks.corrections.push(piece.from);
      return;
    case 'elsewhere':
      marks.elsewhere = here.index;
      marks.busyClauses.add(here.index);
      return;
    case 'any':
      if (here.mood === 'not') marks.refuses = true;
      else if (!here.asking) marks.anyIsFine = true;
      return;
    case 'other_one':
      if (!here.asking) marks.otherOne = piece.span;
      return;
    case 'but':
      marks.reserves ||= here.index > 0;
      return;
    case 'skip':
      marks.busyClauses.add(here.index);
      return;
    default:
      return;
  }
}

/** The clause ends here, but for thanks and the like. */
function ends(next: Piece | undefined): boolean {
  return next === undefined || (next.kind === 'cue' && (next.cue === 'lead' || next.cue === 'ack' || next.cue === 'filler'));
}

function isPraise(piece: Piece | undefined): boolean {
  return (
    piece?.kind === 'cue' &&
    (piece.cue === 'good' || piece.cue === 'adverb' || piece.cue === 'ack' || piece.cue === 'yes')
  );
}

/** A word of agreement: said of a mention it changes nothing, negated it refuses what stands before it, in a question it is asked. */
function praise(here: Here, marks: Marks, piece: CuePiece, sensed: boolean): void {
  if (here.mood === 'not' && piece.cue !== 'ack') return unsuitable(here, marks, 'not');
  if (here.mood === 'not') return sensed ? unsuitable(here, marks, 'not') : undefined;
  const free = piece.cue === 'free';
  if (free && (here.asking || here.clause.questioned)) {
    const named = turn(marks, here.sentenceFrom, 'asked');
    if (!named) marks.asksWhetherFree = true;
    here.asking = true;
    return;
  }
  if (here.asking || here.mood !== 'plain' || free) return;
  for (let i = here.from; i < marks.said.length; i++) {
    const said = marks.said[i];
    if (said?.polarity === 'doubtful') marks.said[i] = { ...said, polarity: 'chosen' };
  }
  if (piece.cue === 'good' && !sensed) return;
  const clear = piece.cue === 'yes' || piece.cue === 'yes_at_end' || piece.cue === 'works' || piece.cue === 'good' || sensed;
  if (marks.said.length > here.from && piece.cue !== 'yes') return;
  if (marks.agreement?.strength !== 'clear') marks.agreement = { strength: clear ? 'clear' : 'weak', span: piece.span };
}

/** Said of what stands before it in the clause; with nothing there, of what follows. */
function unsuitable(here: Here, marks: Marks, mood: 'not' | 'bad'): void {
  if (mood === 'bad' && here.mood === 'not') {
    here.mood = 'plain';
    return;
  }
  marks.refuses = true;
  here.unable = true;
  const turned = turn(marks, here.from, 'refused');
  here.mood = turned ? 'plain' : mood;
  here.covered = 0;
}

function turn(marks: Marks, from: number, polarity: Polarity): boolean {
  let turned = false;
  for (let i = from; i < marks.said.length; i++) {
    const said = marks.said[i];
    if (said === undefined || said.polarity === 'told' || said.meaning.kind === 'quantity') continue;
    marks.said[i] = { ...said, polarity };
    turned = true;
  }
  return turned;
}

/** "no" at the head of a clause answers; behind a mention it takes it back ("the first, no, the second"). */
function refuse(here: Here, marks: Marks, piece: CuePiece): void {
  if (here.asking && !here.fresh) return;
  marks.refuses = true;
  if (marks.said.length > 0 && !endsAt(here.scan, piece.to)) marks.corrections.push(piece.from);
}

/** A verb of choosing ends a negation that has found its object, and a question before a comma or "and". */
function choose(here: Here, next: Piece | undefined): void {
  if (here.mood === 'not' || here.mood === 'bad') {
    if (here.covered > 0) here.mood = 'plain';
    else here.unable = true;
  } else if (here.mood === 'except' && here.covered > 0) here.mood = 'plain';
  if (here.asking && here.fresh && here.clause.opener !== 'sentence' && next !== undefined) here.asking = false;
  if (isAt(here.scan, here.clause.pieces[0]?.from ?? 0, 'on')) return;
}
