import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventLog } from '@slotguard/event-log';
import { MemoryEventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { defaultPolicy } from '@slotguard/conversation';
import { slotAt, STORY_BEGINS } from '@slotguard/testing';
import { natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { SlotSelection } from './slot-selection.js';
import { SlotSelectionError } from './slot-selection-error.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const clock = { now: () => new Date(STORY_BEGINS) };
const talk = { id: 'talk-1', channel: 'sms' } as const;

const postgres = postgresOfSpec();
const nats = natsOfSpec();

async function refusal(booking: Promise<unknown>): Promise<string> {
  try {
    await booking;
    return 'none';
  } catch (error) {
    if (error instanceof SlotSelectionError) return error.reason;
    throw error;
  }
}

describe.each<[string, () => Promise<EventLog>]>([
  ['the in-memory log', async () => new MemoryEventLog({ clock })],
  ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase(), clock })],
  ['JetStream', async () => JetStreamEventLog.open({ url: nats.createAccount(), clock })],
])('the guard inside a service of your own on %s', (_, open) => {
  let log: EventLog;
  beforeEach(async () => {
    log = await open();
  });
  afterEach(() => log.close());
  const guardOn = (): SlotSelection => new SlotSelection(log, defaultPolicy(), { clock });

  test('recorded offers are pending', async () => {
    expect(await guardOn().recordOffers(talk, [two, four])).toEqual({
      offers: [two, four],
      bookingInProgress: false,
      appointments: [],
    });
  });
  test('what the customer chose is captured, and what was no choice says why', async () => {
    const guard = guardOn();
    await guard.recordOffers(talk, [two, four]);
    expect(await guard.captureSelection(talk, 'option 2')).toEqual({
      selected: four,
      words: expect.stringContaining('2'),
    });
    expect(await guard.captureSelection(talk, 'how long does it take?')).toEqual({ why: 'question' });
    expect(await guard.getPendingSummary(talk)).toMatchObject({ selected: four });
  });
  test('a booking goes through once, as it was offered', async () => {
    const guard = guardOn();
    await guard.recordOffers(talk, [two, four]);
    await guard.captureSelection(talk, '1');
    const start = '2025-11-16T19:00:00Z';
    expect(await guard.enforceBooking(talk, { start })).toEqual({
      args: two,
      adjustments: { start: { from: start, to: two.start, why: 'same_instant' } },
    });
    expect(await refusal(guard.enforceBooking(talk, {}))).toBe('booking_in_progress');
    expect(await guard.clearOffers(talk)).toEqual({ offers: [], bookingInProgress: false, appointments: [two] });
    expect(await refusal(guard.enforceBooking(talk, { slotId: two.slotId }))).toBe('already_booked');
  });
  test('a booking without offers, without a choice or of another slot is an error with its reason', async () => {
    const guard = guardOn();
    expect(await refusal(guard.enforceBooking(talk, { start: two.start }))).toBe('availability_not_checked');
    await guard.recordOffers(talk, [two, four]);
    expect(await refusal(guard.enforceBooking(talk, { slotId: two.slotId }))).toBe('no_selection');
    await guard.captureSelection(talk, '1');
    expect(await refusal(guard.enforceBooking(talk, { slotId: four.slotId }))).toBe('selection_mismatch');
  });
  test('a message and a request that come twice are taken once', async () => {
    const guard = guardOn();
    await guard.recordOffers(talk, [two], { id: 'a' });
    await guard.captureSelection(talk, '1', { messageId: 'm1' });
    const first = await guard.enforceBooking(talk, {}, { requestId: 'r1' });
    const events = (await log.readConversation({ business: 'embedded', conversation: talk.id })).length;
    await guard.recordOffers(talk, [two], { id: 'a' });
    expect(await guard.captureSelection(talk, '1', { messageId: 'm1' })).toMatchObject({ selected: two });
    expect(await guard.enforceBooking(talk, {}, { requestId: 'r1' })).toEqual(first);
    expect((await log.readConversation({ business: 'embedded', conversation: talk.id })).length).toBe(events);
  });
  test('the same request with other arguments is a conflict, not the first answer', async () => {
    const guard = guardOn();
    await guard.recordOffers(talk, [two, four]);
    await guard.captureSelection(talk, '1');
    await guard.enforceBooking(talk, { slotId: two.slotId }, { requestId: 'r' });
    expect(await refusal(guard.enforceBooking(talk, { slotId: four.slotId }, { requestId: 'r' }))).toBe(
      'request_conflict',
    );
  });
  test('offers can be taken back, and a booking that failed frees the rest', async () => {
    const guard = guardOn();
    await guard.recordOffers(talk, [two, four]);
    await guard.captureSelection(talk, '1');
    await guard.enforceBooking(talk, {});
    expect(await guard.bookingFailed(talk)).toEqual({ offers: [four], bookingInProgress: false, appointments: [] });
    expect(await guard.clearOffers(talk)).toEqual({ offers: [], bookingInProgress: false, appointments: [] });
  });
  test('a second service on the same log sees the same conversation', async () => {
    await guardOn().recordOffers(talk, [two, four]);
    await guardOn().captureSelection(talk, 'option 2');
    expect((await guardOn().enforceBooking(talk, {})).args).toEqual(four);
  });
  test('times and choices are read and shown in the zone of the policy', () => {
    const guard = guardOn();
    expect(
      guard.extractChoice(
        'option 2',
        [
          { ...two, number: 1 },
          { ...four, number: 2 },
        ],
        'sms',
      ),
    ).toMatchObject({ index: 1 });
    expect(guard.slotMatchesRequest(two, '2025-11-16T19:00:00Z')).toBe(true);
    expect(guard.parseIsoDateTime('2025-11-16T14:00')).toMatchObject({ ok: true });
    expect(guard.toBusinessTime('2025-11-16T19:00:00Z')).toBe(two.start);
    expect(guard.formatForDisplay(two.start, 'voice')).toBe('2 PM on November 16, 2025');
    expect(guard.formatErrorForChannel(new SlotSelectionError('no_selection', {}), 'sms')).toEqual(expect.any(String));
  });
});
