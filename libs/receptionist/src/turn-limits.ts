/** What a turn may cost. A work queue's `handlingMaxMs` must exceed the longest turn: the waits, times `stepsMax`, and the sending. */
export interface TurnLimits {
  /** Answers of the assistant in one turn (check, book, check again, say); then a rendered text ends it. */
  readonly stepsMax: number;
  /** Calls in one step: nobody needs more at once. */
  readonly callsMax: number;
  /** Openings looked up at once: enough to choose from for a list that a bare number can answer. */
  readonly openingsMax: number;
  /** Openings in one list: what fits one segment and one memory. */
  readonly offersMax: number;
  /** Characters that an assistant may say at once: four segments; longer is a machine's chatter. */
  readonly wordsMax: number;
  /** Texts in one turn: a word before looking something up, the answer, and one more. Each costs money and patience. */
  readonly textsMax: number;
  /** How often is looked, while the assistant thinks, whether its answer is still wanted. */
  readonly unwantedPollMs: number;
  /** How long the guard and the calendar are waited for before the turn is tried again. */
  readonly waitMs: number;
  /** How long the calendar is waited for to say whether it keeps a choice; then the turn goes on without knowing. */
  readonly holdWaitMs: number;
  /** How long an approval may be booked: nobody waits longer for the answer to a text. */
  readonly requestValidMs: number;
  /** How often the provider is asked whether a text went out, and the pause between. */
  readonly findTriesMax: number;
  readonly findPauseMs: number;
}

export const turnLimits: TurnLimits = {
  stepsMax: 6,
  callsMax: 4,
  openingsMax: 12,
  offersMax: 3,
  wordsMax: 640,
  textsMax: 3,
  unwantedPollMs: 500,
  waitMs: 10_000,
  holdWaitMs: 1_500,
  requestValidMs: 120_000,
  findTriesMax: 4,
  findPauseMs: 1_000,
};
