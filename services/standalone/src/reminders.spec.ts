import { describe, expect, test } from '@jest/globals';
import { findBreaches, type Story } from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone } from './testing/launch-standalone.js';

const TEST_MS = 120_000;
const ANN = '+15551000001';
const BOB = '+15551000002';

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

function areAllSent(story: Story): boolean {
  const sent = new Set(story.flatMap((event) => (event.type === 'MessageSent' ? [event.data.message] : [])));
  return story.every(({ type, id }) => type !== 'AssistantReplied' || sent.has(id));
}

describe('a day before the appointment', () => {
  test(
    'each customer is reminded once: one replies C, the other has it cancelled, and who wants no texts gets none',
    async () => {
      // The hours run from whatever time it is set to.
      let ahead = 0;
      const clock = { now: () => new Date(Date.now() + ahead) };
      const setTo = (time: string): void => void (ahead = Date.parse(time) - Date.now());
      setTo('2025-11-17T09:00:00-05:00');
      const databaseUrl = await postgres.createDatabase();
      const log = await PostgresEventLog.open({ url: databaseUrl, clock });
      cleanUps.push(() => log.close());
      const { twilio, close } = await launchStandalone({ databaseUrl, log, clock });
      cleanUps.push(() => close());
      const texts = (of: string): string[] => twilio.received(of).map(({ body }) => body);
      const reminders = (of: string): string[] => texts(of).filter((text) => text.includes('Reply C to confirm'));
      const book = async (of: string, time: string, name: string): Promise<void> => {
        await ask(twilio, of, `book me for botox tomorrow at ${time}, my name is ${name}`);
        expect(await ask(twilio, of, '1')).toMatch(/I've booked your Botox/);
      };

      await book(ANN, '2pm', 'Ann Lee');
      await book(BOB, '3pm', 'Bob Hart');
      const CID = '+15551000003';
      await book(CID, '4pm', 'Cid Roe');
      await twilio.text(CID, '+15185550134', 'STOP');

      setTo('2025-11-17T16:00:00-05:00');
      await waitFor(() => reminders(ANN).length === 1 && reminders(BOB).length === 1, { timeoutMs: 60_000 });
      expect(reminders(ANN)).toEqual([
        'Radiance Med Spa: your Botox appointment is on November 18, 2025 at 2:00 PM. Reply C to confirm, or tell us to change it.',
      ]);

      expect(await ask(twilio, ANN, 'C')).toBe(
        'Thank you! See you for your Botox appointment on November 18, 2025 at 2:00 PM.',
      );
      expect(await ask(twilio, BOB, "no, I can't come")).toMatch(/^Do you want to cancel your Botox appointment/);
      // Whoever answers before a question is known to be sent may have meant the one before it.
      await waitFor(async () => areAllSent(await everything(log)));
      expect(await ask(twilio, BOB, 'yes')).toMatch(/^I've cancelled your Botox appointment/);

      // Later the same day nobody hears of it again.
      setTo('2025-11-18T10:00:00-05:00');
      await waitFor(async () => (await everything(log)).filter(({ type }) => type === 'ReminderDue').length === 3);
      expect([reminders(ANN), reminders(BOB), reminders(CID)].map(({ length }) => length)).toEqual([1, 1, 0]);
      await waitFor(async () => findBreaches(await everything(log)).owed.length === 0);
      expect(findBreaches(await everything(log)).breaches).toEqual([]);
    },
    TEST_MS,
  );
});
