import { renderReminder } from '@slotguard/channel-kit';
import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent } from '@slotguard/contracts';
import { mayWrite } from '@slotguard/conversation';
import { Poison } from '@slotguard/event-log';
import { deliver } from './deliver.js';
import type { TurnDeps } from './turn-deps.js';
import { TurnLog } from './turn-log.js';
import { whyNotRemind } from './whether-to-remind.js';
import { written } from './written.js';

/**
 * Reminds a customer of an appointment, once: what the calendar says is due is recorded in words and sent. Safe to run again. Nothing is said of
 * what has been moved or cancelled since, nor to somebody who wants no messages or whom a person attends, nor when it is too late for it. Errors
 * with `retryable: true` mean "again, later"; `Poison`: not the calendar's word.
 */
export async function remind(stored: StoredEvent, deps: TurnDeps): Promise<void> {
  const due = parseEvent(stored);
  if (due.type !== 'ReminderDue' || !mayWrite(due.writer, due.type))
    throw new Poison(`${due.writer} wrote this ${due.type}: nobody is reminded`);
  const log = new TurnLog(stored, deps);
  const id = `out-${due.id}`;
  const story = await log.story();
  const isTold = story.some((event) => event.id === id);
  if (!isTold && whyNotRemind(due, story, log.now()) !== undefined) return;
  const { appointment, slot } = due.data;
  const { event, adopted } = await log.once('AssistantReplied', id, due.id, () => ({
    data: { turn: due.id, asks: { kind: 'attend', appointment }, purpose: 'chatter', offers: [], breaches: [] },
    personal: { text: written(renderReminder(slot, deps.business, due.channel), due.channel) },
  }));
  await deliver(event, adopted, log, deps);
}
