import { renderOrderedCancellation, toGsm7 } from '@slotguard/channel-kit';
import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent } from '@slotguard/contracts';
import { foldStory, mayWrite, orderOf } from '@slotguard/conversation';
import { Poison } from '@slotguard/event-log';
import { deliver } from './deliver.js';
import { passGate } from './gate.js';
import { orderedTextId } from './pending.js';
import { gateContext } from './scene.js';
import type { TurnDeps } from './turn-deps.js';
import { TurnLog } from './turn-log.js';

/**
 * Tells the customer of what an operator has cancelled, whoever attends; what the customer asked for is told by its own turn, and nothing is said here.
 * Safe to run again, and beside a rival: the text is named after the cancellation, and repeated when in doubt whether it went out. Errors with
 * `retryable: true` mean "again, later"; `Poison`: this is not the calendar's word.
 */
export async function tellOrdered(stored: StoredEvent, deps: TurnDeps): Promise<void> {
  const cancelled = parseEvent(stored);
  if (cancelled.type !== 'AppointmentCancelled' || !mayWrite(cancelled.writer, cancelled.type))
    throw new Poison(`${cancelled.writer} wrote this ${cancelled.type}: nobody is told`);
  const log = new TurnLog(stored, deps);
  const story = await log.story();
  const order = orderOf(cancelled, story);
  if (!order) return;
  const { event, adopted } = await log.once('AssistantReplied', orderedTextId(cancelled), cancelled.id, () => {
    const { business, limits } = deps;
    const { channel } = cancelled;
    const words = renderOrderedCancellation(cancelled.data.slot, business, channel);
    const text = channel === 'sms' ? toGsm7(words) : words;
    const scene = { business, channel, now: log.now(), story, limits, byCode: true, answers: [] };
    const context = { ...gateContext([], foldStory(story), scene), changed: [text] };
    const passed = passGate(text, context);
    if (!passed.ok)
      throw new Poison(`what is said of ${cancelled.id} does not pass the gate: ${passed.breaches.join(', ')}`);
    return {
      data: { turn: order.id, asks: { kind: 'other' }, purpose: 'confirmation', offers: [], breaches: [] },
      personal: { text: passed.text },
    };
  });
  await deliver(event, adopted, log, deps);
}
