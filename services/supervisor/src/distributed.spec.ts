import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { parseEvent } from '@slotguard/contracts';
import { findBreaches, type Channel, type Slot, type Story } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { assistant, check, customer, request, shows, waitFor } from '@slotguard/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemFile } from './system-file.js';
import { ask, launchDistributed, type LaunchedDistributed } from './testing/launch-distributed.js';
import { tell } from './testing/live-story.js';

const START_MS = 180_000;
const TEST_MS = 60_000;
const CHANNELS: readonly Channel[] = ['sms', 'email', 'voice'];

let system: LaunchedDistributed;
const logs = new Map<Channel, EventLog>();
beforeAll(async () => {
  system = await launchDistributed('2');
  for (const channel of CHANNELS) logs.set(channel, await system.logAs(channel as 'sms' | 'email' | 'voice'));
}, START_MS);
afterAll(() => system?.close(), TEST_MS);
const on = (channel: Channel): EventLog => logs.get(channel) as EventLog;

/** Mornings from next week on, one for each story, so that no two fight for a slot; never a Sunday. */
let days = 6;
function morning(): string {
  do days++;
  while (new Date(Date.now() + days * 86_400_000).getUTCDay() === 0);
  return toBusinessTime(Date.now() + days * 86_400_000).slice(0, 10);
}
function slot(day: string, time: string, resource = 'ana'): Slot {
  const offset = toBusinessTime(`${day}T17:00:00Z`).slice(-6);
  const start = toBusinessTime(`${day}T${time}:00${offset}`);
  const end = toBusinessTime(instantOf(start) + 30 * 60_000);
  const stamp = toBusinessTime(start, 'utc').replace(/[-:]/g, '').replace(/\.000/, '');
  return { slotId: `botox_${resource}_${stamp}`, start, end, service: 'botox', resource };
}
const offers = (): { two: Slot; four: Slot } => {
  const day = morning();
  return { two: slot(day, '14:00'), four: slot(day, '16:00') };
};

describe.each(CHANNELS)('on %s, two instances of every service keep the same rules', (channel) => {
  test.each([
    ['1', 'two'],
    ['option 2', 'four'],
    ['the 2pm slot', 'two'],
    ['the first one', 'two'],
    ['4pm please', 'four'],
  ] as const)('"%s" is captured', async (words, which) => {
    const all = offers();
    const told = await tell(on(channel), channel, check(all.two, all.four), customer(words));
    expect(told.chose).toEqual(all[which]);
  });

  test('recording stores offers, and a re-check preserves the selection', async () => {
    const { two, four } = offers();
    const told = await tell(on(channel), channel, check(two, four), customer('option 2'), check(four, two));
    expect(told.state.check?.slots).toEqual([four, two]);
    expect(told.state.selection?.slot).toEqual(four);
  });

  test('booking succeeds with a selection, and offers are cleared after success', async () => {
    const { two, four } = offers();
    const told = await tell(on(channel), channel, check(two, four), customer('1'), request());
    expect([told.ruling, told.outcome]).toEqual(['approved', 'AppointmentBooked']);
    expect(told.state.check).toBeUndefined();
    expect(told.state.selection).toBeUndefined();
    expect(told.state.appointments.map((one) => one.slot)).toEqual([two]);
  });

  test('booking fails without a check, without a choice, with a wrong slot', async () => {
    const { two, four } = offers();
    const { start, service } = four;
    expect((await tell(on(channel), channel, request({ start, service }))).ruling).toBe('availability_not_checked');
    expect((await tell(on(channel), channel, check(two, four), request())).ruling).toBe('no_selection');
    const other = await tell(on(channel), channel, check(two, four), customer('1'), request({ start, service }));
    expect(other.ruling).toBe('selection_mismatch');
    const never = slot(four.start.slice(0, 10), '17:00');
    const unknown = request({ start: never.start, service });
    expect((await tell(on(channel), channel, check(two, four), customer('1'), unknown)).ruling).toBe(
      'slot_not_offered',
    );
  });

  test('a start in UTC or Pacific time is the same slot, in Eastern time', async () => {
    for (const zone of ['utc', 'America/Los_Angeles']) {
      const { two, four } = offers();
      const start = toBusinessTime(two.start, zone);
      const told = await tell(on(channel), channel, check(two, four), customer('1'), request({ start }));
      expect(told.decision).toMatchObject({ data: { args: { start: two.start, resource: 'ana' } } });
    }
  });

  test('"2pm", then "actually can you do 5 instead?", then a request for 2pm', async () => {
    const { two, four } = offers();
    const steps = [check(two, four), customer('2pm'), customer('actually can you do 5 instead?')];
    expect((await tell(on(channel), channel, ...steps, request({ start: two.start }))).ruling).toBe('not_offered');
  });

  test('"2" in answer to "how many people?" chooses nothing', async () => {
    const { two, four } = offers();
    const steps = [check(two, four), ...assistant('other'), customer('2')];
    expect((await tell(on(channel), channel, ...steps)).chose).toBe('unasked');
  });

  test('"2" means the list as it was shown', async () => {
    const { two, four } = offers();
    const told = await tell(on(channel), channel, check(two, four), shows(four, two), customer('option 2'));
    expect(told.chose).toEqual(two);
  });

  test('two providers at the same hour: the hour alone is ambiguous, the hour with a name is not', async () => {
    const day = morning();
    const [ana, maya] = [slot(day, '14:00'), slot(day, '14:00', 'maya')];
    const told = await tell(on(channel), channel, check(ana, maya), customer('2pm'));
    expect(told.chose).toBe('ambiguous');
  });
});

test('one slot that three channels choose is one appointment, and two are told', async () => {
  const { two, four } = offers();
  const steps = [check(two, four), customer('1'), request()];
  const told = await Promise.all(CHANNELS.map((channel) => tell(on(channel), channel, ...steps)));
  expect(told.map(({ outcome }) => outcome).sort()).toEqual([
    'AppointmentBooked',
    'AppointmentDeclined',
    'AppointmentDeclined',
  ]);
});

test(
  'SMS smoke: a wish, the list, "1", a name: the right slot is booked, and told in the words of the channel',
  async () => {
    const { twilio } = system;
    const phone = '+15550001234';
    const list = await ask(twilio, phone, 'book me for a consultation at 2pm tomorrow');
    expect(list).toMatch(/^(Consultation on|We're closed|We have nothing)/m);
    let answer = await ask(twilio, phone, '1');
    expect(answer).toMatch(/I've booked your Consultation appointment for \w+ \d+, \d{4} at \d+:\d\d [AP]M\./);
    if (/name/i.test(answer)) answer = await ask(twilio, phone, 'Alex Morgan');
    expect(answer).toContain('under that name');
  },
  TEST_MS,
);

test('everything in the log keeps every rule', async () => {
  const log = await system.logAs('ops');
  const last = await log.lastPosition();
  const story: Story[number][] = [];
  const ending = new AbortController();
  for await (const event of log.follow({ after: 0, signal: ending.signal })) {
    story.push(parseEvent(event));
    if (event.position >= last) ending.abort();
  }
  expect(story.length).toBeGreaterThan(100);
  expect(findBreaches(story).breaches).toEqual([]);
  expect(findBreaches(story).owed).toEqual([]);
});

test('every service says at its start, as a warning, how durable the log is not', () => {
  for (const name of ['booking-guard-0', 'booking-guard-1', 'calendar-1', 'projector-0', 'sms-gateway-1'])
    expect(system.lines).toContainEqual(expect.stringMatching(new RegExp(`^${name} .*WARN .*The log has 1 copy of 3`)));
  expect(system.lines.join('\n')).not.toMatch(/its work does not need that|anything on the bus/);
});

test(
  'stopped, it leaves no process behind',
  async () => {
    const { processes } = JSON.parse(await readFile(join(system.dataDir, 'distributed.json'), 'utf8')) as SystemFile;
    expect(Object.keys(processes)).toHaveLength(2 * 4 + 2);
    await system.close();
    const isAlive = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await waitFor(() => Object.values(processes).every(({ pid }) => !isAlive(pid)), {
      what: 'the end of every process',
    });
  },
  TEST_MS,
);
