/** What a model may cost: in time, in tokens, in tries. Beyond each of these the rules answer instead, or a rendered text does. */
export interface ModelLimits {
  /** Answers of the model in one turn; in the last one it may call nothing any more. At most the turn's `stepsMax`. */
  readonly roundsMax: number;
  /** How often within one answer it is told that its calls make no sense, or once that its words stand in no book. */
  readonly correctionsMax: number;
  /** Requests for one answer when the provider is busy or fails. */
  readonly triesMax: number;
  /** The pause after the first failed request, doubling; the provider's `Retry-After` counts instead. */
  readonly pauseMs: number;
  /** One request. */
  readonly callMaxMs: number;
  /** One answer with all its tries, corrections and pauses: nobody waits longer for a text. */
  readonly answerMaxMs: number;
  /** Three segments and a call with room to spare. */
  readonly outputTokensMax: number;
  /** Of the conversation, the newest lines; and their characters together. */
  readonly historyLinesMax: number;
  readonly historyCharactersMax: number;
  /** Tokens, in and out, of one conversation; and of the business in one day of its zone. */
  readonly conversationTokensMax: number;
  readonly dayTokensMax: number;
  /** Answers missed in a row before the model is left alone for a while. */
  readonly faultsMax: number;
  /** How long, unless the provider says. */
  readonly restMs: number;
  /** However long the provider says. */
  readonly restMaxMs: number;
}

export const modelLimits: ModelLimits = {
  roundsMax: 5,
  correctionsMax: 2,
  triesMax: 3,
  pauseMs: 300,
  callMaxMs: 8_000,
  answerMaxMs: 12_000,
  outputTokensMax: 400,
  historyLinesMax: 40,
  historyCharactersMax: 12_000,
  conversationTokensMax: 300_000,
  dayTokensMax: 5_000_000,
  faultsMax: 3,
  restMs: 30_000,
  restMaxMs: 120_000,
};
