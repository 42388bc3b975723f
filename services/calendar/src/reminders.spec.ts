import 'reflect-metadata';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { parseEvent, type Business, type NewStoredEvent } from '@slotguard/contracts';
import { findBreaches, reminderId, type EventNamed, type Recorded, type Slot } from '@slotguard/conversation';
import { loadStory, LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import {
  after,
  booked,
  cancelRequest,
  changed,
  check,
  customer,
  given,
  moveRequest,
  request,
  shows,
  slotAt,
  STORY_BEGINS,
  waitFor,
  type StoryStep,
} from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { Reminders } from './index.js';
import { aBusiness } from './testing/a-business.js';
import { startCalendar } from './testing/start-calendar.js';

// The story begins on Sunday, 16 November, at nine; a step is a minute.
const on = (day: string, clock: string): Slot => slotAt(clock, { start: `2025-11-${day}T${clock}:00-05:00` });
const tuesdayAtTwo = on('18', '14:00');
const DUE_AT = '2025-11-17T14:00:00-05:00';
const bookedFor = (slot: Slot): StoryStep[] => [
  ...[check(slot), shows(slot), customer('option 1'), request({ id: 'req-b' }), booked(slot)],
];

const salon = (changes: Record<string, unknown> = {}): Business => {
  const day = ['06:00-23:00'];
  return aBusiness({
    ...{ id: 'radiance', services: [{ id: 'botox', name: 'Botox', minutes: 30 }] },
    resources: [{ id: 'dana', name: 'Dana Lee' }],
    hours: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [name, day]),
    ),
    ...{ reminderMinutes: 1_440, ...changes },
  });
};

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();
let url: string;
let now: Date;
const clock = { now: () => now };
beforeEach(async () => {
  url = await postgres.createDatabase();
  now = new Date(STORY_BEGINS);
});
type Due = Recorded<EventNamed<'ReminderDue'>>;

/** A calendar at work; what is told of a customer happens at its time, and the calendar says its own. */
async function shop({ business = salon(), log = new MemoryEventLog({ clock }) as EventLog } = {}) {
  const { app } = await startCalendar({ business, log, databaseUrl: url, clock });
  cleanUps.push(() => app.close());
  const tell = async (conversation: string, ...steps: (StoryStep | StoryStep[])[]): Promise<void> => {
    for (const { position: _, recordedAt: __, ...event } of given(...steps).when().events) {
      if (event.type === 'HoldPlaced') continue;
      const ref = { business: 'radiance', conversation, id: event.id };
      if (await log.get(ref)) continue;
      now = new Date(event.time);
      if (event.writer !== 'calendar') await log.append({ ...event, conversation } as NewStoredEvent);
      else if (!(await log.waitFor(ref, { timeoutMs: 20_000 }))) throw new Error(`no ${event.id}`);
    }
  };
  const dues = async (conversation = 'ann'): Promise<Due[]> =>
    (await log.readConversation({ business: 'radiance', conversation }))
      .map(parseEvent)
      .filter((event): event is Due => event.type === 'ReminderDue');
  /** The calendar looks at this time; what it has said so far is due. */
  const lookAt = async (time: string, conversation?: string): Promise<Due[]> => {
    now = new Date(time);
    await app.get(Reminders).sweep();
    return dues(conversation);
  };
  return { app, log, tell, dues, lookAt };
}

describe('a reminder is due', () => {
  test('a day ahead, not a second earlier, and once', async () => {
    const { log, tell, lookAt } = await shop();
    await tell('ann', bookedFor(tuesdayAtTwo));
    expect(await lookAt('2025-11-17T13:59:59-05:00')).toEqual([]);
    const [due] = await lookAt(DUE_AT);
    expect(due).toMatchObject({
      id: reminderId('apt-req-b', tuesdayAtTwo.start),
      ...{ time: DUE_AT, channel: 'sms', writer: 'calendar', causation: 'apt-req-b', correlation: 'story' },
      data: { appointment: 'apt-req-b', slot: tuesdayAtTwo, validUntil: '2025-11-17T21:00:00-05:00' },
    });
    expect(await lookAt('2025-11-17T14:05:00-05:00')).toHaveLength(1);
    expect(await lookAt('2025-11-18T13:00:00-05:00')).toHaveLength(1);
    const story = await loadStory(log, { business: 'radiance', conversation: 'ann' });
    expect(findBreaches(story).breaches).toEqual([]);
  });

  test('before the quiet hours, where it would fall into them', async () => {
    const { tell, lookAt } = await shop();
    await tell('ann', bookedFor(on('19', '07:00')));
    expect(await lookAt('2025-11-17T20:29:59-05:00')).toEqual([]);
    expect(await lookAt('2025-11-17T20:30:00-05:00')).toMatchObject([
      { data: { validUntil: '2025-11-17T21:00:00-05:00' } },
    ]);
  });

  test('behind the quiet hours, where the calendar was away before them', async () => {
    const { tell, lookAt } = await shop();
    await tell('ann', bookedFor(on('19', '07:00')));
    expect(await lookAt('2025-11-17T21:00:00-05:00')).toEqual([]);
    expect(await lookAt('2025-11-18T07:59:59-05:00')).toEqual([]);
    expect(await lookAt('2025-11-18T08:00:00-05:00')).toHaveLength(1);
  });

  test('late, when the calendar was away; never when the appointment has begun', async () => {
    const { tell, lookAt } = await shop();
    await tell('ann', bookedFor(tuesdayAtTwo));
    await tell('bob', bookedFor(on('18', '09:00')));
    expect(await lookAt('2025-11-18T13:59:00-05:00')).toMatchObject([{ data: { validUntil: tuesdayAtTwo.start } }]);
    expect(await lookAt('2025-11-18T13:59:00-05:00', 'bob')).toEqual([]);
  });

  test('not for whoever booked since, or shortly before: they have just been told', async () => {
    const { tell, lookAt } = await shop();
    await tell('ann', bookedFor(on('17', '08:30')));
    await tell('bob', bookedFor(on('17', '10:30')));
    await tell('cid', bookedFor(on('17', '11:30')));
    const noon = '2025-11-16T12:00:00-05:00';
    expect(await lookAt(noon)).toEqual([]);
    expect(await lookAt(noon, 'bob')).toEqual([]);
    expect(await lookAt(noon, 'cid')).toHaveLength(1);
  });

  test('not in the middle of a conversation: when it has been silent for ten minutes', async () => {
    const { tell, lookAt } = await shop();
    const asks = after(28 * 3_600_000 + 50 * 60_000, customer('where do I park?'));
    await tell('ann', bookedFor(tuesdayAtTwo), asks);
    expect(now.toISOString()).toBe('2025-11-17T18:55:00.000Z');
    expect(await lookAt(DUE_AT)).toEqual([]);
    expect(await lookAt('2025-11-17T14:05:00-05:00')).toHaveLength(1);
  });

  test('not for what is cancelled, and for what is moved by its new time', async () => {
    const { tell, lookAt } = await shop();
    const thursday = on('20', '16:00');
    await tell('ann', bookedFor(tuesdayAtTwo), customer('cancel my appointment'), cancelRequest(), changed());
    const moves = [customer('I need to reschedule'), check(thursday), shows(thursday), customer('option 1')];
    await tell('bob', bookedFor(tuesdayAtTwo), moves, moveRequest(), changed());
    expect(await lookAt(DUE_AT)).toEqual([]);
    expect(await lookAt(DUE_AT, 'bob')).toEqual([]);
    expect(await lookAt('2025-11-19T16:00:00-05:00', 'bob')).toMatchObject([{ data: { slot: thursday } }]);
  });

  test('again for the new time, when it is moved after a reminder', async () => {
    const { tell, lookAt } = await shop();
    const thursday = on('20', '16:00');
    await tell('ann', bookedFor(tuesdayAtTwo));
    await lookAt(DUE_AT);
    const moves = [
      after(29 * 3_600_000, customer('I need to reschedule')),
      ...[check(thursday), shows(thursday), customer('option 1'), moveRequest(), changed()],
    ];
    await tell('ann', bookedFor(tuesdayAtTwo), moves);
    expect(await lookAt('2025-11-19T16:00:00-05:00')).toMatchObject([
      { data: { slot: tuesdayAtTwo } },
      { data: { slot: thursday } },
    ]);
  });

  test('for nobody, where the business wants none', async () => {
    const { tell, lookAt } = await shop({ business: salon({ reminderMinutes: 0 }) });
    await tell('ann', bookedFor(tuesdayAtTwo));
    expect(await lookAt(DUE_AT)).toEqual([]);
  });

  test('once, of two calendars that look at the same moment', async () => {
    const first = await shop();
    const second = await shop({ log: first.log });
    await first.tell('ann', bookedFor(tuesdayAtTwo));
    now = new Date(DUE_AT);
    await Promise.all([first, second].map(({ app }) => app.get(Reminders).sweep()));
    expect(await first.dues()).toHaveLength(1);
  });

  test('when the log is back, if it was down; and nothing is lost', async () => {
    class Faulty extends MemoryEventLog {
      isDown = false;
      override append(event: NewStoredEvent): ReturnType<MemoryEventLog['append']> {
        return this.isDown ? Promise.reject(new LogUnavailable('down')) : super.append(event);
      }
    }
    const log = new Faulty({ clock });
    const { tell, lookAt, dues } = await shop({ log });
    await tell('ann', bookedFor(tuesdayAtTwo));
    log.isDown = true;
    await expect(lookAt(DUE_AT)).rejects.toThrow(LogUnavailable);
    log.isDown = false;
    // By itself, at its next look.
    await waitFor(async () => (await dues()).length === 1);
  });
});
