import type { PhoneMessage } from '../phone-api.js';

/** The demo phone's way to the gateway: hands over a text as the provider would, as a webhook. */
export interface Carrier {
  /** The business's number, E.164. */
  readonly number: string;
  /** `taken` is false when the gateway did not answer with success. */
  deliver(text: { readonly from: string; readonly body: string }): Promise<{ messageSid: string; taken: boolean }>;
  /** What the carrier itself has answered to a phone since the start: STOP, START and HELP never reach the assistant. */
  ownReplies(to: string): readonly PhoneMessage[];
}
