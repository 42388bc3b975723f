import type { Clock } from '@slotguard/business-time';
import { toBusinessTime } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { newEvent } from '@slotguard/contracts';
import type { Channel, EventNamed } from '@slotguard/conversation';
import type { Appended, EventLog } from '@slotguard/event-log';
import { adopt } from '@slotguard/event-log';
import type { Keyword } from './keywords.js';

/** The longest text that is taken in, in UTF-16 code units. A phone's ends at 1,600 characters; a mail may quote a whole thread. */
export const INBOUND_TEXT_MAX: Readonly<Record<Channel, number>> = { sms: 10_000, email: 100_000, voice: 10_000 };

export interface InboundText {
  readonly business: Pick<Business, 'id' | 'timeZone'>;
  readonly conversation: string;
  readonly channel: Channel;
  readonly thread: EventNamed<'ConversationStarted'>['data']['thread'];
  /** The two ends of the thread: where the customer is reached, and what the customer wrote to. */
  readonly customerAddress: string;
  readonly businessAddress: string;
  /** The provider's id of the message: letters, digits, `_` and `-`. The same id is the same utterance, whenever it comes. */
  readonly messageId: string;
  readonly text: string;
  readonly keyword?: Keyword | undefined;
  /** The carrier has answered the customer itself. */
  readonly carrierAnswered?: boolean;
  /** When the customer sent it, where it comes long after that; default: now. Numbers in it mean what had been shown by then. */
  readonly sentAt?: Date;
}

export const startId = (conversation: string): string => `start-${conversation}`;
export const utteranceId = (messageId: string): string => `utt-${messageId}`;

/**
 * Takes a customer's text into the log: the conversation's start, consent given or taken back, and last the utterance, whose presence means
 * that all of it is there. Returns the utterance as it is recorded; `adopted` when it was there before. Throws `LogUnavailable`; the same
 * call again completes what is missing. `RangeError` for a text that is longer than `INBOUND_TEXT_MAX`.
 */
export async function ingestText(log: EventLog, inbound: InboundText, clock: Clock): Promise<Appended> {
  const { business, conversation, channel, thread, text, keyword } = inbound;
  if (text.length > INBOUND_TEXT_MAX[channel]) throw new RangeError('the text is longer than is taken in');
  const utterance = utteranceId(inbound.messageId);
  const now = clock.now();
  const time = toBusinessTime(now, business.timeZone);
  // A provider's clock may be ahead: nothing was said later than it came.
  const sentMs = inbound.sentAt?.getTime() ?? Infinity;
  const beganAt = toBusinessTime(Math.min(sentMs, now.getTime()), business.timeZone);
  const place = { business: business.id, conversation };
  const envelope = { ...place, time, channel, writer: channel, correlation: utterance };

  const start = startId(conversation);
  await adopt(log, { ...place, id: start }, () =>
    newEvent(
      'ConversationStarted',
      { ...envelope, id: start },
      { thread },
      { customer: inbound.customerAddress, business: inbound.businessAddress },
    ),
  );
  if (keyword === 'stop' || keyword === 'start') {
    const type = keyword === 'stop' ? 'CustomerOptedOut' : 'CustomerOptedIn';
    const id = `${keyword === 'stop' ? 'optout' : 'optin'}-${utterance}`;
    // When it was said, not when it came: of two that cross, the fold lets the later one stand.
    await log.append(newEvent(type, { ...envelope, id, time: beganAt, causation: utterance }, { utterance }, {}));
  }
  const said = {
    source: 'message' as const,
    beganAt,
    ...(keyword === undefined ? {} : { keyword }),
    ...(inbound.carrierAnswered ? { carrierAnswered: true as const } : {}),
  };
  return log.append(newEvent('UserUtterance', { ...envelope, id: utterance }, said, { text }));
}
