import 'reflect-metadata';
import { AVAILABILITY_PATTERN, newEvent, parseEvent, type AvailabilityAnswer } from '@slotguard/contracts';
import {
  findBreaches,
  nextOwed,
  defaultPolicy,
  holdId,
  outcomeId,
  releaseId,
  type ConversationEvent,
  type Slot,
  type Story,
} from '@slotguard/conversation';
import { loadStory, LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import {
  after,
  booked,
  carriedOut,
  check,
  customer,
  ends,
  given,
  launchPostgres,
  moveRequest,
  optsOut,
  orders,
  releases,
  request,
  runSql,
  shows,
  slotAt,
  takesOver,
  STORY_BEGINS,
  waitFor,
  type LaunchedPostgres,
  type StoryStep,
} from '@slotguard/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lastValueFrom } from 'rxjs';
import { HoldKeeper } from './index.js';
import { aBusiness } from './testing/a-business.js';
import { startCalendar } from './testing/start-calendar.js';

// Stories begin on a Sunday at nine; a step is a minute.
const MINUTE = 60_000;
const two = slotAt('14:00');
const four = slotAt('16:00');
const withKim = slotAt('14:00', { resource: 'kim' });
const offered = [check(two, four, withKim), shows(two, four, withKim)];
const chooses = [...offered, customer('option 1')];
const at = (minutes: number): Date => new Date(Date.parse(STORY_BEGINS) + minutes * MINUTE);

const salon = (changes: Record<string, unknown> = {}) =>
  aBusiness({
    id: 'radiance',
    services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
    resources: [
      { id: 'dana', name: 'Dana Lee' },
      { id: 'kim', name: 'Kim Park' },
    ],
    hours: { sunday: ['09:00-18:00'] },
    ...changes,
  });

let postgres: LaunchedPostgres;
let url: string;
let now: Date;
/** How far each look at the clock moves it on. */
let tickMs: number;
const clock = { now: () => (now = new Date(now.getTime() + tickMs)) };
beforeAll(async () => {
  postgres = await launchPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.createDatabase();
  now = at(3);
  tickMs = 0;
});
let closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.reverse()) await close();
  closings = [];
});

async function calendarOn(log: EventLog, business = salon()) {
  const { app, client } = await startCalendar({ business, log, databaseUrl: url, clock });
  closings.push(() => app.close());
  const free = async (conversation?: string): Promise<string[]> => {
    const query = { service: 'botox', resource: 'dana', date: '2025-11-16', timeFrom: '13:30', timeTo: '14:30' };
    const question = { business: 'radiance', query, limit: 3, ...(conversation === undefined ? {} : { conversation }) };
    const answer = await lastValueFrom(client.send<AvailabilityAnswer>(AVAILABILITY_PATTERN, question));
    return answer.slots.map(({ start }) => start.slice(11, 16));
  };
  return { app, free, sweep: () => app.get(HoldKeeper).sweep() };
}
const openLog = (): MemoryEventLog => new MemoryEventLog({ clock });
/** A story is told in one go, whatever its times: as if the log had recorded each event when it happened. */
const recordedThen = (events: Story): Story =>
  events.map((event) => ({ ...event, recordedAt: new Date(event.time).toISOString() }));

/** What gateway and guard wrote of a conversation, in the guard's order. */
function told(conversation: string, ...steps: (StoryStep | StoryStep[])[]): ConversationEvent[] {
  return given(...steps)
    .when()
    .events.map(({ position: _, recordedAt: __, ...event }) => ({ ...event, conversation }) as ConversationEvent);
}
async function tell(log: EventLog, events: readonly ConversationEvent[]): Promise<void> {
  for (const event of events) await log.append(event);
}
async function found(log: EventLog, conversation: string, id: string): Promise<Story[number]> {
  const event = await log.waitFor({ business: 'radiance', conversation, id }, { timeoutMs: 20_000 });
  if (!event) throw new Error(`no ${id}`);
  return parseEvent(event);
}
const answerTo = (log: EventLog, conversation: string, utterance = 'utt-2') =>
  found(log, conversation, holdId(utterance));
const endOf = (log: EventLog, conversation: string, utterance = 'utt-2') =>
  found(log, conversation, releaseId(holdId(utterance)));
const holdRows = (): Promise<Record<string, unknown>[]> =>
  runSql(url, 'select * from calendar.hold where refused is null order by place');
const story = (log: EventLog, conversation: string): Promise<Story> =>
  loadStory(log, { business: 'radiance', conversation });

describe('a slot that an appointment is to move to', () => {
  const bookedTwo = [...chooses, request({ id: 'req-b' }), booked(two)];
  const movesToFour = [
    ...[customer('I need to reschedule'), check(four), shows(four), customer('option 1')],
    moveRequest({ id: 'req-m' }),
  ];
  /** Tells what gateway and guard say; the calendar says its own. */
  async function tellInTurn(log: EventLog, conversation: string, steps: (StoryStep | StoryStep[])[]): Promise<void> {
    for (const event of told(conversation, ...steps)) {
      now = new Date(event.time);
      if (event.writer === 'calendar') await found(log, conversation, event.id);
      else await log.append(event);
    }
  }
  const chosenFour = (conversation: string): string =>
    told(conversation, ...bookedTwo, ...movesToFour)
      .findLast(({ type }) => type === 'SlotSelected')!
      .id.slice(4);

  test('is held until it is moved, and then for nobody', async () => {
    const log = openLog();
    await calendarOn(log);
    await tellInTurn(log, 'ann', [...bookedTwo, ...movesToFour]);
    expect(await found(log, 'ann', 'apt-req-m')).toMatchObject({ type: 'AppointmentRescheduled' });
    expect(await answerTo(log, 'ann', chosenFour('ann'))).toMatchObject({ type: 'HoldPlaced', data: { slot: four } });
    expect(await endOf(log, 'ann', chosenFour('ann'))).toMatchObject({ data: { why: 'booked' } });
    expect(findBreaches(await story(log, 'ann'))).toMatchObject({ breaches: [], owed: [] });
  });

  test('is let go when an operator cancels that appointment: the list was for the move', async () => {
    const log = openLog();
    await calendarOn(log);
    await tellInTurn(log, 'ann', [...bookedTwo, ...movesToFour.slice(0, -1)]);
    expect(await answerTo(log, 'ann', chosenFour('ann'))).toMatchObject({ type: 'HoldPlaced', data: { slot: four } });
    await tellInTurn(log, 'ann', [...bookedTwo, ...movesToFour.slice(0, -1), orders('apt-req-b', two), carriedOut()]);
    expect(await endOf(log, 'ann', chosenFour('ann'))).toMatchObject({ data: { why: 'cleared' } });
    expect(findBreaches(await story(log, 'ann'))).toMatchObject({ breaches: [], owed: [] });
  });

  test('is not taken from the customer for whom it is held: the appointment stays where it was', async () => {
    const log = openLog();
    await calendarOn(log);
    await tellInTurn(log, 'ann', bookedTwo);
    now = at(6);
    await tell(log, told('bob', after(6 * MINUTE, check(four)), shows(four), customer('option 1')));
    expect(await answerTo(log, 'bob')).toMatchObject({ type: 'HoldPlaced', data: { slot: four } });
    await tellInTurn(log, 'ann', [...bookedTwo, ...movesToFour]);
    expect(await found(log, 'ann', 'apt-req-m')).toMatchObject({
      type: 'ChangeDeclined',
      data: { reason: 'slot_taken', appointment: 'apt-req-b' },
    });
    const rows = await runSql(url, 'select starts_at, status from calendar.appointment');
    expect(rows).toEqual([{ starts_at: new Date(two.start), status: 'booked' }]);
  });
});

describe('a slot that a customer chose', () => {
  test('is held for ten minutes: the table has it, and the log says so', async () => {
    const log = openLog();
    await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    expect(await answerTo(log, 'ann')).toMatchObject({
      id: 'hld-utt-2',
      type: 'HoldPlaced',
      writer: 'calendar',
      channel: 'sms',
      causation: 'sel-utt-2',
      time: '2025-11-16T09:03:00-05:00',
      data: { hold: 'hld-utt-2', verdict: 'sel-utt-2', slot: two, until: '2025-11-16T09:13:00-05:00' },
    });
    expect(await holdRows()).toMatchObject([{ conversation: 'ann', resource: 'dana', why: null }]);
  });

  test('is refused to another at once, who may hold the same time with somebody else', async () => {
    const log = openLog();
    await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    await tell(log, told('bob', ...chooses));
    expect(await answerTo(log, 'bob')).toMatchObject({
      type: 'HoldRefused',
      data: { verdict: 'sel-utt-2', slot: two, reason: 'slot_taken' },
    });
    await tell(log, told('cho', ...offered, customer('option 3')));
    expect(await answerTo(log, 'cho')).toMatchObject({ type: 'HoldPlaced', data: { slot: withKim } });
  });

  test('is offered to nobody else meanwhile, and to the one who chose it still', async () => {
    const log = openLog();
    const { free } = await calendarOn(log);
    expect(await free('bob')).toEqual(['13:30', '14:00', '14:30']);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    expect(await free('bob')).toEqual(['13:30', '14:30']);
    expect(await free()).toEqual(['13:30', '14:30']);
    expect(await free('ann')).toEqual(['13:30', '14:00', '14:30']);
  });

  test('with its buffer is kept from others, and not a minute more', async () => {
    const log = openLog();
    await calendarOn(log, salon({ services: [{ id: 'botox', name: 'Botox', minutes: 30, bufferMinutes: 15 }] }));
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    const choosing = (slot: Slot) => [check(slot), customer('yes')];
    await tell(log, told('bob', ...choosing(slotAt('14:30'))));
    await tell(log, told('cho', ...choosing(slotAt('14:45'))));
    await tell(log, told('dee', ...choosing(slotAt('13:30'))));
    expect((await answerTo(log, 'bob', 'utt-1')).type).toBe('HoldRefused');
    expect((await answerTo(log, 'cho', 'utt-1')).type).toBe('HoldPlaced');
    expect((await answerTo(log, 'dee', 'utt-1')).type).toBe('HoldRefused');
  });

  test('is held no longer than until it begins', async () => {
    const log = openLog();
    await calendarOn(log);
    const soon = slotAt('09:10');
    await tell(log, told('ann', check(soon), customer('yes')));
    expect((await answerTo(log, 'ann', 'utt-1')).data).toMatchObject({ until: '2025-11-16T09:10:00-05:00' });
  });

  test('is let go when a person who attended lets go: the choice was said to them', async () => {
    const log = openLog();
    await calendarOn(log);
    const attended = [...offered, takesOver(), customer('option 1')];
    const chosen = told('ann', ...attended)
      .findLast(({ type }) => type === 'SlotSelected')!
      .id.slice(4);
    await tell(log, told('ann', ...attended));
    expect((await answerTo(log, 'ann', chosen)).type).toBe('HoldPlaced');
    const [release] = told('ann', ...attended, releases()).slice(-1);
    await tell(log, [release!]);
    expect((await endOf(log, 'ann', chosen)).data).toMatchObject({ why: 'cleared' });
    expect(findBreaches(await story(log, 'ann'))).toMatchObject({ breaches: [], owed: [] });
  });

  test('is not held longer for being chosen again', async () => {
    const log = openLog();
    await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    now = at(9);
    await tell(log, told('ann', ...chooses, customer('option 1')));
    expect((await answerTo(log, 'ann', 'utt-4')).data).toMatchObject({ until: '2025-11-16T09:13:00-05:00' });
    expect((await endOf(log, 'ann')).data).toEqual({ hold: 'hld-utt-2', why: 'replaced' });
  });

  test.each([
    ['has begun', slotAt('09:02'), 'in_the_past'],
    ['is none of this calendar', slotAt('14:00', { resource: 'nobody' }), 'not_bookable'],
    ['lies outside of the hours', slotAt('19:00'), 'not_bookable'],
  ])('and that %s is not held', async (_, slot, reason) => {
    const log = openLog();
    await calendarOn(log);
    await tell(log, told('ann', check(slot), customer('yes')));
    expect((await answerTo(log, 'ann', 'utt-1')).data).toMatchObject({ reason });
    expect(await holdRows()).toEqual([]);
  });

  test('is not held at all where the business wants no holds', async () => {
    const log = openLog();
    await calendarOn(log, salon({ holdMinutes: 0 }));
    await tell(log, told('ann', ...chooses, request({ id: 'req-a' })));
    await found(log, 'ann', outcomeId('req-a'));
    expect((await story(log, 'ann')).map(({ type }) => type)).not.toContain('HoldPlaced');
    expect(await runSql(url, 'select from calendar.hold')).toEqual([]);
  });

  test('as somebody other than the guard says is parked, and nothing is held', async () => {
    const log = openLog();
    await calendarOn(log);
    const events = told('ann', ...chooses).map((event) =>
      event.type === 'SlotSelected' ? { ...event, writer: 'sms' as const } : event,
    );
    await tell(log, events);
    await waitFor(async () => (await log.listParked('calendar')).length === 1);
    expect(await holdRows()).toEqual([]);
  });
});

describe('a hold is let go', () => {
  test.each<[string, StoryStep[], string, string]>([
    ['when the customer chooses another', [customer('option 2')], 'replaced', 'sel-utt-4'],
    ['when the customer declines', [customer('no thanks')], 'cleared', 'sel-utt-4'],
    ['when the customer hesitates', [customer('hmm, not sure')], 'cleared', 'sel-utt-4'],
    ['when a new check does not list it', [check(four)], 'cleared', 'availabilitychecked-4'],
    ['when the customer opts out', [optsOut()], 'opted_out', 'customeroptedout-4'],
    ['when the conversation ends', [ends()], 'ended', 'conversationended-4'],
    ['when it is booked', [request({ id: 'req-a' })], 'booked', 'dec-req-a'],
  ])('%s', async (_, then, why, causation) => {
    const log = openLog();
    const { free } = await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    now = at(4);
    await tell(log, told('ann', ...chooses, ...then));
    expect(await endOf(log, 'ann')).toMatchObject({
      type: 'HoldReleased',
      writer: 'calendar',
      causation,
      time: '2025-11-16T09:04:00-05:00',
      data: { hold: 'hld-utt-2', why },
    });
    expect((await free('bob')).includes('14:00')).toBe(why !== 'booked');
    expect(findBreaches(await story(log, 'ann')).breaches).toEqual([]);
  });

  test('when the calendar cannot book it', async () => {
    const log = openLog();
    await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    now = at(7);
    await tell(log, told('ann', ...chooses, request({ id: 'req-a' })));
    expect((await found(log, 'ann', outcomeId('req-a'))).data).toMatchObject({ reason: 'too_late' });
    expect((await endOf(log, 'ann')).data).toMatchObject({ why: 'not_booked' });
  });

  test.each<[string, StoryStep[]]>([
    ['asks something', [customer('where are you?')]],
    ['is offered it again', [check(four, two)]],
    ['has a booking refused', [request({ slotId: four.slotId, id: 'req-a' })]],
  ])('but not because the customer %s', async (_, then) => {
    const log = openLog();
    const { free } = await calendarOn(log);
    await tell(log, told('ann', ...chooses, ...then, customer('hello?')));
    await answerTo(log, 'ann');
    await waitFor(async () => (await log.loadCheckpoint('calendar')) === (await log.lastPosition()));
    expect(await free('bob')).toEqual(['13:30', '14:30']);
    expect((await holdRows())[0]).toMatchObject({ why: null });
  });

  test('when its time is over, to the second and whether or not anybody looks; the story says when that was', async () => {
    const log = openLog();
    const { free, sweep } = await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    now = new Date(at(13).getTime() - 1);
    expect(await free('bob')).toEqual(['13:30', '14:30']);
    now = at(13);
    expect(await free('bob')).toEqual(['13:30', '14:00', '14:30']);
    await tell(log, told('bob', ...offered, after(11 * MINUTE, customer('option 1'))));
    expect((await answerTo(log, 'bob')).type).toBe('HoldPlaced');
    now = at(20);
    await sweep();
    expect(await endOf(log, 'ann')).toMatchObject({
      time: '2025-11-16T09:13:00-05:00',
      causation: 'hld-utt-2',
      data: { why: 'expired' },
    });
    const both = [...(await story(log, 'ann')), ...(await story(log, 'bob'))];
    expect(findBreaches(recordedThen(both.sort((a, b) => a.position - b.position))).breaches).toEqual([]);
  });

  test('and is the conversation’s own: nothing that another says or books can end or use it', async () => {
    const log = openLog();
    const { free } = await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    const others: [string, StoryStep[]][] = [
      ['bob', [...chooses, customer('no thanks')]],
      ['cho', [...chooses, optsOut()]],
      ['dee', [...chooses, ends()]],
      ['eve', [...chooses, request({ id: 'req-e' })]],
    ];
    for (const [who, steps] of others) await tell(log, told(who, ...steps));
    // The ids of their choices are the same as hers: only the conversation tells them apart.
    for (const [who] of others) expect((await answerTo(log, who)).type).toBe('HoldRefused');
    expect((await found(log, 'eve', outcomeId('req-e'))).data).toMatchObject({ reason: 'slot_taken' });
    await waitFor(async () => (await log.loadCheckpoint('calendar')) === (await log.lastPosition()));
    expect(await holdRows()).toMatchObject([{ conversation: 'ann', why: null }]);
    expect(await free('bob')).toEqual(['13:30', '14:30']);
    await tell(log, told('ann', ...chooses, request({ id: 'req-a' })));
    expect((await found(log, 'ann', outcomeId('req-a'))).type).toBe('AppointmentBooked');
  });
});

describe('a choice that the calendar meets late', () => {
  test.each<[string, StoryStep[]]>([
    ['has been taken back', [customer('no thanks')]],
    ['has been changed', [customer('option 2')]],
    ['is of somebody who has opted out', [optsOut()]],
    ['is of a conversation that has ended', [ends()]],
  ])('and that %s is not held any more', async (_, then) => {
    const log = openLog();
    await tell(log, told('ann', ...chooses, ...then));
    await calendarOn(log);
    expect((await answerTo(log, 'ann')).data).toMatchObject({ reason: 'no_longer_chosen' });
    expect((await holdRows()).filter(({ verdict }) => verdict === 'sel-utt-2')).toEqual([]);
  });

  test('and that would be over by now is not held, though it may still be booked', async () => {
    const log = openLog();
    await tell(log, told('ann', ...chooses, after(30 * MINUTE, request({ id: 'req-a' }))));
    now = at(33);
    await calendarOn(log);
    expect((await answerTo(log, 'ann')).data).toMatchObject({ reason: 'too_late' });
    expect((await found(log, 'ann', outcomeId('req-a'))).type).toBe('AppointmentBooked');
  });

  test('and that has been booked by a quicker one is not held any more', async () => {
    const log = openLog();
    // A calendar that keeps no holds has met only the approval.
    const first = await calendarOn(log, salon({ holdMinutes: 0 }));
    await tell(log, told('ann', ...chooses, request({ id: 'req-a' })));
    await found(log, 'ann', outcomeId('req-a'));
    await first.app.close();
    await calendarOn(log);
    expect((await answerTo(log, 'ann')).data).toMatchObject({ reason: 'no_longer_chosen' });
    expect(await holdRows()).toEqual([]);
  });
});

test('an end that can never be told stops no other', async () => {
  const log = openLog();
  const real = log.append.bind(log);
  log.append = async (event) => {
    if (event.type === 'HoldReleased' && event.conversation === 'ann') throw new Error('unheard of');
    return real(event);
  };
  const { sweep } = await calendarOn(log);
  for (const [who, slot] of [
    ['ann', two],
    ['bob', four],
  ] as const) {
    await tell(log, told(who, check(slot), customer('yes')));
    expect((await answerTo(log, who, 'utt-1')).type).toBe('HoldPlaced');
  }
  now = at(20);
  await sweep();
  expect((await endOf(log, 'bob', 'utt-1')).data).toMatchObject({ why: 'expired' });
});

describe('after a crash', () => {
  /** A hold is replaced and its successor booked, by a calendar that dies at one of its appends; another one follows. */
  async function withCrashAt(nth: number): Promise<{ story: Story; crashed: boolean }> {
    url = await postgres.createDatabase();
    now = at(4);
    const log = openLog();
    const real = log.append.bind(log);
    const before = await calendarOn(log);
    await tell(log, told('ann', ...chooses));
    await answerTo(log, 'ann');
    await before.app.close();
    await tell(log, told('ann', ...chooses, customer('option 2'), request({ id: 'req-a' })));

    let left = nth;
    let hasCrashed = false;
    log.append = async (event) => {
      // From here on nothing of this calendar reaches the log any more.
      if (event.writer === 'calendar' && left-- <= 0) {
        hasCrashed = true;
        throw new LogUnavailable('crash');
      }
      return real(event);
    };
    const first = await calendarOn(log);
    await waitFor(async () => hasCrashed || (await log.get(REL)) !== undefined);
    await first.app.close();
    log.append = real;
    const { app, sweep } = await calendarOn(log);
    await found(log, 'ann', outcomeId('req-a'));
    await answerTo(log, 'ann', 'utt-4');
    await waitFor(async () => (await sweep(), (await log.get(REL)) !== undefined));
    await app.close();
    return { story: await story(log, 'ann'), crashed: hasCrashed };
  }
  const REL = { business: 'radiance', conversation: 'ann', id: releaseId(holdId('utt-4')) };
  const words = (told: Story) =>
    told.filter(({ writer }) => writer === 'calendar').map(({ id, type, time, data }) => ({ id, type, time, data }));
  const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);

  test('between any two of its appends the calendar says in the end what it would have said', async () => {
    const whole = await withCrashAt(Infinity);
    expect(whole.crashed).toBe(false);
    const expected = words(whole.story).sort(byId);
    expect(expected.map(({ type }) => type).sort()).toEqual([
      'AppointmentBooked',
      'HoldPlaced',
      'HoldPlaced',
      'HoldReleased',
      'HoldReleased',
    ]);
    let crashes = 0;
    for (let nth = 0; ; nth++) {
      const { story, crashed } = await withCrashAt(nth);
      expect(words(story).sort(byId)).toEqual(expected);
      expect(findBreaches(recordedThen(story))).toMatchObject({ breaches: [], owed: [] });
      if (!crashed) break;
      crashes++;
    }
    expect(crashes).toBeGreaterThanOrEqual(4);
  }, 120_000);
});

describe('a hold that ends while its booking is under way', () => {
  test('keeps nobody out: whoever is first has the slot, the other one is told, and everything holds', async () => {
    const log = openLog();
    await tell(log, told('ann', ...chooses));
    const first = await calendarOn(log);
    await answerTo(log, 'ann');
    await first.app.close();
    // Her approval waits while the calendar is away; when it is back her hold is over, and somebody else is booked.
    await tell(log, told('bob', ...chooses, after(9.5 * MINUTE, request({ id: 'req-b' }))));
    now = at(13);
    await calendarOn(log);
    expect((await found(log, 'bob', outcomeId('req-b'))).type).toBe('AppointmentBooked');
    await tell(log, told('ann', ...chooses, after(9.5 * MINUTE, request({ id: 'req-a' }))));
    expect((await found(log, 'ann', outcomeId('req-a'))).data).toMatchObject({ reason: 'slot_taken' });
    const both = [...(await story(log, 'ann')), ...(await story(log, 'bob'))];
    expect(findBreaches(recordedThen(both.sort((a, b) => a.position - b.position))).breaches).toEqual([]);
  });
});

describe('a hold that ends just while its holder and another ask to book, and a third one chooses', () => {
  test('goes to one of them at most, again and again, and each is told what is so', async () => {
    const log = openLog();
    const [{ sweep }] = await Promise.all([calendarOn(log), calendarOn(log)]);
    const endings = new Set<string>();
    for (let round = 0; round < 14; round++) {
      const slot = slotAt(`${10 + Math.floor(round / 2)}:${round % 2 === 0 ? '00' : '30'}`);
      const [ann, bob, cho] = ['ann', 'bob', 'cho'].map((who) => `${who}-${round}`) as [string, string, string];
      const chosen = [check(slot), customer('yes')];
      now = at(2);
      await tell(log, told(ann, ...chosen));
      expect((await answerTo(log, ann, 'utt-1')).type).toBe('HoldPlaced');
      const asks = [...chosen, after(10 * MINUTE - 1_000, request({ id: 'req-x' }))];
      now = new Date(at(12).getTime() - 1_000);
      const late = told(cho, check(slot), after(11 * MINUTE - 1_000, customer('yes')));
      const everybody = [told(ann, ...asks), told(bob, ...asks), late];
      // All but the last word of each, which is what the calendar waits for; from here on each look at the clock takes a millisecond.
      for (const events of everybody) await tell(log, events.slice(0, -1));
      // Long before the end, right at it, and just after it.
      now = new Date(at(12).getTime() - ([200, 4, -1][round % 3] as number));
      tickMs = 1;
      const first = Math.floor(round / 3) % 3;
      const inTurn = [...everybody.slice(first), ...everybody.slice(0, first)];
      await Promise.all(inTurn.map((events) => tell(log, events.slice(-1))));
      const said = await Promise.all([
        found(log, ann, outcomeId('req-x')),
        found(log, bob, outcomeId('req-x')),
        answerTo(log, cho, 'utt-1'),
      ]);
      const got = said.filter(({ type }) => type === 'AppointmentBooked' || type === 'HoldPlaced');
      expect(got).toHaveLength(1);
      for (const event of said) {
        if (!got.includes(event)) expect(event.data).toMatchObject({ reason: 'slot_taken' });
      }
      tickMs = 0;
      now = at(13);
      await sweep();
      endings.add(((await endOf(log, ann, 'utt-1')).data as { why: string }).why);
      const stories = (await Promise.all([ann, bob, cho].map((who) => story(log, who)))).flat();
      expect(findBreaches(stories.sort((a, b) => a.position - b.position))).toMatchObject({ breaches: [], owed: [] });
    }
    expect([...endings].sort()).toEqual(['booked', 'expired']);
  }, 120_000);
});

describe('a hundred customers who choose one slot at once', () => {
  const CUSTOMERS = 100;
  const names = Array.from({ length: CUSTOMERS }, (_, n) => `c${n}`);

  test('get one hold and ninety-nine refusals, and at most one appointment, which is the holder’s', async () => {
    const log = openLog();
    await Promise.all([calendarOn(log), calendarOn(log), calendarOn(log)]);
    const offers = told('any', ...offered);
    for (const conversation of names)
      await tell(
        log,
        offers.map((event) => ({ ...event, conversation })),
      );
    const choice = told('any', ...chooses).slice(offers.length);
    await Promise.all(
      names.map((conversation) =>
        tell(
          log,
          choice.map((event) => ({ ...event, conversation })),
        ),
      ),
    );
    const answers = await Promise.all(names.map((name) => answerTo(log, name)));
    const holders = answers.filter(({ type }) => type === 'HoldPlaced').map(({ conversation }) => conversation);
    expect(holders).toHaveLength(1);
    const refusals = answers.flatMap((event) => (event.type === 'HoldRefused' ? [event.data.reason] : []));
    expect(refusals).toEqual(Array.from({ length: CUSTOMERS - 1 }, () => 'slot_taken'));

    // All of them ask to book it all the same; the guard, which knows of no hold, approves.
    now = at(4);
    await Promise.all(names.map((name) => bookIt(log, name)));
    const outcomes = await Promise.all(names.map((name) => found(log, name, outcomeId('req-x'))));
    const booked = outcomes.filter(({ type }) => type === 'AppointmentBooked');
    expect(booked.map(({ conversation }) => conversation)).toEqual(holders);
    const declines = outcomes.flatMap((event) => (event.type === 'AppointmentDeclined' ? [event.data.reason] : []));
    expect(declines).toEqual(Array.from({ length: CUSTOMERS - 1 }, () => 'slot_taken'));

    const all = (await Promise.all(names.map((name) => story(log, name)))).flat();
    expect(findBreaches(all.sort((a, b) => a.position - b.position))).toMatchObject({ breaches: [], owed: [] });
    expect(await log.listParked()).toEqual([]);
  }, 120_000);

  async function bookIt(log: EventLog, conversation: string): Promise<void> {
    const parties = {
      business: 'radiance',
      conversation,
      channel: 'sms',
      writer: 'sms',
      correlation: 'utt-2',
    } as const;
    const envelope = { ...parties, id: 'req-x', time: '2025-11-16T09:04:00-05:00' };
    await log.append(newEvent('BookingRequested', envelope, { validUntil: '2025-11-16T09:06:00-05:00' }, {}));
    const owed = nextOwed(await story(log, conversation), () => defaultPolicy());
    await log.append(owed!);
  }
});
