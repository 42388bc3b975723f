import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent } from '@slotguard/contracts';
import { mayWrite } from '@slotguard/conversation';
import { Poison } from '@slotguard/event-log';
import { deliver } from './deliver.js';
import type { TurnDeps } from './turn-deps.js';
import { TurnLog } from './turn-log.js';

/**
 * Sends what a person has written to the customer: recorded already, consent asked first. Safe to run again: whether an earlier attempt
 * has sent it the provider is asked every time, since nothing is recorded between the person's command and the sending. Errors with
 * `retryable: true` mean "again, later"; `Poison`: these are nobody's words who may speak for the business.
 */
export async function deliverOperatorReply(stored: StoredEvent, deps: TurnDeps): Promise<void> {
  const reply = parseEvent(stored);
  if (reply.type !== 'OperatorReplied' || !mayWrite(reply.writer, reply.type))
    throw new Poison(`${reply.writer} wrote this ${reply.type}: it is not sent`);
  await deliver(reply, true, new TurnLog(stored, deps), deps);
}
