import { toGsm7 } from '@slotguard/channel-kit';
import type { Business } from '@slotguard/contracts';
import type { Channel, ConversationState, NumberedSlot, Story } from '@slotguard/conversation';
import type { GateContext } from './gate.js';
import { changesInWords, untold } from './pending.js';
import type { TurnLimits } from './turn-limits.js';

/** What a text is made from. */
export interface Scene {
  readonly business: Business;
  readonly channel: Channel;
  readonly now: string;
  readonly story: Story;
  readonly answers: readonly string[];
  readonly limits: TurnLimits;
  /** The assistant's words are written by code, and none of them by whoever may be talked into them. */
  readonly byCode: boolean;
}

/** The customer's words that a time may be denied or asked back from: older ones are another matter. */
const WORDS_KEPT = 10;

/** What the gate must know of a text that lists these. */
export function gateContext(offers: readonly NumberedSlot[], state: ConversationState, scene: Scene): GateContext {
  const { business, channel, now, story } = scene;
  const customerWords = story.flatMap((event) => (event.type === 'UserUtterance' ? [event.personal.text] : []));
  return {
    business,
    channel,
    now,
    state,
    offers,
    bookedInTurn: untold(state, story).length > 0,
    customerWords: customerWords.slice(-WORDS_KEPT),
    changed: changesInWords(story, business, channel).map((text) => (channel === 'sms' ? toGsm7(text).trim() : text)),
  };
}
