import type { Cue } from '../lang/language.js';
import { findPieces } from '../mentions/find-mentions.js';
import type { Piece } from '../mentions/piece.js';
import { isAt, isSlotNoun, textAt, type Scan } from '../mentions/scan.js';
import { clausesOf, type Clause } from './clauses.js';
import { applyCue } from './cue-effects.js';
import { noMarks, openClause, turn, type Here, type Marks, type MentionPiece, type Mood } from './here.js';
import type { Polarity, Reading } from './reading.js';
import { agrees, isWhatDayIs, tellsOfOthers } from './others.js';
import { ownName } from './own-name.js';
import { takeBack } from './take-back.js';

/** Behind these a clause is still at its start. */
const interjections: ReadonlySet<Cue> = new Set(['lead', 'ack', 'and', 'but', 'yes', 'no', 'correct', 'retract']);
/** With nothing but these, "ok" and "great" agree. */
const plainCues: ReadonlySet<Cue> = new Set([
  'lead',
  'filler',
  'ack',
  'yes',
  'yes_at_end',
  'no',
  'and',
  'but',
  'adverb',
  'sense',
  'good',
  'that',
  'works',
  'self',
]);

/** May stand between "I'm" and what it tells. */
const small: ReadonlySet<Cue> = new Set(['filler', 'adverb', 'sense', 'lead', 'ask_before_mention', 'and']);
const wishing: ReadonlySet<Cue> = new Set(['choose', 'request', 'works', 'good']);

/** Walks through a reply once and gives every mention its polarity; linear in the reply's length. */
export function readReply(scan: Scan): Reading {
  const marks = noMarks();
  let before: Here | undefined;
  clausesOf(scan, findPieces(scan)).forEach((clause, index) => {
    const here = openClause(scan, clause, index, before, marks);
    readClause(here, marks);
    before = here;
  });
  const [busyFrom] = [...marks.busyClauses].sort((a, b) => a - b);
  return { ...marks, busyFrom, said: takeBack(marks.said, marks.corrections) };
}

function readClause(here: Here, marks: Marks): void {
  const { pieces, questioned, opener } = here.clause;
  // "me and 2" counts.
  if (opener === 'and' && marks.said.length === 0) marks.busyClauses.add(here.index);
  pieces.forEach((piece, i) => {
    if (piece.kind === 'mention') mention(here, marks, piece);
    else if (piece.kind === 'cue') applyCue(here, marks, piece, pieces[i + 1]);
    else here.sensed = false;
    if (piece.kind === 'word') word(here, marks, piece.from);
    const cue = piece.kind === 'cue' ? piece.cue : undefined;
    if (cue === undefined || !plainCues.has(cue)) marks.plain = false;
    if (cue === undefined || !interjections.has(cue)) here.fresh = false;
  });
  if (here.asking || questioned) marks.asks = true;
  // "Great, apart from the time"
  if (here.mood === 'except' && here.covered === 0) marks.reserves = true;
  const last = pieces.at(-1);
  const hangs = here.mood === 'not' && last?.kind === 'cue' && last.cue === 'not';
  if (here.covered === 0 && (hangs || (here.mood === 'bad' && opener === 'but'))) refuse(here, marks);
}

/** "I can't." refuses the offer, "a las 2 no" what stands before. */
function refuse(here: Here, marks: Marks): void {
  marks.refuses = true;
  // "Thursday would be better but I can't", "Thursday is great for him but not for me"
  const alone = here.clause.opener === 'but' && marks.said.length === here.from;
  turn(marks, alone ? here.sentenceFrom : here.from, 'refused');
}

/** A word that says nothing here; only that "my son's" game is no wish. */
function word(here: Here, marks: Marks, at: number): void {
  marks.busyClauses.add(here.index);
  if (isWhatDayIs(here, at)) turn(marks, here.from, 'told');
  if (
    here.mood === 'plain' &&
    (isOwnDoing(here, at) || isOwnVerb(here, at) || isDayOfSomebody(here, at) || isOfNamed(here, at))
  ) {
    turn(marks, here.from, 'told');
    here.mood = 'told';
  }
  if (asksToDo(here, at)) here.asking = true;
  if (
    here.mood === 'plain' &&
    (isOfSomebody(here, at) ||
      isObliged(here, at) ||
      isThingsDoing(here, at) ||
      isOthersDoing(here, at) ||
      tellsOfOthers(here, at) ||
      isNamedDay(here, at))
  )
    here.mood = 'told';
}

/** "I drop the kids at 9", "I'm flying out on Friday", "I'll call you Friday": an unknown verb of the customer's tells of their day. */
function isOwnDoing({ scan, clause }: Here, at: number): boolean {
  const { pieces } = clause;
  const begins = pieces.findIndex(
    (piece) => (piece.kind === 'cue' && piece.cue === 'self') || isAt(scan, piece.from, 'own_verb'),
  );
  const self = pieces[begins];
  if (self === undefined || self.from >= at || isAt(scan, at, 'keen') || wishes(clause)) return false;
  if (pieces.slice(0, begins).some((piece) => piece.kind === 'word')) return false;
  if (self.to === at) return true;
  const between = pieces.slice(begins + 1).filter(({ from }) => from < at);
  return (
    (isAt(scan, self.to, 'helper') || isAt(scan, self.from, 'own_verb')) &&
    between.every((piece) => piece.kind === 'cue' && small.has(piece.cue))
  );
}

/** "I have to be at the office at 8": where the customer must be then. */
function isObliged({ scan }: Here, at: number): boolean {
  let before = at - 1;
  while (before > at - 3 && isAt(scan, before, 'the')) before--;
  if (!isAt(scan, before, 'at') && !isAt(scan, before, 'in')) return false;
  return isAt(scan, before - 1, 'to_be') && isAt(scan, before - 3, 'obliging');
}

/** "Can I pay on Friday?" asks for something else than a slot. */
function asksToDo({ scan, clause }: Here, at: number): boolean {
  if (isAt(scan, at, 'keen')) return false;
  return (
    clause.questioned &&
    clause.pieces.some((piece) => piece.kind === 'cue' && piece.cue === 'request' && piece.to === at)
  );
}

/** "my roommate has the 9am", "our anniversary is friday": what somebody of the customer's has or does is no wish of theirs. */
function isOthersDoing({ scan, clause }: Here, at: number): boolean {
  const begins = clause.opener !== 'and' && clause.pieces.find((piece) => piece.kind !== 'cue' || piece.cue !== 'lead');
  const ofWhom = isAt(scan, at - 2, 'of') || (begins && begins.from === at - 1 && begins.to === at);
  return ofWhom === true && isAt(scan, at - 1, 'mine') && !wishes(clause) && !agrees(clause.pieces);
}

/** "court is Friday", "rent is due Friday" */
function isNamedDay({ scan, clause }: Here, at: number): boolean {
  const [first, second, ...rest] = clause.pieces;
  if (first?.from !== at || !isAt(scan, second?.from ?? at, 'be') || agrees(clause.pieces)) return false;
  const [next, afterNext] = rest.filter((piece) => piece.kind !== 'cue' || piece.cue !== 'filler');
  // "rent is due on the 16th"
  return (next?.kind === 'word' ? afterNext : next)?.kind === 'mention';
}

const ownVerbMin = 4;

/** "el jueves curro", "el 24 me examino", but "para mi hijo el jueves" */
function isOwnVerb({ scan, clause }: Here, at: number): boolean {
  const text = textAt(scan, at) ?? '';
  const reflexive = isAt(scan, at - 1, 'reflexive');
  const ends = text.length >= ownVerbMin && scan.lexicon.language.ownEndings.some((ending) => text.endsWith(ending));
  if (!(ends || reflexive) || isAt(scan, at, 'keen') || isSlotNoun(scan, at)) return false;
  const bare = reflexive ? at - 1 : at;
  const free = clause.pieces.some(
    ({ kind, from, to }, i) => (i === 0 && from === bare) || (kind === 'mention' && to === bare),
  );
  return free && !wishes(clause) && !agrees(clause.pieces);
}

/** "Dee messed up my fade on Thursday": a provider who does something that no table knows. */
function isOfNamed({ clause }: Here, at: number): boolean {
  const first = clause.pieces.find((piece) => piece.kind !== 'cue' || piece.cue !== 'lead');
  const named = first?.kind === 'mention' && first.meaning.kind === 'resource' && first.to === at;
  return named && !wishes(clause) && !agrees(clause.pieces);
}

/** "Thursdays my babysitter is off", but "Thursday for my daughter" */
function isDayOfSomebody({ scan, clause }: Here, at: number): boolean {
  if (!isAt(scan, at - 1, 'mine') || isSlotNoun(scan, at)) return false;
  const named = clause.pieces.some((piece) => piece.kind === 'mention' && piece.to === at - 1);
  return named && !wishes(clause) && !agrees(clause.pieces);
}

/** "it broke on the 3rd" */
function isThingsDoing({ scan, clause }: Here, at: number): boolean {
  const first = clause.pieces.find((piece) => piece.kind !== 'cue' || piece.cue !== 'lead');
  return first?.to === at && isAt(scan, first.from, 'thing') && !clause.pieces.slice(1).some(isWish);
}

function wishes({ pieces }: Clause): boolean {
  return pieces.some(isWish);
}

function isWish(piece: Piece): boolean {
  return piece.kind === 'cue' && wishing.has(piece.cue);
}

/** "my son's game at 5", "the dog's appointment is at 5", but "a table at Luigi's at 5". */
function isOfSomebody({ scan, clause }: Here, at: number): boolean {
  if (textAt(scan, at)?.endsWith("'s") !== true) return false;
  return isAt(scan, at - 1, 'mine') || clause.pieces.some(({ from }) => from > at && isAt(scan, from, 'be'));
}

function mention(here: Here, marks: Marks, piece: MentionPiece): void {
  const { meaning, from, to, span } = piece;
  marks.said.push({ meaning, from, to, span, polarity: polarityOf(here, marks, piece), clause: here.index });
  here.covered++;
  here.denied = false;
  here.sensed = false;
}

function polarityOf(here: Here, marks: Marks, piece: MentionPiece): Polarity {
  if (here.mood !== 'plain') return moodPolarity(here.mood);
  if (isAt(here.scan, piece.from - 1, 'mine') || isDayOff(here, piece)) return 'told';
  const own = ownName(here, piece);
  if (own !== undefined) return own;
  if (here.asking || (here.clause.questioned && !here.requested && asksByItself(piece))) return 'asked';
  if (here.denied) return 'doubtful';
  return goesOnRefusing(here, marks) ? 'doubtful' : 'chosen';
}

/** "I want friday off" */
function isDayOff({ scan }: Here, { meaning, to }: MentionPiece): boolean {
  return meaning.kind === 'date' && isAt(scan, to, 'off');
}

/** "option 2?" asks about it. */
function asksByItself({ meaning }: MentionPiece): boolean {
  return meaning.kind === 'number' || meaning.kind === 'ordinal' || meaning.kind === 'superlative';
}

function moodPolarity(mood: Exclude<Mood, 'plain'>): Polarity {
  if (mood === 'except') return 'excluded';
  return mood === 'told' ? 'told' : 'refused';
}

/** "I can't do Monday, Tuesday or Friday": whether Tuesday goes on with the list or is wanted shows only later. */
function goesOnRefusing(here: Here, marks: Marks): boolean {
  const last = marks.said.at(-1);
  if (!here.unable || last === undefined || here.clause.opener === 'sentence') return false;
  if (last.clause === here.index) return last.polarity === 'doubtful';
  return here.fresh && (last.polarity === 'refused' || last.polarity === 'doubtful');
}
