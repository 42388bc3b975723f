import { createHmac } from 'node:crypto';
import type { Channel } from '@slotguard/conversation';

export interface ThreadKey {
  /** `CONVERSATION_ID_KEY`: the same for all gateways, and secret. */
  readonly key: string;
  readonly channel: Channel;
  /** What makes it one thread: for SMS the customer's number and the business's. */
  readonly thread: readonly string[];
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 26;

/**
 * The conversation of a thread: the same for the same thread on every gateway, so that getting and creating one is the same, and not to
 * be guessed or turned back without the key. 26 letters of `a-z2-7`, 130 bits.
 */
export function conversationIdFor({ key, channel, thread }: ThreadKey): string {
  const digest = createHmac('sha256', key)
    .update(JSON.stringify([channel, ...thread]))
    .digest();
  let bits = 0n;
  for (const byte of digest) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: LENGTH }, (_, i) => ALPHABET[Number((bits >> BigInt(i * 5)) & 31n)]).join('');
}
