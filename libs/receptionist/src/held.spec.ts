import { describe, expect, test } from '@jest/globals';
import { findBreaches } from '@slotguard/conversation';
import type { EventLog, EventRef } from '@slotguard/event-log';
import type { Assistant, AssistantStep, TurnView } from './assistant.js';
import { ruleBasedAssistant } from './rule-based/rule-based-assistant.js';
import { stateSeen } from './state-seen.js';
import { radiance, Shop } from './testing/shop.js';

const NINE = Date.parse('2025-11-18T09:00:00-05:00');
const step = (over: Partial<AssistantStep>): AssistantStep => ({ calls: [], asks: 'other', final: true, ...over });

/** The log as seen by a turn that hears only of some events when it waits for them. */
function listening(log: EventLog, hears: (ref: EventRef) => boolean): EventLog {
  const waitFor: EventLog['waitFor'] = async (ref, options) => (hears(ref) ? log.waitFor(ref, options) : undefined);
  return new Proxy(log, {
    get: (target, key: keyof EventLog) => (key === 'waitFor' ? waitFor : (target[key] as () => unknown).bind(target)),
  });
}

describe('a choice that the calendar holds for somebody else', () => {
  test('is not asked to be booked: the customer is told in the same turn, with the other openings', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    shop.calendar.held.add(NINE);
    expect(await shop.text('1')).toEqual([
      'Sorry, that time was just taken. Botox on Tue, Nov 18:\n1) 9:30 AM\n2) 10:00 AM\n3) 10:30 AM\nReply with a number.',
    ]);
    expect(await shop.all('BookingRequested')).toEqual([]);
    expect((await shop.all('AssistantReplied')).at(-1)?.data.purpose).toBe('confirmation');
    expect(await shop.text('1')).toEqual([expect.stringContaining("I've booked your Botox")]);
    expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
  });

  test('is told as gone when nothing else is to be had that day', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    for (let half = 0; half < 18; half++) shop.calendar.held.add(NINE + half * 30 * 60_000);
    expect(await shop.text('1')).toEqual([expect.stringMatching(/^Sorry, that time was just taken\..*Wed, Nov 19/)]);
  });

  test('is booked after all when the other one has let go of it by the time it is looked up', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    shop.calendar.held.add(NINE);
    const chosen = await shop.hear('1');
    shop.calendar.held.clear();
    await shop.answer(chosen);
    expect(shop.phone.received.at(-1)?.text).toContain('9:00 AM. What name');
  });

  test('but a newer choice in the same breath is booked', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    shop.calendar.held.add(NINE);
    await shop.hear('1');
    await shop.answer(await shop.hear('no wait, number 2'));
    expect(shop.phone.received.at(-1)?.text).toContain('9:30 AM. What name');
  });

  test('is shown as gone to any assistant, and listed by none', async () => {
    const views: TurnView[] = [];
    const assistant: Assistant = {
      name: 'script',
      next: async (view) => {
        views.push(view);
        const isFirst = view.answers.includes('utt-1') && view.results.length === 0;
        const calls = [{ tool: 'check_availability' as const, args: { service: 'botox', date: '2025-11-18' } }];
        return isFirst ? step({ calls, final: false }) : step({ say: '{{offers}}', asks: 'slot' });
      },
    };
    const shop = new Shop({ assistant });
    await shop.text('botox tomorrow');
    shop.calendar.held.add(NINE);
    const [answer] = await shop.text('1');
    const seen = views.at(-1)!;
    expect(seen.transcript.at(-1)).toMatchObject({ kind: 'not_held', utterance: 'utt-2', reason: 'slot_taken' });
    expect(seen.state.selection).toBeUndefined();
    expect(seen.state.check?.slots.map(({ start }) => start.slice(11, 16))).toEqual(['09:30', '10:00']);
    expect(answer).not.toContain('9:00 AM');
    // The guard's own state has it all: a hold decides nothing.
    expect((await shop.state()).selection?.slot.start).toBe('2025-11-18T09:00:00-05:00');
  });
});

test('a slot that is not held because the day has taken enough of them is booked as ever, and nobody is told', async () => {
  const views: TurnView[] = [];
  const { name, next } = ruleBasedAssistant;
  const assistant: Assistant = { name, next: (view, signal) => (views.push(view), next(view, signal)) };
  const shop = new Shop({ assistant });
  await shop.text('botox tomorrow');
  shop.calendar.refusesHolds = 'too_many_holds';
  const [answer] = await shop.text('1');
  expect(await shop.all('AppointmentBooked')).toHaveLength(1);
  expect(answer).toMatch(/^Perfect! I've booked your Botox .*9:00 AM/);
  expect(views.flatMap(({ transcript }) => transcript.filter(({ kind }) => kind === 'not_held'))).toEqual([]);
});

describe('a choice of which the calendar has said nothing', () => {
  test('keeps nobody waiting long: it is booked without a hold', async () => {
    const shop = new Shop({ limits: { holdWaitMs: 20 } });
    await shop.text('botox tomorrow');
    const chosen = await shop.hear('1');
    const silent = listening(shop.log, (ref) => !ref.id.startsWith('hld-'));
    await shop.answer(chosen, { log: silent });
    expect(shop.phone.received.at(-1)?.text).toContain('9:00 AM. What name');
  });

  test('is not waited for where the business keeps no holds', async () => {
    const shop = new Shop({ business: radiance({ holdMinutes: 0 }) });
    await shop.text('botox tomorrow');
    const waited: string[] = [];
    const chosen = await shop.hear('1');
    const watched = listening(shop.log, ({ id }) => waited.push(id) > 0);
    await shop.answer(chosen, { log: watched });
    expect(waited.filter((id) => id.startsWith('hld-'))).toEqual([]);
    expect(shop.phone.received.at(-1)?.text).toContain('9:00 AM. What name');
  });
});

test('a slot that the customer could hold later is on the list again', async () => {
  const shop = new Shop({ assistant: { name: 'mute', next: async () => step({ say: 'One moment.' }) } });
  await shop.text('hi');
  const slots = (await shop.calendar.availability({ business: 'radiance', query: { service: 'botox' }, limit: 2 }))
    .slots;
  const story = await shop.story();
  const last = story.at(-1)!;
  const made = (type: string, data: object, n: number) =>
    ({ ...last, type, data, id: `x-${n}`, position: last.position + n, writer: 'calendar' }) as never;
  const checked = {
    ...(made('AvailabilityChecked', { success: true, asked: { service: 'botox' }, slots }, 1) as object),
    writer: 'sms',
  } as never;
  const refused = made('HoldRefused', { verdict: 'sel-1', slot: slots[0], reason: 'slot_taken' }, 2);
  const placed = made('HoldPlaced', { hold: 'hld-2', verdict: 'sel-2', slot: slots[0], until: slots[0]!.start }, 3);
  expect(stateSeen([...story, checked, refused]).check?.slots).toEqual(slots.slice(1));
  expect(stateSeen([...story, checked, refused, placed]).check?.slots).toEqual(slots);
});
