import type { InboundSms } from './inbound.js';

/** A text as the provider's own list has it. */
export interface SentText extends Pick<InboundSms, 'messageSid' | 'from' | 'to' | 'body'> {
  readonly sentAt: Date;
}

/** What customers have sent, whether it reached us or not. Errors with `retryable: true` mean "again, later". */
export interface SentTexts {
  /** The numbers whose texts are ours to answer. */
  numbers(): Promise<readonly string[]>;
  /** To one of them, the newest first; with `since` none that is older. */
  to(number: string, options: { readonly since?: Date; readonly max: number }): Promise<readonly SentText[]>;
}
