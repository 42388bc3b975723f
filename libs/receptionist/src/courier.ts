/** A text on its way to the customer. The addresses are the conversation's own, never ones that a model gave. */
export interface OutgoingText {
  /** The `out-…` event that carries it. */
  readonly id: string;
  readonly business: string;
  readonly conversation: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** When the log recorded it: it cannot have gone out before. */
  readonly recordedAt: string;
}

export type Delivery =
  | { readonly kind: 'sent'; readonly providerId: string }
  /** Final: opted out, no such number. */
  | { readonly kind: 'refused'; readonly code: string };

export type Found =
  { readonly kind: 'sent'; readonly providerId: string } | { readonly kind: 'absent' } | { readonly kind: 'unknown' };

/** Sends over one channel. Throws a typed error with `retryable: true` when it is not known or not possible now. */
export interface Courier {
  send(message: OutgoingText): Promise<Delivery>;
  /** After a crash: did this text go out? `known` are the provider ids of texts that the story already accounts for. */
  find(message: OutgoingText, known: readonly string[]): Promise<Found>;
}
