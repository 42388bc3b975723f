import type { StoredEvent } from '@slotguard/contracts';
import { utteranceId } from '@slotguard/channel-kit';
import { readInboundSms } from './inbound.js';
import { conversationOf, ingestSms } from './ingest-sms.js';
import type { SmsLimits } from './limits.js';
import type { SmsGatewayOptions } from './options.js';
import type { SentText, SentTexts } from './sent-texts.js';

export interface MissedTextsOptions extends Pick<
  SmsGatewayOptions,
  'log' | 'clock' | 'business' | 'conversationIdKey'
> {
  readonly sent: SentTexts;
  readonly limits: Pick<SmsLimits, 'missedReachMs' | 'missedGraceMs' | 'missedTextsMax'>;
  /** Since then everything that is sent to our numbers is ours. */
  readonly startedAt: Date;
}

export interface Fetched {
  /** What was taken in now, as recorded. */
  readonly taken: readonly StoredEvent[];
  /** Some may still be on their way by the webhook: look again. */
  readonly isOpen: boolean;
  /** There were more than are looked at. */
  readonly isCut: boolean;
}

/**
 * Takes in what customers sent and the webhook could not keep: it was refused with 503, or nobody was there. The provider's list is compared
 * with the log; what comes in has the id that the webhook would have given it, so that nothing is ever there twice, whoever is quicker and
 * however many look. Twilio does not say which texts it gave up on, so those that are younger than its tries last are left alone.
 *
 * Texts to a number from before it was ours are not: the oldest that the log knows tells since when it is.
 *
 * `since` narrows the look to what came later. Throws `LogUnavailable`, or what the list throws.
 */
export async function fetchMissedTexts(options: MissedTextsOptions, since?: Date): Promise<Fetched> {
  const { sent, limits } = options;
  const fetched = { taken: [] as StoredEvent[], isOpen: false, isCut: false };
  for (const number of await sent.numbers()) {
    const max = limits.missedTextsMax;
    const listed = await sent.to(number, since === undefined ? { max } : { since, max });
    if (listed.length >= max) fetched.isCut = true;
    const missing = await missingOf(listed, options, since);
    for (const text of missing) {
      if (isYoung(text, options)) {
        fetched.isOpen = true;
        continue;
      }
      const event = await takeIn(text, options);
      if (event) fetched.taken.push(event);
    }
  }
  return fetched;
}

/** What the log lacks of one number's texts, the oldest first: it is to be taken in as it was said. */
async function missingOf(
  listed: readonly SentText[],
  options: MissedTextsOptions,
  since: Date | undefined,
): Promise<SentText[]> {
  const { log, clock, business, conversationIdKey, limits, startedAt } = options;
  const missing: SentText[] = [];
  let ours = (since ?? startedAt).getTime();
  for (const text of listed) {
    const conversation = conversationOf(text, conversationIdKey);
    const recorded = await log.get({ business: business.id, conversation, id: utteranceId(text.messageSid) });
    if (recorded) ours = Math.min(ours, text.sentAt.getTime());
    else missing.push(text);
  }
  const from = Math.max(ours, clock.now().getTime() - limits.missedReachMs);
  return missing.filter(({ sentAt }) => sentAt.getTime() >= from).reverse();
}

function isYoung({ sentAt }: SentText, { clock, limits }: MissedTextsOptions): boolean {
  return sentAt.getTime() > clock.now().getTime() - limits.missedGraceMs;
}

/** Undefined for one that the webhook would not have taken either. */
async function takeIn(text: SentText, options: MissedTextsOptions): Promise<StoredEvent | undefined> {
  const { messageSid, from, to, body, sentAt } = text;
  const read = readInboundSms({ MessageSid: messageSid, From: from, To: to, Body: body });
  if (!read.ok) return undefined;
  const { event, adopted } = await ingestSms(read.value, options, sentAt);
  return adopted ? undefined : event;
}
