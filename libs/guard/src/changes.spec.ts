import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryEventLog } from '@slotguard/event-log';
import { defaultPolicy, findBreaches } from '@slotguard/conversation';
import { loadStory } from '@slotguard/event-log';
import { slotAt, STORY_BEGINS } from '@slotguard/testing';
import { SlotSelection } from './slot-selection.js';
import { SlotSelectionError } from './slot-selection-error.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const five = slotAt('17:00');
const clock = { now: () => new Date(STORY_BEGINS) };
const talk = { id: 'talk-1', channel: 'sms' } as const;

async function refusal(change: Promise<unknown>): Promise<string> {
  try {
    await change;
    return 'none';
  } catch (error) {
    if (error instanceof SlotSelectionError) return error.reason;
    throw error;
  }
}

describe('changes in a service of your own', () => {
  let log: MemoryEventLog;
  let guard: SlotSelection;
  beforeEach(async () => {
    log = new MemoryEventLog({ clock });
    guard = new SlotSelection(log, defaultPolicy(), { clock });
    await guard.recordOffers(talk, [two]);
    await guard.captureSelection(talk, 'option 1');
    await guard.enforceBooking(talk, {}, { requestId: 'b' });
    await guard.clearOffers(talk);
  });

  test('are let through when the customer asked for them, and only then', async () => {
    expect(await refusal(guard.enforceCancellation(talk))).toBe('not_asked');
    expect(await guard.captureSelection(talk, 'please cancel my appointment')).toMatchObject({
      change: { kind: 'cancel', appointments: ['apt-req-b'] },
    });
    expect(await guard.enforceCancellation(talk)).toEqual({ appointment: 'apt-req-b', slot: two });
    expect((await guard.clearOffers(talk)).appointments).toEqual([]);
    expect(findBreaches(await loadStory(log, { business: 'embedded', conversation: 'talk-1' })).breaches).toEqual([]);
  });
  test('a move is offered, chosen and told; one that failed can be tried elsewhere', async () => {
    await guard.captureSelection(talk, 'can we move it to later?');
    await guard.recordOffers(talk, [four, five]);
    await guard.captureSelection(talk, 'option 1');
    expect(await refusal(guard.enforceBooking(talk, {}))).toBe('change_in_progress');
    expect(await guard.enforceReschedule(talk)).toMatchObject({ appointment: 'apt-req-b', from: two, args: four });
    expect(await guard.bookingFailed(talk)).toMatchObject({ offers: [five], appointments: [two] });
    await guard.captureSelection(talk, 'the 5pm one');
    expect(await guard.enforceReschedule(talk, { slotId: five.slotId })).toMatchObject({ from: two, args: five });
    expect(await guard.clearOffers(talk)).toMatchObject({ offers: [], appointments: [five] });
    expect(findBreaches(await loadStory(log, { business: 'embedded', conversation: 'talk-1' })).breaches).toEqual([]);
  });
  test('the same request with other arguments, or of another kind, is a conflict', async () => {
    await guard.captureSelection(talk, 'please cancel my appointment');
    await guard.enforceCancellation(talk, {}, { requestId: 'c' });
    expect(await refusal(guard.enforceCancellation(talk, { appointment: 'x' }, { requestId: 'c' }))).toBe(
      'request_conflict',
    );
    expect(await refusal(guard.enforceReschedule(talk, {}, { requestId: 'c' }))).toBe('request_conflict');
  });
});
