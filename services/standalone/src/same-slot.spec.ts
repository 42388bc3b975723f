import { describe, expect, test } from '@jest/globals';
import { findBreaches, type Story } from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone, NUMBER } from './testing/launch-standalone.js';
import { clockRunningFrom, MONDAY_AT_NINE } from './testing/running-clock.js';

const CUSTOMERS = 50;
/** Far more than a busy machine needs. */
const SETTLED_MS = 240_000;
const TEST_MS = 600_000;
const phone = (i: number): string => `+1555100${String(i).padStart(4, '0')}`;
const phones = Array.from({ length: CUSTOMERS }, (_, i) => phone(i));

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

describe('fifty customers and one free slot', () => {
  test(
    'all choose it at once: one gets it, the others are told and offered other times, and nothing goes wrong',
    async () => {
      const clock = clockRunningFrom(MONDAY_AT_NINE);
      const databaseUrl = await postgres.createDatabase();
      const log = await PostgresEventLog.open({ url: databaseUrl, clock });
      cleanUps.push(() => log.close());
      const system = await launchStandalone({ databaseUrl, log, clock });
      cleanUps.push(() => system.close());
      const { twilio } = system;

      const wish = 'book me for botox with Ana tomorrow at 2pm, my name is Alex Morgan';
      const lists = await Promise.all(phones.map((from) => ask(twilio, from, wish)));
      expect(new Set(lists).size).toBe(1);
      expect(lists[0]).toMatch(/2:00 PM/);

      const texts = () => twilio.messages().filter(({ direction }) => direction === 'outbound-api');
      await Promise.all(phones.map((from) => twilio.text(from, NUMBER, '1')));
      await waitFor(async () => ended(await everything(log)) >= 2 * CUSTOMERS, {
        timeoutMs: SETTLED_MS,
        everyMs: 250,
        what: 'all turns to end',
      });
      const nameless = phones.filter((from) => /name/i.test(twilio.received(from).at(-1)?.body ?? ''));
      await Promise.all(nameless.map((from) => ask(twilio, from, 'Alex Morgan')));
      await waitFor(async () => settled(await everything(log)) === CUSTOMERS, {
        timeoutMs: SETTLED_MS,
        everyMs: 250,
        what: 'every outcome',
      });
      await waitFor(() => texts().length >= 2 * CUSTOMERS + nameless.length);

      await system.close();
      const story = await everything(log);
      const booked = story.filter((event) => event.type === 'AppointmentBooked');
      const declined = story.filter((event) => event.type === 'AppointmentDeclined');
      expect(booked).toHaveLength(1);
      expect(booked[0]?.data.slot).toMatchObject({ start: '2025-11-18T14:00:00-05:00', resource: 'ana' });
      // Whom the calendar could tell at once does not even ask to book; the others are declined.
      const refused = story.filter((event) => event.type === 'HoldRefused');
      const asked = new Set(declined.map(({ conversation }) => conversation));
      const told = [...declined, ...refused.filter(({ conversation }) => !asked.has(conversation))];
      expect(told.map(({ data }) => data.reason)).toEqual(Array.from({ length: CUSTOMERS - 1 }, () => 'slot_taken'));
      const last = phones.map((from) => twilio.received(from).at(-1)?.body ?? '');
      expect(last.filter((text) => text.includes("I've booked"))).toHaveLength(1);
      const sorry = last.filter((text) => text.includes('just taken'));
      expect(sorry).toHaveLength(CUSTOMERS - 1);
      for (const text of sorry) expect(text).toMatch(/^1\) /m);
      expect(await log.listParked()).toEqual([]);
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
    },
    TEST_MS,
  );
});

const ended = (story: Story): number => story.filter(({ type }) => type === 'TurnEnded').length;
const settled = (story: Story): number => {
  const answers = ['AppointmentBooked', 'AppointmentDeclined', 'HoldRefused'];
  return new Set(story.flatMap(({ type, conversation }) => (answers.includes(type) ? [conversation] : []))).size;
};
