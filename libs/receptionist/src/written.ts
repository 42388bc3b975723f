import { toGsm7 } from '@slotguard/channel-kit';
import type { Channel } from '@slotguard/conversation';

/** As it goes out on a channel: a text in the letters that carriers send as they are. */
export function written(text: string, channel: Channel): string {
  return channel === 'sms' ? toGsm7(text) : text;
}
