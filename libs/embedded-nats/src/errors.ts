export type EmbeddedNatsErrorCode = 'not_found' | 'too_old' | 'unusable' | 'folder_in_use' | 'start_failed';

/** Why there is no nats-server. The message says what to do about it. */
export class EmbeddedNatsError extends Error {
  override readonly name = 'EmbeddedNatsError';
  constructor(
    readonly code: EmbeddedNatsErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
