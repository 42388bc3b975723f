import { toBusinessTime, type Clock } from '@slotguard/business-time';
import { newEvent, type Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import type { Receipt } from './inbound.js';

/** The text that a receipt is about, as the callback's address names it. */
export interface ReceiptOf {
  readonly conversation: string;
  /** `out-…` */
  readonly message: string;
}

/** `passing`: a status that says nothing final. `unknown`: no such text was ever recorded. */
export type Recorded = 'recorded' | 'repeated' | 'passing' | 'unknown';

const ID = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * A final receipt becomes an event, once per text that went out: its id is the lock, so that of repeated and contradicting receipts,
 * in whatever order they come, the first final one stands. Throws `LogUnavailable`.
 */
export async function recordReceipt(
  log: EventLog,
  { messageSid, status, errorCode }: Receipt,
  of: ReceiptOf,
  { business, clock }: { readonly business: Business; readonly clock: Clock },
): Promise<Recorded> {
  const isDelivered = status === 'delivered' || status === 'read';
  const isFailed = status === 'undelivered' || status === 'failed' || status === 'canceled';
  if (!isDelivered && !isFailed) return 'passing';
  if (!ID.test(of.conversation) || !ID.test(of.message)) return 'unknown';
  const place = { business: business.id, conversation: of.conversation };
  const reply = await log.get({ ...place, id: of.message });
  if (reply?.type !== 'AssistantReplied' && reply?.type !== 'OperatorReplied') return 'unknown';
  const { message } = of;
  const envelope = {
    ...place,
    id: `receipt-${messageSid}`,
    time: toBusinessTime(clock.now(), business.timeZone),
    channel: 'sms' as const,
    writer: 'sms' as const,
    correlation: reply.correlation,
    causation: message,
  };
  const event = isDelivered
    ? newEvent('MessageSent', envelope, { message, providerId: messageSid, status: 'delivered' }, {})
    : newEvent('MessageFailed', envelope, { message, providerId: messageSid, code: errorCode ?? status }, {});
  const { adopted } = await log.append(event);
  return adopted ? 'repeated' : 'recorded';
}
