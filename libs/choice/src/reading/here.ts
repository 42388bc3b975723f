import type { Piece } from '../mentions/piece.js';
import type { Scan } from '../mentions/scan.js';
import type { Clause } from './clauses.js';
import type { Agreement, Polarity, Reading, Said } from './reading.js';

export type CuePiece = Extract<Piece, { kind: 'cue' }>;
export type MentionPiece = Extract<Piece, { kind: 'mention' }>;

/** What the words before do to a mention: "not 2pm", "busy on Friday", "anything but Friday", "I have a meeting at 2". */
export type Mood = 'plain' | 'not' | 'bad' | 'except' | 'told';

/** What the reply has said so far. The walk writes it, clause by clause. */
export interface Marks {
  readonly said: Said[];
  readonly corrections: number[];
  readonly busyClauses: Set<number>;
  agreement: Agreement | undefined;
  refuses: boolean;
  closes: boolean;
  cancels: boolean;
  hesitates: boolean;
  asks: boolean;
  asksWhetherFree: boolean;
  elsewhere: number | undefined;
  anyIsFine: boolean;
  otherOne: Reading['otherOne'];
  retracted: number | undefined;
  reserves: boolean;
  plain: boolean;
}

export function noMarks(): Marks {
  return {
    said: [],
    corrections: [],
    busyClauses: new Set(),
    agreement: undefined,
    refuses: false,
    closes: false,
    cancels: false,
    hesitates: false,
    asks: false,
    asksWhetherFree: false,
    elsewhere: undefined,
    anyIsFine: false,
    otherOne: undefined,
    retracted: undefined,
    reserves: false,
    plain: true,
  };
}

/** What holds at one place of a clause. */
export interface Here {
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
  /** A wish was put into words ("can I", "book"): a question mark behind it asks politely. */
  readonly requested: boolean;
  /** "no" stands right before: "no 2pm" refuses or corrects. */
  denied: boolean;
  /** Nothing but interjections so far. */
  fresh: boolean;
  /** A copula stands just before: "good" behind it agrees. */
  sensed: boolean;
}

export function openClause(scan: Scan, clause: Clause, index: number, before: Here | undefined, marks: Marks): Here {
  const sentence = before !== undefined && before.clause.sentence === clause.sentence ? before : undefined;
  const goesOn = clause.opener === 'and' ? sentence : undefined;
  const carries = clause.opener === 'but' ? undefined : sentence;
  return {
    scan,
    clause,
    index,
    from: marks.said.length,
    sentenceFrom: sentence?.sentenceFrom ?? marks.said.length,
    // "my name is Jo and I'd like 3" has told of nothing yet.
    mood: goesOn === undefined || (goesOn.mood === 'told' && goesOn.covered === 0) ? 'plain' : goesOn.mood,
    covered: goesOn?.covered ?? 0,
    asking: carries?.asking ?? false,
    unable: clause.opener === 'so' ? false : (carries?.unable ?? false),
    requested: clause.pieces.some(
      (piece) => piece.kind === 'cue' && (piece.cue === 'request' || piece.cue === 'choose'),
    ),
    denied: false,
    fresh: true,
    sensed: false,
  };
}

/** Gives what was said from `from` on another polarity; false when nothing was. */
export function turn(marks: Marks, from: number, polarity: Polarity): boolean {
  let turned = false;
  for (let i = from; i < marks.said.length; i++) {
    const said = marks.said[i];
    if (said === undefined || said.polarity === 'told' || said.meaning.kind === 'quantity') continue;
    marks.said[i] = { ...said, polarity };
    turned = true;
  }
  return turned;
}
