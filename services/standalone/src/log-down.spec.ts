import { describe, expect, test } from '@jest/globals';
import { findBreaches } from '@slotguard/conversation';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone, NUMBER } from './testing/launch-standalone.js';

const CUSTOMER = '+15550001234';
const TEST_MS = 90_000;

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

describe('the database goes down while customers text', () => {
  test(
    'what cannot be kept is never taken, and after it is back everything goes on without a restart',
    async () => {
      const system = await launchStandalone({ databaseUrl: await postgres.createDatabase() });
      cleanUps.push(() => system.close());
      const { twilio, url, log } = system;
      const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;
      expect(await ask(twilio, CUSTOMER, 'book me for botox at 2pm tomorrow')).toMatch(/^1\) /m);

      await postgres.kill();
      const lost = await twilio.text(CUSTOMER, NUMBER, 'the first one');
      expect(lost.status).toBe(503);
      expect(await ready()).toBe(503);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);

      await postgres.restart();
      await waitFor(async () => (await ready()) === 200, { what: 'readiness' });
      const before = twilio.received(CUSTOMER).length;
      const again = await twilio.text(CUSTOMER, NUMBER, 'the first one', { messageSid: lost.messageSid });
      expect(again.status).toBe(200);
      await waitFor(() => twilio.received(CUSTOMER).length > before, { timeoutMs: 30_000, what: 'the answer' });

      const story = await everything(log);
      expect(story.filter(({ type }) => type === 'UserUtterance')).toHaveLength(2);
      expect(findBreaches(story).breaches).toEqual([]);
    },
    TEST_MS,
  );
});
