import { describe, expect, test } from '@jest/globals';
import { newEvent } from '@slotguard/contracts';
import {
  findBreaches,
  holdId,
  outcomeId,
  releaseId,
  type EventNamed,
  type EventType,
  type Slot,
} from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { everything } from './testing/everything.js';
import { ask, launchStandalone } from './testing/launch-standalone.js';
import { clockRunningFrom, MONDAY_AT_NINE } from './testing/running-clock.js';

const TEST_MS = 120_000;
const COMMAND = fileURLToPath(new URL('../../ops-cli/bin/slotguard.js', import.meta.url));

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

const two: Slot = {
  ...{ slotId: 'botox_ana_20251118T190000Z', service: 'botox', resource: 'ana' },
  ...{ start: '2025-11-18T14:00:00-05:00', end: '2025-11-18T14:30:00-05:00' },
};

describe('a customer who has chosen on the phone and is still talking', () => {
  test(
    'has the time to herself: the timeline shows the hold, nobody else is offered the time, and she books it',
    async () => {
      const clock = clockRunningFrom(MONDAY_AT_NINE);
      const databaseUrl = await postgres.createDatabase();
      const log = await PostgresEventLog.open({ url: databaseUrl, clock });
      cleanUps.push(() => log.close());
      const system = await launchStandalone({ databaseUrl, log, clock });
      cleanUps.push(() => system.close());
      const timeline = async (): Promise<string> => {
        const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
        return (await promisify(execFile)(process.execPath, [COMMAND, 'timeline', 'call-1'], { env })).stdout;
      };
      /** The phone's gateway, by hand: one thing that happens in the call. */
      const call = { business: 'radiance', conversation: 'call-1', channel: 'voice', writer: 'voice' } as const;
      const inCall = <T extends EventType>(
        type: T,
        id: string,
        data: EventNamed<T>['data'],
        personal = {} as EventNamed<T>['personal'],
      ) =>
        log.append(
          newEvent(type, { ...call, id, time: clock.now().toISOString(), correlation: 'call-1' }, data, personal),
        );
      const found = (id: string) => log.waitFor({ ...call, id }, { timeoutMs: 20_000 });

      const wish = 'book me for botox with Ana tomorrow at 2pm, my name is Alex Morgan';
      expect(await ask(system.twilio, '+15551000001', wish)).toMatch(/^1\) .*2:00 PM/m);

      const wanted = { service: 'botox', date: '2025-11-18', time: '14:00', resource: 'ana' };
      await inCall('AvailabilityChecked', 'chk-1', { success: true, asked: wanted, slots: [two] });
      const spoken = { source: 'voice_transcript' as const, beganAt: clock.now().toISOString() };
      await inCall('UserUtterance', 'utt-1', spoken, { text: 'two pm please' });
      expect(await found(holdId('utt-1'))).toMatchObject({ type: 'HoldPlaced', data: { slot: two } });
      expect(await timeline()).toMatch(
        /calendar +holds Tue, Nov 18, 2:00–2:30 PM, botox, ana until 9:1\d:\d\d AM {2}\[hld-utt-1\]/,
      );

      // Whoever asks now does not hear of the time; whoever had been offered it is told at once.
      const other = await ask(system.twilio, '+15551000002', wish);
      expect(other).toMatch(/1:30 PM|2:30 PM/);
      expect(other.match(/^\d\) .*2:00 PM/m)).toBeNull();
      expect(await ask(system.twilio, '+15551000001', '1')).toMatch(/just taken.*\n1\) /s);

      await inCall('BookingRequested', 'req-1', {
        slotId: two.slotId,
        validUntil: new Date(clock.now().getTime() + 120_000).toISOString(),
      });
      expect(await found(outcomeId('req-1'))).toMatchObject({ type: 'AppointmentBooked' });
      await found(releaseId(holdId('utt-1')));
      expect(await timeline()).toMatch(/calendar +lets go of hld-utt-1: booked/);
      await waitFor(async () => findBreaches(await everything(log)).owed.length === 0);
      expect(findBreaches(await everything(log)).breaches).toEqual([]);
    },
    TEST_MS,
  );
});
