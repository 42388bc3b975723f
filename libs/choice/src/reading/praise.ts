import { isAt } from '../mentions/scan.js';
import { turn, type CuePiece, type Here, type Marks } from './here.js';

/**
 * A word of agreement. Said of a mention it changes nothing ("2pm is great"); negated it refuses what stands before it; in a question it
 * is asked; alone it agrees.
 */
export function praise(here: Here, marks: Marks, piece: CuePiece, sensed: boolean): void {
  if (isAt(here.scan, piece.from, 'polite') && here.mood !== 'plain') return;
  if (here.mood === 'not') return unsuitable(here, marks, 'not');
  if (piece.cue === 'free' && (here.asking || here.clause.questioned)) return askWhetherFree(here, marks);
  if (here.asking || here.mood !== 'plain' || piece.cue === 'free') return;
  if (here.clause.questioned && here.clause.whole && !here.requested) {
    // "Yes?", "That works for Tuesday?"
    turn(marks, here.from, 'asked');
    here.asking = piece.cue === 'works' || piece.cue === 'yes';
    return;
  }
  settleDoubts(here, marks);
  const clear = piece.cue !== 'ack' || sensed;
  const ofMention = marks.said.length > here.from && piece.cue !== 'yes';
  if (ofMention || (piece.cue === 'good' && !sensed) || asksToDo(here, piece)) return;
  if (marks.agreement?.strength !== 'clear')
    marks.agreement = { strength: clear ? 'clear' : 'weak', from: piece.from, span: piece.span };
}

/** "Can I do that at the same time?" is about something else. */
function asksToDo(here: Here, piece: CuePiece): boolean {
  return here.clause.questioned && isAt(here.scan, piece.from, 'do');
}

/** "Thursday works" settles a Thursday that stood behind a list of refusals. */
function settleDoubts(here: Here, marks: Marks): void {
  for (let i = here.from; i < marks.said.length; i++) {
    const said = marks.said[i];
    if (said?.polarity === 'doubtful') marks.said[i] = { ...said, polarity: 'chosen' };
  }
}

function askWhetherFree(here: Here, marks: Marks): void {
  if (!turn(marks, here.sentenceFrom, 'asked')) marks.asksWhetherFree = true;
  here.asking = true;
}

/** Said of what stands before it in the clause ("2pm doesn't work"); with nothing there, of what follows ("I'm busy on Friday"). */
export function unsuitable(here: Here, marks: Marks, mood: 'not' | 'bad'): void {
  if (mood === 'bad' && here.mood === 'not') {
    here.mood = 'plain';
    return;
  }
  marks.refuses = true;
  here.unable = true;
  here.mood = turn(marks, here.from, 'refused') ? 'plain' : mood;
  here.covered = 0;
}
