import { beforeEach, describe, expect, test } from '@jest/globals';
import { newEvent, parseEvent, type NewStoredEvent, type StoredEvent } from '@slotguard/contracts';
import type { DeclineReason } from '@slotguard/conversation';
import {
  booked,
  check,
  customer,
  given,
  givenOn,
  optsOut,
  request,
  runSql,
  slotAt,
  takesOver,
  type StoryStep,
} from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { RECORDED_THEN } from '../testing/recorded-then.js';
import { slotguard, type Env, type Ran } from '../testing/slotguard.js';
import { withLog } from '../testing/with-log.js';

const REF = { business: 'radiance', conversation: 'story' };
const WHY = ['--reason', 'Dana is ill', '--actor', 'Dana'] as const;
/** Long after this is run. */
const at = (day: string) => slotAt('', { start: `2099-03-${day}T14:00:00-04:00` });
const monday = at('16');
const tuesday = at('17');
const books = (slot: ReturnType<typeof slotAt>, id: string): StoryStep[] => [
  ...[check(slot), customer('yes'), request({ id }), booked(slot)],
];
const bookedMonday = books(monday, 'req-m');
const bookedTuesday = books(tuesday, 'req-t');

const postgres = postgresOfSpec();
let env: Env & { DATABASE_URL: string };
beforeEach(async () => {
  env = { DATABASE_URL: await postgres.createDatabase() };
});

const tell = async (events: readonly object[]): Promise<void> => {
  await withLog(env.DATABASE_URL, async (log) => {
    for (const event of events) {
      const { position: _, recordedAt: __, ...written } = event as StoredEvent;
      await log.append(written);
    }
  });
  await runSql(env.DATABASE_URL, RECORDED_THEN);
};
const told = (...steps: StoryStep[]) => given(...steps).when().events;
const ordered = (): Promise<StoredEvent[]> =>
  withLog(env.DATABASE_URL, async (log) =>
    (await log.readConversation(REF)).filter(({ type }) => type === 'CancellationOrdered'),
  );
const cancel = (...args: string[]): Promise<Ran> => slotguard(['cancel', 'story', ...args], env);

/** The calendar's word on an order, once it is there: done, or why not. */
const answers = (id: string, refused?: DeclineReason): Promise<void> =>
  withLog(env.DATABASE_URL, async (log) => {
    const stored = await log.waitFor({ ...REF, id }, { timeoutMs: 20_000 });
    const order = parseEvent(stored!);
    if (order.type !== 'CancellationOrdered') throw new Error('no order');
    const { time, business, conversation, channel, correlation, data } = order;
    const envelope = {
      ...{ id: `apt-${id}`, time, business, conversation, channel, correlation, causation: id },
      writer: 'calendar' as const,
    };
    const { appointment, slot } = data;
    const event =
      refused === undefined
        ? newEvent('AppointmentCancelled', envelope, { request: id, appointment, slot }, {})
        : newEvent('ChangeDeclined', envelope, { request: id, appointment, kind: 'cancel', reason: refused }, {});
    await log.append(event as NewStoredEvent);
  });

describe('cancelling by command', () => {
  test('orders the one appointment there is, under the operator’s name; the story and the check know it', async () => {
    await tell(told(...bookedMonday));
    const [ran] = await Promise.all([cancel(...WHY), answers('cancel-1')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^Recorded as cancel-1\. Cancelled: Mon, Mar 16, 2:00.* The gateway tells the customer\./);
    expect(await ordered()).toMatchObject([
      {
        ...{ id: 'cancel-1', writer: 'ops', channel: 'sms' },
        data: { appointment: 'apt-req-m', slot: monday, actor: 'Dana' },
        personal: { reason: 'Dana is ill' },
      },
    ]);
    const { out } = await slotguard(['timeline', 'story'], env);
    expect(out).toMatch(/operator +Dana cancels Mon, Mar 16, .*: "Dana is ill" +\[cancel-1\]/);
    expect(out).toMatch(/calendar +cancelled Mon, Mar 16, .*\[apt-cancel-1\]/);
    expect(await slotguard(['verify'], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('everything holds'),
    });
    // What is done is not done again.
    for (const named of [['--appointment', 'apt-req-m'], []])
      expect(await cancel(...named, ...WHY)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Mon, Mar 16, .* is cancelled already\. Nothing is changed\.\n$/),
      });
    expect(await ordered()).toHaveLength(1);
  });

  test('of several asks which, and takes the one that is named', async () => {
    await tell(told(...bookedMonday, ...bookedTuesday));
    const { code, err } = await cancel(...WHY);
    expect(code).toBe(2);
    expect(err).toMatch(/Which one\?[^]*apt-req-m {2}Mon, Mar 16[^]*apt-req-t {2}Tue, Mar 17/);
    const other = await cancel('--appointment', 'apt-of-another', ...WHY);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('is no appointment of story') });
    expect(await ordered()).toEqual([]);
    const [named] = await Promise.all([cancel('--appointment', 'apt-req-t', ...WHY), answers('cancel-1')]);
    expect(named.out).toMatch(/Cancelled: Tue, Mar 17/);
  });

  test('waits for no calendar that does not run: it is recorded once, and done when it is back', async () => {
    await tell(told(...bookedMonday));
    expect((await cancel(...WHY)).out).toMatch(/^Recorded as cancel-1\. The calendar has not answered yet:/);
    const again = await cancel('--reason', 'Dana is ill', '--actor', 'Kim');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/^Dana has ordered that already, as cancel-1\. The calendar has not answered yet:/);
    await answers('cancel-1');
    expect((await cancel(...WHY)).out).toContain('is cancelled already');
    expect(await ordered()).toHaveLength(1);
  });

  test('says so when the calendar does not do it, and may be ordered anew', async () => {
    await tell(told(...bookedMonday));
    const [refused] = await Promise.all([cancel(...WHY), answers('cancel-1', 'no_appointment')]);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Not cancelled (no_appointment)') });
    const [again] = await Promise.all([cancel(...WHY), answers('cancel-2')]);
    expect(again.out).toMatch(/Cancelled/);
    expect(await slotguard(['verify'], env)).toMatchObject({ code: 0 });
  });

  test('by two operators at once cancels one appointment once', async () => {
    await tell(told(...bookedMonday, ...bookedTuesday));
    const same = ['Dana', 'Kim'].map((actor) =>
      cancel('--appointment', 'apt-req-m', '--reason', 'closed', '--actor', actor),
    );
    const [one, other] = await Promise.all([...same, answers('cancel-1')]);
    expect([one, other]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await ordered()).toHaveLength(1);
    expect(await slotguard(['verify'], env)).toMatchObject({ code: 0 });
  });

  test('by two operators of two different ones at once: who is told that theirs is not recorded is told right', async () => {
    await tell(told(...bookedMonday, ...bookedTuesday));
    const both = await Promise.all(['apt-req-m', 'apt-req-t'].map((id) => cancel('--appointment', id, ...WHY)));
    const done = both.filter(({ code }) => code === 0);
    expect((await ordered()).map(({ data }) => (data as { appointment: string }).appointment)).toHaveLength(
      done.length,
    );
    for (const { err } of both.filter(({ code }) => code !== 0)) expect(err).toContain('Yours is not recorded');
    expect(done.length).toBeGreaterThan(0);
  });

  test('works while a person attends; somebody who has opted out, or who called, has to be told otherwise', async () => {
    await tell(told(...bookedMonday, takesOver(), optsOut()));
    const [ran] = await Promise.all([cancel(...WHY), answers('cancel-1')]);
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('has opted out of messages') });
    env = { DATABASE_URL: await postgres.createDatabase() };
    await tell(givenOn('voice')(...bookedMonday).when().events);
    const [called] = await Promise.all([cancel(...WHY), answers('cancel-1')]);
    expect(called).toMatchObject({ code: 0, out: expect.stringContaining('call the customer to say so') });
  });

  test.each([
    ['without a reason', [], 2],
    ['with an empty one', ['--reason', ' '], 2],
    ['of an appointment that has begun', ['--reason', 'x', '--appointment', 'apt-req-p'], 1],
  ])('%s is refused, and nothing is recorded', async (_, args, code) => {
    await tell(told(...books(slotAt('14:00'), 'req-p')));
    expect(await cancel(...args)).toMatchObject({ code, out: '' });
    expect(await ordered()).toEqual([]);
  });
});
