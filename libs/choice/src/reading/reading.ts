import type { Found } from '../mentions/mention.js';
import type { Span } from '../types.js';

/**
 * How a mention is meant: chosen, refused ("I can't do 2pm"), excluded ("anything but Tuesday"), only asked about, told of something else
 * ("I have a meeting at 3"), or in doubt between choosing and refusing.
 */
export type Polarity = 'chosen' | 'refused' | 'excluded' | 'asked' | 'told' | 'doubtful';

export interface Said extends Found {
  readonly polarity: Polarity;
  /** The clause it stands in, counted from 0. */
  readonly clause: number;
}

export interface Agreement {
  /** The token that it begins with. */
  readonly from: number;
  /** A weak one ("ok", "great") counts only where nothing else is said. */
  readonly strength: 'clear' | 'weak';
  readonly span: Span;
}

/** A reply as it was understood, before any offer is looked at. */
export interface Reading {
  readonly said: readonly Said[];
  readonly agreement: Agreement | undefined;
  readonly refuses: boolean;
  readonly cancels: boolean;
  readonly hesitates: boolean;
  readonly asks: boolean;
  /** Asks whether something is free, without naming it in the question. */
  readonly asksWhetherFree: boolean;
  /** The clause that wants something off the list ("another day"). */
  readonly elsewhere: number | undefined;
  readonly anyIsFine: boolean;
  readonly otherOne: Span | undefined;
  /** "that's all" */
  readonly closes: boolean;
  /** Where "actually", "sorry", "no", "wait" stand: tokens, ascending. */
  readonly corrections: readonly number[];
  /** The last "no" or "wait". */
  readonly retracted: number | undefined;
  /** Nothing but small words and agreement: then a weak agreement counts. */
  readonly plain: boolean;
  /** "yes, but …" */
  readonly reserves: boolean;
  /** Clauses that say more than small words, choosing and agreeing: a bare number there counts something. */
  readonly busyClauses: ReadonlySet<number>;
  /** The first of them. */
  readonly busyFrom: number | undefined;
}
