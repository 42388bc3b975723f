import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewStoredEvent } from '@slotguard/contracts';
import { newEvent } from '@slotguard/contracts';
import type { ConversationEvent } from '@slotguard/conversation';
import { defaultPolicy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { MemoryEventLog } from '@slotguard/event-log';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import type { LaunchedPostgres, StoryStep } from '@slotguard/testing';
import {
  after,
  assistant,
  booked,
  cancelRequest,
  changed,
  check,
  customer,
  ends,
  given,
  launchPostgres,
  moveRequest,
  optsIn,
  optsOut,
  runSql,
  request,
  shows,
  slotAt,
  waitFor,
} from '@slotguard/testing';
import type { ProjectionOptions, ReadModel, Trouble } from './index.js';
import { openReadModel, Projection, READER } from './index.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const BOOKING = [
  customer('botox tomorrow'),
  check(two, four),
  shows(two, four),
  customer('1'),
  request({ slotId: two.slotId }),
  booked(two),
];

/** Tables without the checkpoint, row versions (`xmin`) included: a row that was written again differs. */
const TABLES = ['conversation', 'message', 'decision', 'customer'];

describe('the rows for people', () => {
  let postgres: LaunchedPostgres;
  let url: string;
  let model: ReadModel;
  let log: MemoryEventLog;
  const running: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    postgres = await launchPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    url = await postgres.createDatabase();
    model = await openReadModel({ url });
    log = new MemoryEventLog();
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await model.close();
    await log.close();
  });

  function start(options: ProjectionOptions = {}, on: EventLog = log): Projection {
    const projection = new Projection(on, model.source, options);
    const stopping = new AbortController();
    const done = projection.run(stopping.signal);
    running.push({
      stop: async () => {
        stopping.abort();
        await done;
      },
    });
    return projection;
  }

  const caughtUp = (projection: Projection, what = 'the projection'): Promise<boolean> =>
    waitFor(async () => projection.position === (await log.lastPosition()), { what });

  async function tell(events: readonly ConversationEvent[], conversation = 'story'): Promise<void> {
    for (const event of events) await log.append({ ...strip(event), conversation });
  }

  async function dump(): Promise<unknown> {
    return Promise.all(TABLES.map((table) => runSql(url, `select xmin, * from read_model.${table} order by 2, 3, 4`)));
  }

  test('show a booking with its messages, verdicts and decision', async () => {
    await tell(given(...BOOKING).when().events);
    await caughtUp(start());

    const found = await model.conversation('radiance', 'story');
    expect(found?.conversation).toMatchObject({
      channel: 'sms',
      status: 'booked',
      appointment: expect.stringMatching(/^apt-req-/),
      firstActivity: new Date('2025-11-16T14:01:00Z'),
      customer: null,
    });
    expect(found?.messages.map(({ direction, text, verdict, words }) => ({ direction, text, verdict, words }))).toEqual(
      [
        { direction: 'in', text: 'botox tomorrow', verdict: 'none', words: null },
        { direction: 'in', text: '1', verdict: 'selected', words: '1' },
      ],
    );
    expect(found?.decisions).toEqual([
      expect.objectContaining({
        approved: true,
        reason: null,
        mode: 'enforce',
        policy: 'default-1',
        outcome: 'booked',
        evidence: { check: expect.any(String), presentation: expect.any(String), utterance: expect.any(String) },
        args: expect.objectContaining({ slotId: two.slotId }),
      }),
    ]);
  });

  test('show an appointment that was moved and then cancelled as what it is: none', async () => {
    const moved = [customer('I need to reschedule'), check(four), customer('option 1'), moveRequest(), changed()];
    const cancelled = [customer('cancel it'), cancelRequest(), changed(), cancelRequest()];
    await tell(given(...BOOKING, ...moved, ...cancelled).when().events);
    await caughtUp(start());
    const found = await model.conversation('radiance', 'story');
    expect(found?.conversation).toMatchObject({ status: 'active', appointment: null });
    expect(found?.decisions).toMatchObject([
      { approved: true, outcome: 'booked' },
      {
        approved: true,
        outcome: 'rescheduled',
        args: { slotId: four.slotId },
        evidence: { asked: expect.any(String) },
      },
      { approved: true, outcome: 'cancelled', args: { slotId: four.slotId } },
      { approved: false, outcome: null, reason: 'already_cancelled' },
    ]);
  });

  test('show why a booking was rejected', async () => {
    await tell(given(customer('book me in'), request({ slotId: two.slotId })).when().events);
    await caughtUp(start());
    const found = await model.conversation('radiance', 'story');
    expect(found?.decisions).toMatchObject([{ approved: false, reason: 'availability_not_checked', outcome: null }]);
    expect(found?.conversation.status).toBe('active');
  });

  test('follow a text to its delivery, whatever order the receipts come in', async () => {
    const said = given(customer('hi'), assistant('other')).when().events;
    await tell(said);
    const out = said.find(({ type }) => type === 'AssistantReplied')!;
    const receipt = (id: string, status: 'sent' | 'delivered'): NewStoredEvent =>
      newEvent('MessageSent', { ...out, id }, { message: out.id, providerId: 'SM1', status }, {});
    await log.append(receipt('rcpt-2', 'delivered'));
    await log.append(receipt('rcpt-1', 'sent'));
    await caughtUp(start());
    const found = await model.conversation('radiance', 'story');
    expect(found?.messages.at(-1)).toMatchObject({ direction: 'out', text: '…', delivery: 'delivered' });
  });

  test('know who opted out, who came back and what has ended', async () => {
    const status = async (...steps: StoryStep[]): Promise<unknown> => {
      await tell(given(...steps).when().events);
      await caughtUp(projection);
      return (await model.conversation('radiance', 'story'))?.conversation.status;
    };
    const projection = start();
    const hello = customer('hello');
    expect(await status(hello)).toBe('active');
    expect(await status(hello, optsOut())).toBe('opted_out');
    expect(await status(hello, optsOut(), optsIn())).toBe('active');
    expect(await status(hello, optsOut(), optsIn(), ends())).toBe('ended');
    expect(await status(hello, optsOut(), optsIn(), ends(), after(60_000, customer('me again')))).toBe('active');
  });

  test('know what was said last of consent, also when it comes late', async () => {
    const [stop] = given(optsOut()).when().events;
    const said = (id: string, type: 'CustomerOptedOut' | 'CustomerOptedIn', time: string) =>
      log.append(newEvent(type, { ...stop!, id, time }, {}, {}));
    const projection = start();
    const optedOut = async (): Promise<unknown> => {
      await caughtUp(projection);
      return (await model.conversation('radiance', 'story'))?.conversation.optedOut;
    };
    await said('optin-1', 'CustomerOptedIn', '2025-11-16T10:00:00-05:00');
    expect(await optedOut()).toBe(false);
    await said('optout-2', 'CustomerOptedOut', '2025-11-16T12:00:00-05:00');
    expect(await optedOut()).toBe(true);
    await said('optin-3', 'CustomerOptedIn', '2025-11-16T11:00:00-05:00');
    expect(await optedOut()).toBe(true);
    await said('optin-4', 'CustomerOptedIn', '2025-11-16T13:00:00-05:00');
    expect(await optedOut()).toBe(false);
  });

  test('know one customer in two conversations, by the address', async () => {
    const [hello] = given(customer('hello')).when().events;
    const identify = (conversation: string, id: string, personal: { name?: string; address?: string }) => ({
      ...newEvent('CustomerIdentified', { ...hello!, conversation, id }, { verifiedBy: 'channel_address' }, personal),
    });
    await log.append(identify('one', 'who-1', { address: '+15555550100' }));
    await log.append(identify('one', 'who-2', { name: 'Ada' }));
    await log.append(identify('two', 'who-1', { address: '+15555550100' }));
    await log.append(identify('three', 'who-1', { address: '+15555550101' }));
    await caughtUp(start());
    const ada = { name: 'Ada', address: '+15555550100', verifiedBy: 'channel_address' };
    expect((await model.conversation('radiance', 'one'))?.customer).toMatchObject(ada);
    expect((await model.conversation('radiance', 'two'))?.customer).toMatchObject({ ...ada, id: 'one' });
    expect((await model.conversation('radiance', 'three'))?.customer).toMatchObject({ id: 'three', name: null });
  });

  test('list conversations, the last active first, by status and page by page', async () => {
    await tell(given(customer('hello')).when().events, 'early');
    await tell(given(...BOOKING).when().events, 'late');
    const projection = start();
    await caughtUp(projection);
    const ids = async (filter: Parameters<ReadModel['listConversations']>[0]): Promise<string[]> =>
      (await model.listConversations(filter)).map(({ id }) => id);
    expect(await ids({})).toEqual(['late', 'early']);
    expect(await ids({ status: 'booked' })).toEqual(['late']);
    await tell(given(customer('hello')).when().events, 'early-too');
    await caughtUp(projection);
    const pages: string[] = [];
    for (let [row] = await model.listConversations({ limit: 1 }); row;) {
      pages.push(row.id);
      [row] = await model.listConversations({ below: row, limit: 1 });
    }
    expect(pages).toEqual(['late', 'early', 'early-too']);
    expect(await ids({ business: 'another' })).toEqual([]);
  });

  test('a policy change is nobody’s conversation', async () => {
    const [hello] = given(customer('hello')).when().events;
    const data = { policy: defaultPolicy(), actor: 'ana', reason: 'a trial' };
    await log.append(
      newEvent('PolicyChanged', { ...hello!, id: 'pol-1', conversation: '_policy', writer: 'ops' }, data, {}),
    );
    await caughtUp(start());
    expect(await model.listConversations()).toEqual([]);
  });

  test('replaying the whole log adds no row and changes none', async () => {
    await tell(given(...BOOKING, ends()).when().events, 'one');
    await tell(given(customer('hi'), optsOut()).when().events, 'two');
    await caughtUp(start({ batchMax: 3 }));
    const before = await dump();
    await running.pop()?.stop();

    await runSql(url, 'update read_model.checkpoint set position = 0');
    await caughtUp(start({ batchMax: 2 }));
    expect(await dump()).toEqual(before);
  });

  test('a killed projection goes on where its last batch was saved, and the rows are the same as without the kill', async () => {
    const events = given(...BOOKING, ends()).when().events;
    await tell(events, 'one');
    await caughtUp(start());
    const whole = await dump();
    await running.pop()?.stop();
    await runSql(url, `truncate ${TABLES.map((table) => `read_model.${table}`).join(', ')}, read_model.checkpoint`);

    let kills = 0;
    for (; events.length - (await checkpoint()) > 3; kills++) {
      // Gone after one more batch of two, in the middle of reading the next.
      const stopping = new AbortController();
      const dying = new Projection(
        cutShort(log, 3, () => stopping.abort()),
        model.source,
        { batchMax: 2 },
      );
      await dying.run(stopping.signal);
    }
    expect(kills).toBeGreaterThan(2);
    await caughtUp(start({ batchMax: 2 }));
    expect(withoutVersions(await dump())).toEqual(withoutVersions(whole));
  });

  async function checkpoint(): Promise<number> {
    const [row] = await runSql(url, 'select position from read_model.checkpoint');
    return Number(row?.['position'] ?? 0);
  }

  test('two projections at once take turns and write the same rows', async () => {
    const [a, b] = [start({ batchMax: 2 }), start({ batchMax: 3 })];
    for (let i = 0; i < 10; i++) await tell(given(...BOOKING).when().events, `c${i}`);
    await caughtUp(a);
    await caughtUp(b);
    expect(await model.listConversations({ status: 'booked' })).toHaveLength(10);
  });

  test('a restart of the database is waited out, and nothing is missing afterwards', async () => {
    const troubles: Trouble[] = [];
    const projection = start({ onTrouble: (trouble) => troubles.push(trouble) });
    await tell(given(...BOOKING).when().events, 'before');
    await caughtUp(projection);
    await postgres.restart(async () => {
      await tell(given(...BOOKING).when().events, 'while-down');
      await waitFor(() => projection.trouble, { what: 'the projection to notice' });
    });
    await caughtUp(projection, 'the projection to go on');
    expect(troubles.some(({ kind }) => kind === 'retrying')).toBe(true);
    expect(projection.trouble).toBeUndefined();
    expect((await model.conversation('radiance', 'while-down'))?.conversation.status).toBe('booked');
  });

  test('log and rows in one database outlive its restart together', async () => {
    const stored = await PostgresEventLog.open({ url });
    try {
      const append = async (conversation: string): Promise<void> => {
        for (const event of given(...BOOKING).when().events) await stored.append({ ...strip(event), conversation });
      };
      const projection = start({}, stored);
      await append('before');
      await waitFor(async () => projection.position === (await stored.lastPosition()));
      await postgres.restart();
      await waitFor(() => append('after').then(() => true));
      await waitFor(async () => projection.position === (await stored.lastPosition()));
      expect(await model.listConversations({ status: 'booked' })).toHaveLength(2);
    } finally {
      for (const one of running.splice(0)) await one.stop();
      await stored.close();
    }
  });

  test('an event that nobody can read is parked and passed', async () => {
    const [hello] = given(customer('hello')).when().events;
    await log.append({ ...strip(hello!), id: 'utt-future', version: 99 });
    await log.append(strip(hello!));
    await caughtUp(start());
    expect(await log.listParked(READER)).toMatchObject([
      { event: { id: 'utt-future' }, reason: 'unknown_version: UserUtterance version 99 (utt-future)' },
    ]);
    expect((await model.conversation('radiance', 'story'))?.messages).toHaveLength(1);
  });

  test('a row that the database refuses is parked alone, its neighbours are saved', async () => {
    // A rule that only this test's database has.
    await runSql(url, `alter table read_model.message add check (text <> 'unlucky')`);
    await tell(given(customer('unlucky')).when().events.slice(0, 1), 'one');
    await tell(given(customer('lucky')).when().events, 'two');
    await caughtUp(start());
    expect(await log.listParked(READER)).toMatchObject([
      { event: { conversation: 'one' }, reason: 'the database refuses its row (23514)' },
    ]);
    expect((await model.conversation('radiance', 'two'))?.messages).toMatchObject([{ text: 'lucky', verdict: 'none' }]);
  });

  test('NUL, half a surrogate pair and 1,600 emoji are kept as far as a database can', async () => {
    const text = `a\0b\ud800c${'😀'.repeat(1_600)}`;
    await tell(given(customer(text)).when().events);
    await caughtUp(start());
    const found = await model.conversation('radiance', 'story');
    expect(found?.messages[0]?.text).toBe(`a\uFFFDb\uFFFDc${'😀'.repeat(1_600)}`);
  });

  test('can be made anew from the log while everything runs', async () => {
    await tell(given(...BOOKING).when().events);
    const projection = start();
    await caughtUp(projection);
    const before = await dump();
    await runSql(url, `update read_model.message set text = 'spoilt'`);
    await projection.rebuild();
    await waitFor(async () => (await checkpoint()) === (await log.lastPosition()));
    expect(withoutVersions(await dump())).toEqual(withoutVersions(before));
  });

  test('five processes that start together make the schema once', async () => {
    const fresh = await postgres.createDatabase();
    const models = await Promise.all(Array.from({ length: 5 }, () => openReadModel({ url: fresh, poolMax: 2 })));
    await Promise.all(models.map((one) => one.close()));
    expect(await runSql(fresh, 'select name from read_model.migration')).toHaveLength(2);
  });
});

/** An event as it was before the log recorded it. */
function strip(event: ConversationEvent): NewStoredEvent {
  const { position: _, recordedAt: __, ...rest } = event as ConversationEvent & Record<string, unknown>;
  return rest as unknown as NewStoredEvent;
}

function withoutVersions(tables: unknown): unknown {
  return (tables as Record<string, unknown>[][]).map((rows) => rows.map(({ xmin: _, ...row }) => row));
}

/** A log whose reader is killed when it has been given so many events. */
function cutShort(log: EventLog, most: number, kill: () => void): EventLog {
  let read = 0;
  async function* follow(options: Parameters<EventLog['follow']>[0]): AsyncGenerator<never> {
    for await (const event of log.follow(options)) {
      if (++read > most) {
        kill();
        throw new Error('killed');
      }
      yield event as never;
    }
  }
  return new Proxy(log, {
    get: (target, key) => {
      if (key === 'follow') return follow;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
