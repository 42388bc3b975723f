import { beforeEach, describe, expect, test } from '@jest/globals';
import { parseEvent } from '@slotguard/contracts';
import type { EventNamed } from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { customer, given, request, slotAt } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { slotguard, type Env, type Ran } from '../testing/slotguard.js';

const BUSINESS = 'radiance';
const WHY = ['--reason', 'Customers are refused', '--actor', 'Dana'] as const;

const postgres = postgresOfSpec();
let env: Env & { DATABASE_URL: string };
beforeEach(async () => {
  env = { DATABASE_URL: await postgres.createDatabase() };
  await withLog(async () => undefined);
});

async function withLog<T>(work: (log: PostgresEventLog) => Promise<T>): Promise<T> {
  const log = await PostgresEventLog.open({ url: env.DATABASE_URL });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
const changes = (): Promise<EventNamed<'PolicyChanged'>[]> =>
  withLog(async (log) =>
    (await log.readConversation({ business: BUSINESS, conversation: '_policy' })).map(
      (event) => parseEvent(event) as unknown as EventNamed<'PolicyChanged'>,
    ),
  );
const policy = (...args: string[]): Promise<Ran> => slotguard(['policy', ...args], env);

describe('slotguard policy', () => {
  test('says what is in force before anybody has changed anything', async () => {
    const { code, out } = await policy('get');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('policy default-1  as delivered') });
    for (const channel of ['sms', 'email', 'voice']) expect(out).toMatch(new RegExp(`${channel} +enforce`));
  });

  test('puts one channel into shadow, under the operator’s name and with the reason', async () => {
    const set = await policy('set', 'sms', 'shadow', ...WHY);
    expect(set).toMatchObject({
      code: 0,
      out: expect.stringContaining('sms is in shadow from now on (policy policy-1'),
    });
    const [change, another] = await changes();
    expect(another).toBeUndefined();
    expect(change).toMatchObject({
      id: 'policy-1',
      writer: 'ops',
      data: { actor: 'Dana', reason: 'Customers are refused' },
    });
    const { out } = await policy('get');
    expect(out).toMatch(/^policy policy-1 {2}since .*, by Dana: "Customers are refused"/);
    expect(out).toMatch(/sms +shadow/);
    expect(out).toMatch(/voice +enforce/);
  });

  test('keeps the history of who changed what and why, with what was decided meanwhile', async () => {
    await policy('set', 'sms', 'shadow', ...WHY);
    const told = given(
      customer('hello'),
      request({ slotId: slotAt('14:00').slotId, start: slotAt('14:00').start }),
    ).when();
    const decided = told.events.at(-1)!;
    await withLog(async (log) => {
      const {
        position: _,
        recordedAt: __,
        ...event
      } = decided as EventNamed<'BookingRejected'> & { position: number; recordedAt: string };
      const { help: ___, reason, ...data } = event.data;
      const args = { start: slotAt('14:00').start, service: 'botox' };
      const shadow = {
        ...data,
        args,
        adjustments: {},
        mode: 'shadow',
        policy: 'policy-1',
        validUntil: event.time,
        wouldReject: reason,
      };
      await log.append({ ...event, type: 'BookingApproved', data: shadow });
    });
    await policy('set', 'sms', 'enforce', '--reason', 'Mended', '--actor', 'Kim');
    const { code, out } = await policy('history');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      'default-1  as delivered',
      'no booking was decided under it',
      expect.stringMatching(/^policy-1 .*, by Dana: "Customers are refused"$/),
      'channels.sms.mode: enforce → shadow',
      '1 approved (1 of them in shadow), 0 rejected',
      'enforcing would have rejected: 1 availability_not_checked',
      expect.stringMatching(/^policy-2 .*, by Kim: "Mended"$/),
      'channels.sms.mode: shadow → enforce',
      'no booking was decided under it',
      '',
    ]);
    const json = JSON.parse((await policy('history', '--json')).out) as { version: string }[];
    expect(json.map(({ version }) => version)).toEqual(['default-1', 'policy-1', 'policy-2']);
    const verified = await slotguard(['verify', '--json'], env);
    expect(JSON.parse(verified.out)).toMatchObject({ approvals: { enforce: 0, shadow: [{ id: decided.id }] } });
  });

  test('changes nothing when the channel is in that mode already', async () => {
    expect(await policy('set', 'voice', 'enforce', ...WHY)).toMatchObject({
      code: 0,
      out: 'voice is in enforce already (policy default-1). Nothing is changed.\n',
    });
    expect(await changes()).toEqual([]);
  });

  test('of two operators at once, each is told what is in force after both', async () => {
    const both = await Promise.all([
      policy('set', 'sms', 'shadow', '--reason', 'one', '--actor', 'Dana'),
      policy('set', 'voice', 'shadow', '--reason', 'other', '--actor', 'Kim'),
    ]);
    const recorded = await changes();
    const inForce = recorded.at(-1)!.data.policy;
    expect(recorded.map(({ data }) => data.policy.version)).toEqual(recorded.map((_, i) => `policy-${i + 1}`));
    for (const [i, channel] of (['sms', 'voice'] as const).entries()) {
      const { code, out, err } = both[i]!;
      const isIn = inForce.channels[channel].mode === 'shadow';
      expect({ channel, code, isIn }).toEqual({ channel, code: isIn ? 0 : 1, isIn });
      if (isIn) expect(out).toContain(`${channel} is in shadow`);
      else expect(err).toContain('has just changed the policy');
    }
  });

  test.each([
    ['another channel than there is', ['set', 'fax', 'shadow', ...WHY]],
    ['another mode than there is', ['set', 'sms', 'off', ...WHY]],
    ['no reason', ['set', 'sms', 'shadow']],
    ['an empty reason', ['set', 'sms', 'shadow', '--reason', ' ']],
  ])('called with %s it says how to call it', async (_, args) => {
    expect(await policy(...args)).toMatchObject({ code: 2, out: '' });
    expect(await changes()).toEqual([]);
  });

  test('refuses a log of another business, where it would be in force for nobody', async () => {
    const { events } = given(customer('hello')).when();
    await withLog(async (log) => {
      for (const { position: _, recordedAt: __, ...event } of events)
        await log.append({ ...event, business: 'elsewhere' });
    });
    const { code, err } = await policy('set', 'sms', 'shadow', ...WHY);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('knows no business radiance, but elsewhere'),
    });
  });
});
