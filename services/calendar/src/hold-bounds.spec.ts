import 'reflect-metadata';
import { parseEvent } from '@slotguard/contracts';
import {
  findBreaches,
  holdId,
  outcomeId,
  type ConversationEvent,
  type Slot,
  type Story,
} from '@slotguard/conversation';
import { loadStory, LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import {
  after,
  check,
  customer,
  given,
  launchPostgres,
  request,
  runSql,
  slotAt,
  STORY_BEGINS,
  waitFor,
  type LaunchedPostgres,
  type StoryStep,
} from '@slotguard/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aBusiness } from './testing/a-business.js';
import { startCalendar } from './testing/start-calendar.js';

// Stories begin on a Sunday at nine; a step is a minute.
const HOUR = 3_600_000;
const two = slotAt('14:00');
const three = slotAt('15:00');
const four = slotAt('16:00');

const salon = (dailyLimits: Record<string, number>) =>
  aBusiness({
    id: 'radiance',
    services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
    resources: [
      { id: 'dana', name: 'Dana Lee' },
      { id: 'kim', name: 'Kim Park' },
    ],
    hours: { sunday: ['09:00-18:00'], monday: ['09:00-18:00'] },
    dailyLimits,
  });

let postgres: LaunchedPostgres;
let url: string;
let now: Date;
const clock = { now: () => now };
let closings: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  postgres = await launchPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.createDatabase();
  now = new Date(STORY_BEGINS);
});
afterEach(async () => {
  for (const close of closings.reverse()) await close();
  closings = [];
});

async function calendarOn(log: EventLog, dailyLimits: Record<string, number>): Promise<() => Promise<void>> {
  const { app } = await startCalendar({ business: salon(dailyLimits), log, databaseUrl: url, clock });
  closings.push(() => app.close());
  return () => app.close();
}
const openLog = (): MemoryEventLog => new MemoryEventLog({ clock });

/** The customer is offered these and says each of the answers; `given` makes the utterances `utt-1`, `utt-3` and so on. */
const chooses = (slots: readonly Slot[], ...answers: string[]): StoryStep[] => [
  check(...slots),
  ...answers.map((answer) => customer(answer)),
];

/** Tells what gateway and guard say, and has the calendar answer each choice before the next words; its answers. */
async function answersTo(log: EventLog, conversation: string, steps: readonly StoryStep[]): Promise<Story> {
  const answers: Story[number][] = [];
  for (const { position: _, recordedAt: __, ...event } of given(...steps).when().events) {
    const written = { ...event, conversation } as ConversationEvent;
    if (new Date(written.time) > now) now = new Date(written.time);
    await log.append(written);
    if (written.type === 'SlotSelected') answers.push(await found(log, conversation, holdId(choiceOf(written))));
  }
  return answers;
}
const choiceOf = ({ data }: Extract<ConversationEvent, { type: 'SlotSelected' }>): string => data.evidence.utterance;
async function found(log: EventLog, conversation: string, id: string): Promise<Story[number]> {
  const event = await log.waitFor({ business: 'radiance', conversation, id }, { timeoutMs: 20_000 });
  if (!event) throw new Error(`no ${id}`);
  return parseEvent(event);
}
const told = (answers: Story): string[] =>
  answers.map((answer) => (answer.type === 'HoldRefused' ? answer.data.reason : answer.type));
async function breachesIn(log: EventLog, ...conversations: string[]): Promise<unknown> {
  const stories = conversations.map((conversation) => loadStory(log, { business: 'radiance', conversation }));
  const all = (await Promise.all(stories)).flat();
  return findBreaches(all.sort((a, b) => a.position - b.position)).breaches;
}

describe('a customer who chooses slot after slot', () => {
  test('is held as many as the day may take; the next one is booked without being held', async () => {
    const log = openLog();
    await calendarOn(log, { holdsPerCustomer: 2 });
    const wants = [...chooses([two, three, four], 'option 1', 'option 2', 'option 3'), request({ id: 'req-a' })];
    expect(told(await answersTo(log, 'ann', wants))).toEqual(['HoldPlaced', 'HoldPlaced', 'too_many_holds']);
    expect(await found(log, 'ann', outcomeId('req-a'))).toMatchObject({
      type: 'AppointmentBooked',
      data: { slot: four },
    });
    // The slots chosen before are free for others at once.
    expect(told(await answersTo(log, 'bob', chooses([three], 'yes')))).toEqual(['HoldPlaced']);
    expect(await breachesIn(log, 'ann', 'bob')).toEqual([]);
  });

  test('is told as ever that a slot is gone, whatever the day has taken', async () => {
    const log = openLog();
    await calendarOn(log, { holdsPerCustomer: 1 });
    await answersTo(log, 'bob', chooses([four], 'yes'));
    const answers = await answersTo(log, 'ann', chooses([two, four], 'option 1', 'option 2'));
    expect(told(answers)).toEqual(['HoldPlaced', 'slot_taken']);
  });

  test('keeps what is held when saying so again, and no longer for it', async () => {
    const log = openLog();
    await calendarOn(log, { holdsPerCustomer: 1 });
    const [first, second] = await answersTo(log, 'ann', chooses([two, three], 'option 1', 'option 1'));
    expect(second).toMatchObject({ type: 'HoldPlaced' });
    expect((second?.data as { until: string }).until).toBe((first?.data as { until: string }).until);
  });

  test('begins anew at midnight where the business is', async () => {
    const log = openLog();
    await calendarOn(log, { holdsPerCustomer: 1 });
    const monday = [slotAt('14:00'), slotAt('15:00'), slotAt('16:00')].map(({ start }) =>
      slotAt('', { start: start.replace('-16T', '-17T') }),
    );
    const late = after(14.9 * HOUR, check(...monday));
    const answers = await answersTo(log, 'ann', [
      ...[late, customer('option 1'), customer('option 2')],
      after(0.2 * HOUR, customer('option 3')),
    ]);
    expect(answers.map(({ time }) => time.slice(0, 16))).toEqual([
      '2025-11-16T23:55',
      '2025-11-16T23:56',
      '2025-11-17T00:08',
    ]);
    expect(told(answers)).toEqual(['HoldPlaced', 'too_many_holds', 'HoldPlaced']);
  });
});

describe('a crowd of customers, or one who opens many conversations', () => {
  test('is held as many slots as the business’s day may take, and everything else stays free', async () => {
    const log = openLog();
    await Promise.all([1, 2, 3].map(() => calendarOn(log, { holds: 5 })));
    const names = Array.from({ length: 16 }, (_, n) => `c${n}`);
    const slots = names.map((_, n) =>
      slotAt(`${10 + Math.floor(n / 2)}:00`, { resource: n % 2 === 0 ? 'dana' : 'kim' }),
    );
    const answers = await Promise.all(names.map((name, n) => answersTo(log, name, chooses([slots[n]!], 'yes'))));
    expect(told(answers.flat()).filter((told) => told === 'HoldPlaced')).toHaveLength(5);
    expect(told(answers.flat()).filter((told) => told === 'too_many_holds')).toHaveLength(11);
    expect(await breachesIn(log, ...names)).toEqual([]);
  });
});

describe('a hold that is answered twice', () => {
  test('counts once, and is answered as it was, though the calendar died before it said so', async () => {
    const log = openLog();
    const real = log.append.bind(log);
    let isDown = true;
    log.append = async (event) => {
      if (isDown && event.writer === 'calendar') throw new LogUnavailable('stopped');
      return real(event);
    };
    const stop = await calendarOn(log, { holdsPerCustomer: 2 });
    const steps = chooses([two, three, four], 'option 1', 'option 2', 'option 3');
    const choices = given(...steps).when().events;
    for (const { position: _, recordedAt: __, ...event } of choices.slice(0, 3)) {
      now = new Date(event.time);
      await real({ ...event, conversation: 'ann' });
    }
    await waitFor(async () => (await rows()).length === 1);
    await stop();
    isDown = false;
    await calendarOn(log, { holdsPerCustomer: 2 });
    expect(told(await answersTo(log, 'ann', steps))).toEqual(['HoldPlaced', 'HoldPlaced', 'too_many_holds']);
    expect((await rows()).map(({ refused }) => refused)).toEqual([null, null, 'too_many_holds']);
  });

  const rows = (): Promise<{ readonly refused: string | null }[]> =>
    runSql(url, 'select refused from calendar.hold order by place') as never;
});
