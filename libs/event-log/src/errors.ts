/** The log can't say yes now (restart, network, full disk). Nothing half done: try again with the same id. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly retryable = true;
  constructor(
    readonly code: string,
    options?: { cause?: unknown },
  ) {
    super(`the event log is unavailable (${code})`, options);
  }
}

/** Thrown by a queue's handler for an event that no retry can mend: parked at once. */
export class Poison extends Error {
  override readonly name = 'Poison';
}
