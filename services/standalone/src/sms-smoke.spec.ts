import { describe, expect, test } from '@jest/globals';
import type { Clock } from '@slotguard/business-time';
import { findBreaches, isOutcome } from '@slotguard/conversation';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { cleanUpsOfTest, natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone } from './testing/launch-standalone.js';

const CUSTOMER = '+15550001234';
const TEST_MS = 60_000;
const MINUTE_MS = 60_000;

/** Monday, 17 November 2025, 9 in the morning in New York; goes on only when it is told to. */
function pinnedClock() {
  let now = Date.parse('2025-11-17T09:00:00-05:00');
  return { now: () => new Date(now), tick: () => (now += MINUTE_MS) };
}

const postgres = postgresOfSpec();
const nats = natsOfSpec();
const cleanUps = cleanUpsOfTest();

type OpenLog = (clock: Clock, databaseUrl: string) => Promise<EventLog>;

async function launch(open: OpenLog) {
  const clock = pinnedClock();
  const databaseUrl = await postgres.createDatabase();
  const log = await open(clock, databaseUrl);
  cleanUps.push(() => log.close());
  const system = await launchStandalone({ databaseUrl, log, clock });
  cleanUps.push(() => system.close());
  return { clock, log, system };
}

describe.each<[string, OpenLog]>([
  ['the in-memory log', async (clock) => new MemoryEventLog({ clock })],
  ['the Postgres log', (clock, url) => PostgresEventLog.open({ url, clock })],
  ['JetStream', (clock) => JetStreamEventLog.open({ url: nats.createAccount(), clock })],
])('SMS smoke on %s', (_, open) => {
  test(
    '"book me for 2pm today", the list, "1": the right slot is booked',
    async () => {
      const { clock, log, system } = await launch(open);
      const { twilio } = system;

      const list = await ask(twilio, CUSTOMER, 'book me for 2pm today');
      expect(list).toMatch(/^1\) .*2:00 PM/m);
      clock.tick();
      let answer = await ask(twilio, CUSTOMER, '1');
      clock.tick();
      if (/name/i.test(answer)) answer = await ask(twilio, CUSTOMER, 'Alex Morgan');
      expect(answer).toContain('November 17, 2025 at 2:00 PM');

      await system.close();
      const story = await everything(log);
      expect(story.filter(({ type }) => type === 'AppointmentBooked')).toMatchObject([
        { data: { slot: { start: '2025-11-17T14:00:00-05:00', service: 'consultation' } } },
      ]);
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
    },
    TEST_MS,
  );

  test(
    'a time on a Sunday, which is closed: the same time on Monday stands first, and "1" books it',
    async () => {
      const clock = pinnedClock();
      const databaseUrl = await postgres.createDatabase();
      const log = await open(clock, databaseUrl);
      cleanUps.push(() => log.close());
      const system = await launchStandalone({ databaseUrl, log, clock });
      cleanUps.push(() => system.close());
      const list = await ask(system.twilio, CUSTOMER, 'botox on sunday at 5pm, my name is Alex Morgan');
      expect(list).toMatch(
        /^We're closed .*on Sun, Nov 23\. .* on Mon, Nov 24:\n1\) 5:00 PM\n2\) 5:30 PM\n3\) 4:30 PM\n/,
      );
      clock.tick();
      expect(await ask(system.twilio, CUSTOMER, '1')).toContain('November 24, 2025 at 5:00 PM');
    },
    TEST_MS,
  );

  test(
    'an appointment is moved and then cancelled, on the words of its customer and no other',
    async () => {
      const { clock, log, system } = await launch(open);
      const say = (words: string, who = CUSTOMER): Promise<string> => {
        clock.tick();
        return ask(system.twilio, who, words);
      };

      await say('botox on friday at 2pm with Ana, my name is Alex Morgan');
      expect(await say('option 1')).toContain("I've booked your Botox appointment for November 21, 2025 at 2:00 PM");
      await say('can we move it to thursday at 3pm?');
      expect(await say('option 1')).toBe(
        "I've moved your Botox appointment from November 21, 2025 at 2:00 PM to November 20, 2025 at 3:00 PM.",
      );
      // The old time is free again, the new one is not.
      await say('botox on friday at 2pm with Ana, my name is Bo Lee', '+15550005678');
      expect(await say('option 1', '+15550005678')).toContain("I've booked your Botox appointment for November 21");
      expect(await say('cancel the appointment of Alex Morgan', '+15550005678')).not.toContain("I've cancelled");
      expect(await say('please cancel my appointment')).toBe(
        "I've cancelled your Botox appointment on November 20, 2025 at 3:00 PM.",
      );
      expect(await say('when is my appointment?')).toBe("You don't have an upcoming appointment with us.");

      await system.close();
      const story = await everything(log);
      const outcomes = story.filter(isOutcome).map(({ type }) => type);
      expect(outcomes).toEqual([
        'AppointmentBooked',
        'AppointmentRescheduled',
        'AppointmentBooked',
        'AppointmentCancelled',
      ]);
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [], approvals: { enforce: 4 } });
    },
    TEST_MS,
  );
});
