import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { conversationIdFor } from '@slotguard/channel-kit';
import { newEvent } from '@slotguard/contracts';
import {
  findBreaches,
  type ConversationEvent,
  type EventNamed,
  type EventType,
  type Slot,
} from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import {
  launchNats,
  launchPostgres,
  runSql,
  waitFor,
  type LaunchedNats,
  type LaunchedPostgres,
} from '@slotguard/testing';
import { everything } from './testing/everything.js';
import { ask, ID_KEY, NUMBER } from './testing/launch-standalone.js';
import { MONDAY_AT_NINE } from './testing/running-clock.js';
import { BUS_CONFIG, SERVICES, ServicesApart } from './testing/services-apart.js';

const TEST_MS = 120_000;
const FRIDAY = '2025-11-14T16:30:00-05:00';
const [ann, bob, cyd] = ['+15551000001', '+15551000002', '+15551000003'] as const;
/** A turn that fails is given up after two tries, so that one that waits for somebody shows that it is not. */
const sms = { limits: { turnTriesMax: 2, burstQuietMs: 50 }, turnLimits: { waitMs: 100 } };

let now = Date.parse(FRIDAY);
const clock = { now: () => new Date(now) };
const minutesPass = (n: number): void => void (now += n * 60_000);

let nats: LaunchedNats;
let postgres: LaunchedPostgres;
let operator: NatsConnection;
let streams: JetStreamManager;
let system: ServicesApart;
let log: EventLog;
beforeAll(async () => {
  [nats, postgres] = await Promise.all([launchNats({ config: BUS_CONFIG }), launchPostgres()]);
  system = await ServicesApart.open({ natsUrl: nats.url, databaseUrl: postgres.url, clock, sms });
  operator = await connect({ servers: nats.url, user: 'root', pass: 'root' });
  streams = await jetstreamManager(operator);
  log = await system.log('ops');
}, TEST_MS);
afterAll(async () => {
  await system.close();
  await operator.close();
  await Promise.all([nats.stop(), postgres.stop()]);
}, TEST_MS);

const conversationOf = (phone: string): string =>
  conversationIdFor({ key: ID_KEY, channel: 'sms', thread: [phone, NUMBER] });
async function storyOf(conversation: string) {
  return (await everything(log)).filter((event) => event.conversation === conversation);
}
async function theOne<T extends EventType>(
  conversation: string,
  type: T,
): Promise<EventNamed<T> & { position: number }> {
  const found = await waitFor(async () => (await storyOf(conversation)).findLast((event) => event.type === type), {
    what: type,
  });
  return found as unknown as EventNamed<T> & { position: number };
}
const last = (phone: string): string => system.twilio.received(phone).at(-1)?.body ?? '';

/** The phone's gateway, by hand: one thing that happens in a call. */
async function inCall<T extends EventType>(type: T, id: string, data: EventNamed<T>['data'], personal = {}) {
  const envelope = {
    id,
    business: system.business.id,
    conversation: 'call-1',
    channel: 'voice',
    writer: 'voice',
  } as const;
  const event = newEvent(
    type,
    { ...envelope, time: clock.now().toISOString(), correlation: 'call-1' },
    data,
    personal as EventNamed<T>['personal'],
  );
  return (await (await system.log('voice')).append(event)).event;
}
const tuesday: Slot = {
  ...{ slotId: 'tuesday-at-4', service: 'facial', resource: 'maya' },
  ...{ start: '2025-11-18T16:00:00-05:00', end: '2025-11-18T17:00:00-05:00' },
};

describe('on Friday evening first the calendar stops, then the guard; on Monday they come back', () => {
  test(
    'meanwhile all that was said and asked for waits, and nobody gives up',
    async () => {
      await system.start(...SERVICES);
      const wish = (day: string): string => `book me for a facial with Ana on ${day} at 2pm, my name is Alex Morgan`;
      for (const phone of [ann, bob])
        expect(await ask(system.twilio, phone, wish('Tuesday'))).toMatch(/^1\) .*2:00 PM/m);
      expect(await ask(system.twilio, cyd, wish('Saturday'))).toMatch(/^1\) .*2:00 PM/m);
      await inCall('AvailabilityChecked', 'chk-1', { success: true, asked: { service: 'facial' }, slots: [tuesday] });
      minutesPass(1);
      await inCall(
        'UserUtterance',
        'utt-1',
        { source: 'voice_transcript', beganAt: clock.now().toISOString() },
        { text: 'four pm please' },
      );
      await theOne('call-1', 'SlotSelected');

      await system.stop('calendar');
      for (const phone of [bob, cyd]) await system.twilio.text(phone, NUMBER, '1');
      const approvals = await Promise.all([bob, cyd].map((phone) => theOne(conversationOf(phone), 'BookingApproved')));
      await system.stop('guard');
      await system.twilio.text(ann, NUMBER, '1');
      const request = await inCall('BookingRequested', 'req-1', {
        slotId: tuesday.slotId,
        validUntil: new Date(now + 120_000).toISOString(),
      });

      const before = await retries();
      await waitFor(async () => (await retries()) >= before + 12, { what: 'three turns to be begun again and again' });
      expect(await log.listParked()).toEqual([]);
      expect(await log.loadCheckpoint('booking-guard')).toBeLessThan(request.position);
      expect(await log.loadCheckpoint('calendar')).toBeLessThan(Math.min(...approvals.map(({ position }) => position)));
    },
    TEST_MS,
  );

  test(
    'each utterance gets its verdict, each request its decision, and what was approved on Friday is too late',
    async () => {
      now = Date.parse(MONDAY_AT_NINE);
      await system.start('guard', 'calendar');
      expect(await theOne(conversationOf(ann), 'SlotSelected')).toBeTruthy();
      expect(await theOne('call-1', 'BookingApproved')).toMatchObject({
        data: { request: 'req-1' },
      });
      const declined = await Promise.all(
        ['call-1', conversationOf(bob), conversationOf(cyd)].map((each) => theOne(each, 'AppointmentDeclined')),
      );
      expect(declined.map(({ data }) => data.reason)).toEqual(['too_late', 'too_late', 'in_the_past']);
      expect(await runSql(postgres.url, 'select * from calendar.appointment')).toEqual([]);
    },
    TEST_MS,
  );

  test(
    'the customers are told the truth by the turns that go on, and can book what is open now',
    async () => {
      await waitFor(async () => turns(await everything(log)) === 6, { what: 'all turns to end' });
      expect(last(ann)).toMatch(
        /^Those times are a while old, let me check them again\. Facial on Tue, Nov 18 .*\n1\) 2:00 PM/,
      );
      expect(last(bob)).toMatch(/^Sorry, that took too long on our side and nothing was booked\. .*\n1\) 2:00 PM/);
      expect(last(cyd)).toMatch(/^That time has passed already\. .* Facial on Mon, Nov 17 /);
      expect(await ask(system.twilio, bob, '1')).toContain("I've booked");
      expect(await log.listParked()).toEqual([]);
      expect(findBreaches(await everything(log))).toMatchObject({ breaches: [], owed: [] });
    },
    TEST_MS,
  );
});

const turns = (story: readonly ConversationEvent[]): number => story.filter(({ type }) => type === 'TurnEnded').length;

/** How often a turn was begun again. */
async function retries(): Promise<number> {
  const { delivered } = await streams.consumers.info('CONVERSATIONS', 'sms-turns');
  return delivered.consumer_seq - delivered.stream_seq;
}
