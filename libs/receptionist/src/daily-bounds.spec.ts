import { describe, expect, test } from '@jest/globals';
import { businessSchema, newEvent, parseEvent } from '@slotguard/contracts';
import { MemoryEventLog } from '@slotguard/event-log';
import fc from 'fast-check';
import type { Assistant, AssistantStep } from './assistant.js';
import { boundReached } from './daily-bounds.js';
import { DayCounter } from './day-counter.js';
import { radiance, Shop } from './testing/shop.js';

const LIMIT = "You've reached today's limit for texts with us. Please call (518) 555-0134, or text again tomorrow.";
/** One text, though a day in full and a number to call are in it. */
const STANDS =
  "You've reached today's limit for texts. Your Botox appointment on November 18, 2025 at 2:00 PM stands. Please call (518) 555-0134, or text again tomorrow.";
const QUESTION = 'What day suits you?';

const step = (over: Partial<AssistantStep>): AssistantStep => ({ calls: [], asks: 'other', final: false, ...over });
/** Asks one question a turn, or says something before it as well. */
const asking = (words: readonly string[] = [QUESTION]): Assistant => ({
  name: 'asking',
  next: async ({ step: n }) => step({ say: words[n - 1] ?? QUESTION, final: n >= words.length }),
});
function shopWith(dailyLimits: Record<string, number>, more: Record<string, unknown> = {}, words?: string[]): Shop {
  return new Shop({ business: radiance({ dailyLimits, ...more }), assistant: asking(words) });
}
const at = (iso: string): number => Date.parse(iso);

describe('a customer’s day', () => {
  test.each([1, 2, 5])(
    'of %s turns: the last one is answered, the next is told the limit, and then there is silence',
    async (most) => {
      const shop = shopWith({ turnsPerCustomer: most });
      for (let i = 0; i < most; i++) expect(await shop.text('hello')).toEqual([QUESTION]);
      expect(await shop.text('hello')).toEqual([LIMIT]);
      for (let i = 0; i < 3; i++) expect(await shop.text('hello?')).toEqual([]);
      const ends = (await shop.all('TurnEnded')).map(({ data }) => data.how);
      expect(ends.slice(most)).toEqual(['answered', 'silent', 'silent', 'silent']);
      // Whoever is over the bound costs no more of the assistant.
      expect(await shop.all('AssistantStepped')).toHaveLength(most);
    },
  );

  test.each([
    ['a minute before midnight', '2025-11-17T23:58:00-05:00', []],
    ['a minute after midnight', '2025-11-18T00:00:00-05:00', [QUESTION]],
    ['when it is midnight in London', '2025-11-17T19:00:00-05:00', []],
  ])('ends at midnight where the business is: %s', async (_, time, heard) => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    await shop.text('hello');
    expect(await shop.text('hello')).toEqual([LIMIT]);
    shop.at = at(time);
    expect(await shop.text('hello')).toEqual(heard);
  });

  test('of another zone ends at its own midnight', async () => {
    const shop = shopWith({ turnsPerCustomer: 1 }, { timeZone: 'Asia/Tokyo' });
    shop.at = at('2025-11-17T23:50:00+09:00');
    await shop.text('hello');
    expect(await shop.text('hello')).toEqual([LIMIT]);
    shop.at = at('2025-11-18T00:00:00+09:00');
    expect(await shop.text('hello')).toEqual([QUESTION]);
    expect(await shop.text('hello')).toEqual([LIMIT]);
  });

  test('at the change of the clocks has 25 hours', async () => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    shop.at = at('2025-11-02T00:10:00-04:00');
    await shop.text('hello');
    expect(await shop.text('hello')).toEqual([LIMIT]);
    shop.at = at('2025-11-02T23:50:00-05:00');
    expect(await shop.text('hello')).toEqual([]);
    shop.at = at('2025-11-03T00:00:00-05:00');
    expect(await shop.text('hello')).toEqual([QUESTION]);
  });

  test('counts a burst of texts as one turn', async () => {
    const shop = shopWith({ turnsPerCustomer: 2 });
    const texts = [await shop.hear('hello'), await shop.hear('I want'), await shop.hear('botox')];
    for (const text of texts) await shop.answer(text);
    expect(await shop.text('tomorrow')).toEqual([QUESTION]);
    expect(await shop.text('hello')).toEqual([LIMIT]);
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
  ])('of %s texts, two for each turn: turn %s is the last, and is finished', async (texts, turns) => {
    const shop = shopWith({ textsPerCustomer: texts }, {}, ['What time suits you?', QUESTION]);
    for (let i = 0; i < turns; i++) expect(await shop.text('hello')).toHaveLength(2);
    expect(await shop.text('hello')).toEqual([LIMIT]);
    expect(await shop.text('hello')).toEqual([]);
  });

  test('is told without a number to call when the business has none', async () => {
    const { phone: _, ...business } = radiance({ dailyLimits: { turnsPerCustomer: 1 } });
    const shop = new Shop({ business, assistant: asking() });
    await shop.text('hello');
    expect(await shop.text('hello')).toEqual([
      "You've reached today's limit for texts with us. Please text again tomorrow.",
    ]);
  });

  test('is generous when the file says nothing of it', () => {
    expect(radiance().dailyLimits).toEqual({
      turnsPerCustomer: 60,
      textsPerCustomer: 90,
      turns: 10_000,
      texts: 15_000,
      holdsPerCustomer: 20,
      holds: 2_000,
    });
    for (const wrong of [{ turns: 0 }, { turns: 1.5 }, { textsPerCustomer: -1 }, { turnsPerDay: 3 }])
      expect(businessSchema.safeParse({ ...radiance(), dailyLimits: wrong }).success).toBe(false);
  });
});

describe('beyond the bound', () => {
  test.each(['before the limit is told', 'after it'])('HELP is answered, and STOP is heeded, %s', async (when) => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    await shop.text('hello');
    if (when === 'after it') await shop.text('hello');
    const help = await shop.hear('HELP', { keyword: 'help' });
    await shop.answer(help);
    expect(shop.phone.received.at(-1)?.text).toContain('Radiance Med Spa');
    const before = shop.phone.received.length;
    const stop = await shop.hear('STOP', { keyword: 'stop' });
    await shop.write('CustomerOptedOut', 'optout-utt', { utterance: stop.id }, {});
    await shop.answer(stop);
    expect(await shop.text('hello')).toEqual([]);
    expect(shop.phone.received).toHaveLength(before);
    expect((await shop.state()).optedOut).toBe(true);
  });

  test('HELP is no turn: it takes nothing of the day', async () => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    for (let i = 0; i < 3; i++) await shop.answer(await shop.hear('HELP', { keyword: 'help' }));
    expect(await shop.text('hello')).toEqual([QUESTION]);
  });

  test('an appointment that was booked stays, and nothing new is asked of the guard', async () => {
    const business = radiance({ dailyLimits: { turnsPerCustomer: 3 } });
    const shop = new Shop({ business });
    await shop.text('book me for botox at 2pm tomorrow');
    await shop.text('1');
    await shop.text('my name is Ann');
    const booked = await shop.all('AppointmentBooked');
    const requested = await shop.all('BookingRequested');
    expect(booked).toHaveLength(1);
    expect(await shop.text('and another one at 4pm')).toEqual([STANDS]);
    expect(await shop.all('BookingRequested')).toEqual(requested);
    expect((await shop.state()).appointments).toHaveLength(1);
  });
});

describe('"cancel my appointment" beyond the bound', () => {
  async function bookedShop(): Promise<Shop> {
    const shop = new Shop({ business: radiance({ dailyLimits: { turnsPerCustomer: 3 } }) });
    await shop.text('book me for botox at 2pm tomorrow');
    await shop.text('1');
    await shop.text('my name is Ann');
    return shop;
  }

  test('is told that the appointment stands, and cancels nothing', async () => {
    const shop = await bookedShop();
    expect(await shop.text('cancel my appointment')).toEqual([STANDS]);
    expect(await shop.text('cancel my appointment')).toEqual([]);
    expect(await shop.all('CancellationRequested')).toEqual([]);
    expect((await shop.state()).appointments).toHaveLength(1);
  });

  test('is told nothing of an appointment that is over, or whose end nobody knows yet', async () => {
    const over = await bookedShop();
    over.at = at('2025-11-18T15:00:00-05:00');
    for (let i = 0; i < 3; i++) await over.text('hello');
    expect(await over.text('cancel my appointment')).toEqual([LIMIT]);

    const changing = await bookedShop();
    const said = await changing.hear('is it cancelled now?');
    const [own] = (await changing.state()).appointments;
    const { business, conversation, channel, time } = parseEvent(said);
    const place = { business, conversation, channel, time, writer: channel, correlation: said.id };
    const data = { appointment: own!.id, validUntil: '2025-11-18T14:00:00-05:00' };
    // As the log is while the guard is away.
    const asked = newEvent('CancellationRequested', { id: 'req-before', ...place }, data, {});
    await MemoryEventLog.prototype.append.call(changing.log, asked);
    await changing.answer(said);
    expect(changing.phone.received.at(-1)?.text).toBe(LIMIT);
  });
});

describe('a worker that crashes, or two at once', () => {
  test('the text that could not be sent goes out with the next try, once', async () => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    await shop.text('hello');
    const utterance = await shop.hear('hello');
    const away = { ...shop.phone, send: () => Promise.reject(new Error('away')) };
    await expect(
      shop.answer(utterance, { courier: { ...away, find: async () => ({ kind: 'absent' }) } }),
    ).rejects.toThrow('away');
    await shop.answer(utterance);
    await shop.answer(utterance);
    expect(shop.phone.received.map(({ text }) => text)).toEqual([QUESTION, LIMIT]);
    expect(await shop.text('hello')).toEqual([]);
  });

  test('two at once tell it once', async () => {
    const shop = shopWith({ turnsPerCustomer: 1 });
    await shop.text('hello');
    const utterance = await shop.hear('hello');
    await Promise.all([shop.answer(utterance), shop.answer(utterance)]);
    expect((await shop.all('AssistantReplied')).map(({ personal }) => personal.text)).toEqual([QUESTION, LIMIT]);
    expect(await shop.all('TurnEnded')).toHaveLength(2);
  });

  test('a turn that had begun is finished, though the day is full by now', async () => {
    const shop = shopWith({ turns: 1 });
    const utterance = await shop.hear('hello');
    const away = { send: () => Promise.reject(new Error('away')), find: async () => ({ kind: 'absent' as const }) };
    await expect(shop.answer(utterance, { courier: away })).rejects.toThrow('away');
    await shop.answer(utterance, { dayCount: async () => ({ turns: 1, texts: 1 }) });
    expect(shop.phone.received.map(({ text }) => text)).toEqual([QUESTION]);
  });
});

describe('the business’s day', () => {
  const FULL = "We can't answer more texts today. Please call (518) 555-0134, or text again tomorrow.";

  test.each([
    [{ turns: 99, texts: 0 }, [QUESTION]],
    [{ turns: 100, texts: 0 }, [FULL]],
    [{ turns: 0, texts: 149 }, [QUESTION]],
    [{ turns: 0, texts: 150 }, [FULL]],
  ])('with %o of 100 turns and 150 texts', async (count, heard) => {
    const shop = shopWith({ turns: 100, texts: 150 });
    const deps = { dayCount: async () => count };
    await shop.answer(await shop.hear('hello'), deps);
    expect(shop.phone.received.map(({ text }) => text)).toEqual(heard);
  });

  test('the customer’s own bound is told rather than that of all', () => {
    const full = { turns: 1, texts: 0 };
    const business = radiance({ dailyLimits: { turnsPerCustomer: 1, turns: 1 } });
    expect(boundReached(business, { customer: full, business: full })).toBe('customer');
    expect(boundReached(business, { customer: { turns: 0, texts: 0 }, business: full })).toBe('business');
  });

  const NOW = '2025-11-17T10:00:00-05:00';
  let events = 0;
  async function add(
    log: MemoryEventLog,
    type: 'AssistantStepped' | 'AssistantReplied',
    over: Record<string, unknown> = {},
  ): Promise<void> {
    const { business = 'radiance', time = NOW, id = `e-${++events}`, step: n = 1 } = over as Record<string, never>;
    const envelope = {
      id,
      time,
      business,
      conversation: `c-${events}`,
      channel: 'sms',
      writer: 'sms',
      correlation: 'utt-1',
    } as const;
    const data = {
      turn: 'utt-1',
      asks: { kind: 'other' } as const,
      purpose: 'chatter' as const,
      offers: [],
      breaches: [],
    };
    await log.append(
      type === 'AssistantReplied'
        ? newEvent(type, envelope, data, { text: 'x' })
        : newEvent(
            type,
            envelope,
            { turn: 'utt-1', step: n, assistant: 'a', asks: 'other', final: true },
            { calls: [] },
          ),
    );
  }
  const counting = async <T>(log: MemoryEventLog, work: (counter: DayCounter) => Promise<T>): Promise<T> => {
    const counter = new DayCounter({
      log,
      business: radiance(),
      waitMs: 2_000,
      onError: (error) => {
        throw error;
      },
    });
    try {
      return await work(counter);
    } finally {
      await counter.close();
    }
  };

  test('is counted from the log: first steps and texts, of this business, of this day in its zone', async () => {
    const log = new MemoryEventLog({ clock: { now: () => new Date(NOW) } });
    await counting(log, async (counter) => expect(await counter.countOf(NOW)).toEqual({ turns: 0, texts: 0 }));
    await add(log, 'AssistantStepped');
    await add(log, 'AssistantStepped', { step: 2 });
    await add(log, 'AssistantReplied');
    await add(log, 'AssistantReplied', { id: 'out-limit-20251117' });
    await add(log, 'AssistantReplied', { business: 'another' });
    await add(log, 'AssistantStepped', { time: '2025-11-16T23:59:59-05:00' });
    await add(log, 'AssistantStepped', { time: '2025-11-18T04:59:59Z' });
    await counting(log, async (counter) => {
      expect(await counter.countOf(NOW)).toEqual({ turns: 2, texts: 1 });
      // What comes while it counts, by whatever process, is counted as well.
      await add(log, 'AssistantStepped');
      expect(await counter.countOf(NOW)).toEqual({ turns: 3, texts: 1 });
      await add(log, 'AssistantReplied', { time: '2025-11-18T00:00:00-05:00' });
      expect(await counter.countOf('2025-11-18T00:00:01-05:00')).toEqual({ turns: 0, texts: 1 });
    });
    // Begun anew it comes to the same.
    await counting(log, async (counter) => expect(await counter.countOf(NOW)).toEqual({ turns: 3, texts: 1 }));
  });

  test('whatever is in the log, two that count side by side agree with what is there', async () => {
    const happening = fc.constantFrom('turn', 'text', 'look');
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 30 }), async (all) => {
        const log = new MemoryEventLog();
        const expected = { turns: 0, texts: 0 };
        await counting(log, (one) =>
          counting(log, async (other) => {
            for (const what of all) {
              if (what === 'look') expect(await one.countOf(NOW)).toEqual(expected);
              else await add(log, what === 'turn' ? 'AssistantStepped' : 'AssistantReplied');
              if (what === 'turn') expected.turns += 1;
              if (what === 'text') expected.texts += 1;
            }
            expect(await Promise.all([one.countOf(NOW), other.countOf(NOW)])).toEqual([expected, expected]);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });
});
