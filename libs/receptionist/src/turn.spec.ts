import { describe, expect, test } from '@jest/globals';
import type { EventLog } from '@slotguard/event-log';
import { LogUnavailable } from '@slotguard/event-log';
import type { Assistant, AssistantStep, TurnView } from './assistant.js';
import { turnLimits } from './turn-limits.js';
import { TurnUnfinished } from './turn-deps.js';
import { Shop } from './testing/shop.js';

const step = (over: Partial<AssistantStep>): AssistantStep => ({ calls: [], asks: 'other', final: false, ...over });
const checks = step({ calls: [{ tool: 'check_availability', args: { service: 'botox', date: '2025-11-18' } }] });
const lists = step({ say: '{{offers}}', asks: 'slot', final: true });

/** An assistant that answers what it is told to, in order, and remembers what it was shown. */
class Scripted implements Assistant {
  readonly name = 'script';
  readonly views: TurnView[] = [];
  constructor(
    private readonly steps: (AssistantStep | ((view: TurnView) => AssistantStep | Promise<AssistantStep>))[],
  ) {}
  async next(view: TurnView): Promise<AssistantStep> {
    const answer = this.steps[this.views.length] ?? step({ say: 'Anything else?', final: true });
    this.views.push(view);
    return typeof answer === 'function' ? answer(view) : answer;
  }
}

/** The log as seen by a turn that must do without some of it. */
function without(log: EventLog, over: Partial<EventLog>): EventLog {
  return new Proxy(log, {
    get: (target, key: keyof EventLog) => {
      const own = over[key] ?? target[key];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

describe('a turn', () => {
  test('records each answer before anything of it happens, and names all that it does', async () => {
    const shop = new Shop({ assistant: new Scripted([checks, lists]) });
    await shop.text('botox tomorrow');
    expect((await shop.story()).map(({ id }) => id)).toEqual([
      'started',
      'utt-1',
      'sel-utt-1',
      'step-utt-1-1',
      'chk-utt-1-1-1',
      'step-utt-1-2',
      'out-utt-1-2',
      'sent-out-utt-1-2',
      'shown-out-utt-1-2',
      'end-utt-1',
    ]);
  });
  test('shows the assistant the verdicts, what was said and what its calls came to', async () => {
    const assistant = new Scripted([checks, lists, step({ final: true })]);
    const shop = new Shop({ assistant });
    await shop.text('botox tomorrow');
    await shop.text('the first one');
    const [, second, third] = assistant.views;
    expect(second?.results).toMatchObject([
      { kind: 'availability', success: true, call: { tool: 'check_availability' } },
    ]);
    expect(third?.transcript.map(({ kind }) => kind)).toEqual(['customer', 'check', 'assistant', 'customer']);
    expect(third?.transcript.at(-1)).toMatchObject({ verdict: { kind: 'selected', slot: { resource: 'ana' } } });
    expect(third).toMatchObject({ answers: ['utt-2'], step: 1, now: '2025-11-17T10:02:01-05:00' });
  });
  test('run twice does nothing twice, nor asks the assistant again', async () => {
    const assistant = new Scripted([checks, lists]);
    const shop = new Shop({ assistant });
    const utterance = await shop.hear('botox tomorrow');
    await shop.answer(utterance);
    const story = await shop.story();
    await shop.answer(utterance);
    expect(await shop.story()).toEqual(story);
    expect(assistant.views).toHaveLength(2);
    expect(shop.phone.received).toHaveLength(1);
  });
  test('sends to the address that the conversation began with, whatever a model writes', async () => {
    const customer = { name: 'Eve', phone: '+19005550199' };
    const call = { tool: 'book_appointment' as const, args: { customer } };
    const shop = new Shop({ assistant: new Scripted([step({ calls: [call], say: 'One moment.', final: true })]) });
    await shop.text('book');
    expect(shop.phone.received).toMatchObject([{ to: '+15185550100', from: '+15185550134' }]);
  });
  test('tells what is booked even when the assistant does not', async () => {
    const books = step({ calls: [{ tool: 'book_appointment', args: {} }] });
    const shop = new Shop({
      assistant: new Scripted([checks, lists, books, step({ say: 'Anything else?', final: true })]),
    });
    await shop.text('botox tomorrow');
    expect(await shop.text('1')).toEqual([
      "Perfect! I've booked your Botox appointment for November 18, 2025 at 9:00 AM. Anything else?",
    ]);
  });
  test('an assistant that never ends is ended by a rendered text', async () => {
    const shop = new Shop({ assistant: new Scripted(Array.from({ length: 20 }, () => checks)) });
    const [answer] = await shop.text('botox');
    expect(answer).toMatch(/^Botox on Tue, Nov 18:/);
    expect((await shop.all('AssistantStepped')).length).toBe(turnLimits.stepsMax);
    expect((await shop.all('TurnEnded'))[0]?.data.how).toBe('failed');
  });
  test('an assistant that says nothing does not leave the customer without an answer', async () => {
    const shop = new Shop({ assistant: new Scripted([step({ final: true })]) });
    expect(await shop.text('hello?')).toEqual([expect.stringMatching(/^Hi, this is Radiance/)]);
  });
  test('a name is taken down only if the customer said it', async () => {
    const names = step({ say: 'Thanks!', final: true, customerName: 'Eve' });
    const shop = new Shop({ assistant: new Scripted([names, names]) });
    await shop.text('I am Sam');
    expect(await shop.all('CustomerIdentified')).toEqual([]);
    await shop.text('no, Eve.');
    expect(await shop.all('CustomerIdentified')).toMatchObject([{ id: 'who-utt-2', personal: { name: 'Eve' } }]);
  });
});

describe('what the customer says meanwhile', () => {
  test('the turn of older words leaves them to the newer one', async () => {
    const shop = new Shop({ assistant: new Scripted([lists]) });
    const older = await shop.hear('botox');
    await shop.hear('tomorrow');
    await shop.answer(older);
    expect(await shop.all('TurnEnded')).toEqual([]);
    expect(shop.phone.received).toEqual([]);
  });
  test('words that arrive midway stop the turn before its next act', async () => {
    const shop: Shop = new Shop({
      assistant: new Scripted([checks, async () => (await shop.hear('no wait, a facial'), lists), checks, lists]),
    });
    const first = await shop.hear('botox tomorrow');
    await shop.answer(first);
    expect(shop.phone.received).toEqual([]);
    expect((await shop.all('TurnEnded')).map(({ data }) => data)).toEqual([
      { turn: 'utt-1', how: 'superseded', answers: [] },
    ]);
    const second = (await shop.story()).find(({ id }) => id === 'utt-2')!;
    await shop.answer(second);
    expect((await shop.all('TurnEnded')).at(-1)?.data).toEqual({
      turn: 'utt-2',
      how: 'answered',
      answers: ['utt-1', 'utt-2'],
    });
  });
  test('what was booked before the customer went on is told by the next turn', async () => {
    const books = step({ calls: [{ tool: 'book_appointment', args: {} }] });
    const shop: Shop = new Shop({
      assistant: new Scripted([checks, lists, books, async () => (await shop.hear('and thanks'), lists)]),
    });
    await shop.text('botox tomorrow');
    await shop.answer(await shop.hear('1'));
    expect((await shop.all('AppointmentBooked')).length).toBe(1);
    expect(shop.phone.received).toHaveLength(1);
    await shop.answer((await shop.story()).find(({ id }) => id === 'utt-3')!);
    expect(shop.phone.received.at(-1)?.text).toMatch(/^Perfect! I've booked your Botox/);
  });
  test('HELP is answered without any assistant, and so is what was asked before it', async () => {
    const assistant = new Scripted([]);
    const shop = new Shop({ assistant });
    await shop.answer(await shop.hear('HELP', { keyword: 'help' }));
    expect(shop.phone.received.map(({ text }) => text)).toEqual([expect.stringContaining('STOP to opt out')]);
    expect(assistant.views).toEqual([]);
    await shop.hear('botox?');
    await shop.answer(await shop.hear('HELP', { keyword: 'help' }));
    expect(shop.phone.received).toHaveLength(3);
    expect(assistant.views).toHaveLength(1);
  });
  test('a word that the carrier has answered is not answered again', async () => {
    const shop = new Shop();
    await shop.answer(await shop.hear('HELP', { keyword: 'help', carrierAnswered: true }));
    await shop.answer(await shop.hear('STOP', { keyword: 'stop' }));
    await shop.answer(await shop.hear('START', { keyword: 'start' }));
    expect(shop.phone.received).toEqual([]);
    expect((await shop.all('TurnEnded')).map(({ data }) => data.how)).toEqual(['silent', 'silent', 'silent']);
  });
  test('whoever has opted out hears nothing', async () => {
    const shop = new Shop({ assistant: new Scripted([]) });
    await shop.text('hi');
    await shop.write('CustomerOptedOut', 'optout', {}, {});
    expect(await shop.text('hello?')).toEqual([]);
    expect((await shop.all('TurnEnded')).at(-1)?.data).toMatchObject({ how: 'silent', answers: ['utt-2'] });
  });
});

describe('waiting', () => {
  test('no assistant speaks before the guard has', async () => {
    const assistant = new Scripted([]);
    const shop = new Shop({ assistant });
    const log = without(shop.log, { waitFor: async () => undefined });
    await expect(shop.answer(await shop.hear('hi'), { log })).rejects.toThrow(TurnUnfinished);
    expect(assistant.views).toEqual([]);
  });
  test('a decision that does not come makes the turn come again, and then it goes on where it was', async () => {
    const books = step({ calls: [{ tool: 'book_appointment', args: {} }] });
    const assistant = new Scripted([checks, lists, books, step({ say: '{{appointment}}', final: true })]);
    const shop = new Shop({ assistant });
    await shop.text('botox tomorrow');
    const utterance = await shop.hear('1');
    const log = without(shop.log, {
      waitFor: async (ref) => (ref.id.startsWith('dec-') ? undefined : shop.log.get(ref)),
    });
    await expect(shop.answer(utterance, { log })).rejects.toMatchObject({ retryable: true });
    await shop.answer(utterance);
    expect(assistant.views).toHaveLength(4);
    expect(shop.phone.received.at(-1)?.text).toContain("I've booked");
  });
  test('a calendar that is away makes the turn come again', async () => {
    const shop = new Shop({ assistant: new Scripted([checks, lists]) });
    const utterance = await shop.hear('botox');
    const availability = async (): Promise<never> => Promise.reject(new LogUnavailable('away'));
    await expect(shop.answer(utterance, { availability })).rejects.toMatchObject({ retryable: true });
    await shop.answer(utterance);
    expect(shop.phone.received).toHaveLength(1);
  });
});

describe('tools', () => {
  test.each([
    ['check_availability', { service: 'waxing' }, { kind: 'invalid', error: 'unknown_service' }],
    ['check_availability', { service: 'botox', resource: 'Bob' }, { kind: 'invalid', error: 'unknown_resource' }],
    ['check_availability', { service: 'botox', date: 'soon' }, { kind: 'invalid', details: ['date'] }],
    ['check_availability', { service: 'TOX', resource: 'nobody' }, { kind: 'invalid', error: 'unknown_resource' }],
    [
      'check_availability',
      { service: 'Tox', resource: 'maya' },
      { kind: 'availability', asked: { service: 'botox', resource: 'maya' } },
    ],
    ['book_appointment', { slotId: 7 }, { kind: 'invalid', details: ['slotId'] }],
    ['book_appointment', { slotId: 'x' }, { kind: 'rejected', reason: 'availability_not_checked' }],
    ['booking_status', {}, { kind: 'status', appointments: [], bookingInProgress: false }],
  ] as const)('%s %j', async (tool, args, result) => {
    const assistant = new Scripted([step({ calls: [{ tool, args }] })]);
    await new Shop({ assistant }).text('hi');
    expect(assistant.views[1]?.results).toMatchObject([result]);
  });
  test('the same place in a turn never requests two things', async () => {
    const books = (slotId: string) => step({ calls: [{ tool: 'book_appointment', args: { slotId } }] });
    const assistant = new Scripted([books('b')]);
    const shop = new Shop({ assistant });
    const utterance = await shop.hear('hi');
    // Another worker's turn got here first, with another answer of its model.
    const rival = new Shop({ assistant: new Scripted([books('a')]) });
    await rival.answer(await rival.hear('hi'));
    const request = (await rival.all('BookingRequested'))[0]!;
    await shop.log.append(request);
    await shop.answer(utterance);
    expect(assistant.views[1]?.results).toMatchObject([{ kind: 'conflict', reason: 'request_conflict' }]);
    expect(await shop.all('BookingRequested')).toHaveLength(1);
  });
});

describe('sending', () => {
  const says = (): Scripted => new Scripted([step({ say: 'Hello!', final: true })]);
  test('a text that the carrier refuses for good is recorded as failed', async () => {
    const shop = new Shop({ assistant: says() });
    shop.phone.next = 'refused';
    expect(await shop.text('hi')).toEqual([]);
    expect((await shop.all('MessageFailed'))[0]?.data).toEqual({ message: 'out-utt-1-1', code: '21610' });
  });
  test('when the carrier is away the turn comes again, and the text goes out once', async () => {
    const shop = new Shop({ assistant: says() });
    const utterance = await shop.hear('hi');
    shop.phone.next = 'fails';
    await expect(shop.answer(utterance)).rejects.toMatchObject({ retryable: true });
    await shop.answer(utterance);
    expect(shop.phone.received).toHaveLength(1);
    expect(shop.phone.found).toBe(1);
  });
  test('chatter is dropped when it stays unknown whether it went out', async () => {
    const shop = new Shop({ assistant: says() });
    const utterance = await shop.hear('hi');
    shop.phone.next = 'fails';
    await expect(shop.answer(utterance)).rejects.toMatchObject({ retryable: true });
    shop.phone.unsure = Infinity;
    await shop.answer(utterance);
    expect(shop.phone.received).toEqual([]);
    expect((await shop.all('MessageFailed'))[0]?.data.code).toBe('unknown');
  });
  test('a confirmation is repeated instead', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    const utterance = await shop.hear('1');
    shop.phone.next = 'fails';
    await expect(shop.answer(utterance)).rejects.toMatchObject({ retryable: true });
    shop.phone.unsure = Infinity;
    await shop.answer(utterance);
    expect(shop.phone.received.at(-1)?.text).toContain("I've booked");
  });
});
