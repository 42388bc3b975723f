import { beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@slotguard/contracts';
import { customer, given, givenOn, optsOut, takesOver, wantsPerson, type StoryStep } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { slotguard, type Env, type Ran } from '../testing/slotguard.js';
import { withLog } from '../testing/with-log.js';

const WHY = ['--reason', 'asked for', '--actor'] as const;
const REF = { business: 'radiance', conversation: 'story' };

const postgres = postgresOfSpec();
let env: Env & { DATABASE_URL: string };
beforeEach(async () => {
  env = { DATABASE_URL: await postgres.createDatabase() };
});

const tell = (...steps: readonly (StoryStep | readonly StoryStep[])[]): Promise<void> =>
  withLog(env.DATABASE_URL, async (log) => {
    const { events } = given(...steps).when();
    for (const { position: _, recordedAt: __, ...event } of events) await log.append(event);
  });
const byOperators = (): Promise<StoredEvent[]> =>
  withLog(env.DATABASE_URL, async (log) => (await log.readConversation(REF)).filter(({ writer }) => writer === 'ops'));
const run = (...args: string[]): Promise<Ran> => slotguard(args, env);

describe('taking over by command', () => {
  test('records who and why, under the conversation’s own channel; a second time changes nothing', async () => {
    await tell(customer('hi'));
    expect(await run('takeover', 'sto', ...WHY, 'Dana')).toMatchObject({ code: 0, err: '' });
    const again = await run('takeover', 'story', ...WHY, 'Dana');
    expect(again).toMatchObject({ code: 0, out: 'You attend story already. Nothing is changed.\n' });
    expect(await byOperators()).toMatchObject([
      {
        id: 'takeover-1',
        type: 'ConversationTakenOver',
        channel: 'sms',
        data: { actor: 'Dana' },
        personal: { reason: 'asked for' },
      },
    ]);
  });

  test('of two operators at once one attends, and the other is told who', async () => {
    await tell(customer('hi'), wantsPerson());
    const both = await Promise.all(['Dana', 'Kim'].map((actor) => run('takeover', 'story', ...WHY, actor)));
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    const [takeover, ...more] = await byOperators();
    expect(more).toEqual([]);
    const { actor } = takeover!.data as { actor: string };
    expect(both.find(({ code }) => code === 1)!.err).toContain(actor);
  });

  test('nobody writes to a customer whom the assistant answers, or who has opted out, or takes over from another', async () => {
    await tell(customer('hi'));
    const early = await run('reply', 'story', 'Hello!', '--actor', 'Dana');
    expect({ code: early.code, err: early.err }).toEqual({
      code: 1,
      err: expect.stringContaining('take it over first'),
    });
    await run('takeover', 'story', ...WHY, 'Dana');
    const other = await run('takeover', 'story', ...WHY, 'Kim');
    expect({ code: other.code, err: other.err }).toEqual({
      code: 1,
      err: expect.stringContaining('Dana attends story already'),
    });
    await withLog(env.DATABASE_URL, async (log) => {
      const { position: _, recordedAt: __, ...event } = given(optsOut()).when().events[0]!;
      await log.append(event);
    });
    const late = await run('reply', 'story', 'Hello!', '--actor', 'Dana');
    expect({ code: late.code, err: late.err }).toEqual({ code: 1, err: expect.stringContaining('has opted out') });
    expect((await byOperators()).map(({ type }) => type)).toEqual(['ConversationTakenOver']);
  });

  test('a reply is recorded for the gateway, and of two at once one is told that it is not sent', async () => {
    await tell(customer('hi'), wantsPerson());
    const both = await Promise.all(
      ['Hello!', 'Good day!'].map((text) => run('reply', 'story', text, '--actor', 'Dana')),
    );
    const replies = await byOperators();
    expect(replies).toHaveLength(both.filter(({ code }) => code === 0).length);
    for (const { err } of both.filter(({ code }) => code !== 0)) expect(err).toContain('Your text is not sent.');
    expect(replies[0]).toMatchObject({ id: 'say-1', type: 'OperatorReplied', data: { actor: 'Dana' } });
  });

  test('a call is not answered in writing', async () => {
    await withLog(env.DATABASE_URL, async (log) => {
      const { events } = givenOn('voice')(customer('hi'), takesOver()).when();
      for (const { position: _, recordedAt: __, ...event } of events) await log.append(event);
    });
    const { code, err } = await run('reply', 'story', 'Hello!', '--actor', 'Dana');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is a phone call') });
  });

  test('a release lets the assistant answer again, and is none where it does', async () => {
    await tell(customer('hi'), takesOver());
    expect(await run('release', 'story', ...WHY, 'Kim')).toMatchObject({ code: 0 });
    expect(await run('release', 'story', ...WHY, 'Kim')).toMatchObject({
      code: 0,
      out: 'The assistant answers story already. Nothing is changed.\n',
    });
    expect((await byOperators()).map(({ type }) => type)).toEqual(['ConversationTakenOver', 'ConversationReleased']);
  });

  test.each([
    ['takeover without a reason', ['takeover', 'story'], 2],
    ['a reply without words', ['reply', 'story', ' '], 2],
    ['a reply longer than any text', ['reply', 'story', 'x'.repeat(1_601)], 2],
    ['a conversation that is not there', ['takeover', 'nobody', ...WHY, 'Dana'], 1],
  ])('%s is refused, and nothing is recorded', async (_, args, code) => {
    await tell(customer('hi'), wantsPerson());
    const ran = await run(...args);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(await byOperators()).toEqual([]);
  });
});
