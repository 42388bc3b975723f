import { conversationIdFor, ingestText } from '@slotguard/channel-kit';
import type { InboundSms } from './inbound.js';
import type { SmsGatewayOptions } from './options.js';

type IngestOptions = Pick<SmsGatewayOptions, 'log' | 'clock' | 'business' | 'conversationIdKey'>;

/** The conversation of the two numbers of a text. */
export function conversationOf({ from, to }: Pick<InboundSms, 'from' | 'to'>, key: string): string {
  return conversationIdFor({ key, channel: 'sms', thread: [from, to] });
}

/** Takes a text into the log, by whichever way it came. `sentAt`: when the customer sent it, if that was long ago. Throws `LogUnavailable`. */
export function ingestSms(
  sms: InboundSms,
  { log, clock, business, conversationIdKey: key }: IngestOptions,
  sentAt?: Date,
): ReturnType<typeof ingestText> {
  const { messageSid, from, to, body, keyword, carrierAnswered } = sms;
  const inbound = {
    business,
    conversation: conversationOf(sms, key),
    channel: 'sms' as const,
    thread: 'number_pair' as const,
    customerAddress: from,
    businessAddress: to,
    messageId: messageSid,
    text: body,
    keyword,
    carrierAnswered,
    ...(sentAt === undefined ? {} : { sentAt }),
  };
  return ingestText(log, inbound, clock);
}
