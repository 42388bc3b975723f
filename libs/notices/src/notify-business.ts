import { toBusinessTime, type Clock } from '@slotguard/business-time';
import { newEvent, type StoredEvent, parseEvent } from '@slotguard/contracts';
import type { EventNamed } from '@slotguard/conversation';
import { adopt, isRetryable, type EventLog } from '@slotguard/event-log';
import { byMail } from './by-mail.js';
import { byWebhook } from './by-webhook.js';
import { noticeOf, type NoticeCause, type NoticeRoutes } from './notice.js';

export type Way = EventNamed<'BusinessNotified'>['data']['by'];

export interface NotifyDeps {
  readonly log: Pick<EventLog, 'get' | 'append'>;
  readonly routes: NoticeRoutes;
  readonly clock: Clock;
  readonly timeZone: string;
}

/**
 * Tells the business, by every way that there is, that a customer wants a person, or has written while one attends, and records each. Safe to run again: what is recorded as
 * told is not told again; after a crash between the two it is, under the same id. All ways are tried before the first fault is thrown,
 * those first that only say "not now" (`retryable: true`). Returns the ways that there are.
 */
export async function notifyBusiness(stored: StoredEvent, deps: NotifyDeps): Promise<readonly Way[]> {
  const cause = parseEvent(stored);
  if (cause.type !== 'PersonRequested' && cause.type !== 'UserUtterance')
    throw new Error(`the business is not told of ${cause.type}`);
  const notice = noticeOf(cause);
  const { webhook, mail } = deps.routes;
  const ways = [
    ...(webhook ? [{ by: 'webhook' as const, tell: () => byWebhook(notice, webhook, deps.clock.now()) }] : []),
    ...(mail ? [{ by: 'mail' as const, tell: () => byMail(notice, mail) }] : []),
  ];
  const told = await Promise.allSettled(ways.map(({ by, tell }) => tellOnce(by, tell, cause, deps)));
  const faults = told.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (faults.length > 0) throw faults.find(isRetryable) ?? faults[0];
  return ways.map(({ by }) => by);
}

async function tellOnce(
  by: Way,
  tell: () => Promise<void>,
  cause: NoticeCause,
  { log, clock, timeZone }: NotifyDeps,
): Promise<void> {
  const { business, conversation, channel, correlation } = cause;
  const id = `note-${by}-${cause.id}`;
  await adopt(log, { business, conversation, id }, async () => {
    await tell();
    const causation = cause.id;
    const time = toBusinessTime(clock.now(), timeZone);
    const envelope = { id, time, business, conversation, channel, writer: channel, correlation, causation };
    return newEvent('BusinessNotified', envelope, { about: cause.id, by }, {});
  });
}
