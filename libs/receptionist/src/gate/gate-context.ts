import type { Business } from '@slotguard/contracts';
import type { Channel, ConversationState, GateBreach, NumberedSlot } from '@slotguard/conversation';

/** What a text may speak of. */
export interface GateContext {
  readonly business: Business;
  readonly channel: Channel;
  /** ISO 8601 with offset: "tomorrow" is meant from here. */
  readonly now: string;
  readonly state: ConversationState;
  /** The options that the text lists, numbered as an answer will be read; none when it lists none. */
  readonly offers: readonly NumberedSlot[];
  /** Something was booked that no text has told yet. */
  readonly bookedInTurn: boolean;
  /** What was cancelled or moved and not told yet, in the words of code: they may be said as they stand, and nothing else of the kind. */
  readonly changed?: readonly string[];
  /** What the customer said lately: a time of theirs may be denied or asked back, no more. */
  readonly customerWords: readonly string[];
}

export type GateVerdict =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly breaches: readonly GateBreach[] };
