import { describe, expect, test } from '@jest/globals';
import type { NewStoredEvent } from '@slotguard/contracts';
import { findBreaches } from '@slotguard/conversation';
import { Poison, type EventLog } from '@slotguard/event-log';
import { remind } from './remind.js';
import type { TurnDeps } from './turn-deps.js';
import { Shop } from './testing/shop.js';

const REMINDER =
  'Radiance Med Spa: your Botox appointment is on November 18, 2025 at 9:00 AM. Reply C to confirm, or tell us to change it.';
const THANKS = 'Thank you! See you for your Botox appointment on November 18, 2025 at 9:00 AM.';
const CANCEL_IT = 'Do you want to cancel your Botox appointment on November 18, 2025 at 9:00 AM? Reply YES and I will.';

async function booked(): Promise<Shop> {
  const shop = new Shop();
  await shop.text('botox tomorrow');
  expect((await shop.text('1')).join()).toContain("I've booked your Botox");
  return shop;
}
async function reminded(): Promise<Shop> {
  const shop = await booked();
  expect(await shop.remind()).toEqual([REMINDER]);
  return shop;
}
async function holds(shop: Shop): Promise<void> {
  expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
}
/** By an operator, and carried out. */
async function cancelledMeanwhile(shop: Shop): Promise<void> {
  const { id: appointment, slot } = (await shop.state()).appointments[0]!;
  await shop.operate('CancellationOrdered', 'cancel-1', { reason: 'ill' }, { appointment, slot });
  expect((await shop.state()).appointments).toEqual([]);
}
const told = (shop: Shop): string[] => shop.phone.received.map(({ text }) => text);

describe('conversations after a reminder', () => {
  interface Row {
    readonly says: readonly string[];
    readonly then: string | RegExp;
    readonly confirmed: boolean;
    readonly stands?: boolean;
  }
  const rows: readonly Row[] = [
    { says: ['C'], then: THANKS, confirmed: true },
    { says: ['c'], then: THANKS, confirmed: true },
    { says: ['Yes!'], then: THANKS, confirmed: true },
    { says: ["I'll be there, thanks"], then: THANKS, confirmed: true },
    { says: ['where do I park?', 'C'], then: THANKS, confirmed: true },
    { says: ['C', 'C'], then: THANKS, confirmed: true },
    { says: ['C', 'cancel my appointment'], then: /^I've cancelled your Botox/, confirmed: false, stands: false },
    { says: ['cancel my appointment'], then: /^I've cancelled your Botox/, confirmed: false, stands: false },
    { says: ['no', 'yes'], then: /^I've cancelled your Botox/, confirmed: false, stands: false },
    { says: ['do you do facials tomorrow?', 'C'], then: THANKS, confirmed: true },
    { says: ['no', 'no', 'C'], then: THANKS, confirmed: true },
    { says: ['C thx'], then: THANKS, confirmed: true },
    // These change nothing.
    { says: ['no', 'Confirm'], then: CANCEL_IT, confirmed: false },
    { says: ['no', 'yes C'], then: THANKS, confirmed: true },
    { says: ['3pm works'], then: /./, confirmed: false },
    { says: ['I can come on Friday'], then: /./, confirmed: false },
    { says: ['something came up'], then: /^(?!Thanks)/, confirmed: false },
    { says: ['i wont be there'], then: /^(?!Thanks)/, confirmed: false },
    { says: ['no'], then: CANCEL_IT, confirmed: false },
    { says: ["I can't make it"], then: CANCEL_IT, confirmed: false },
    { says: ['no', 'no'], then: /nothing has changed/, confirmed: false },
    { says: ['1'], then: /./, confirmed: false },
    { says: ['what is this?'], then: /./, confirmed: false },
    { says: ['where do I park?', 'yes'], then: /./, confirmed: false },
    { says: ['where do I park?'], then: /behind the building/, confirmed: false },
    { says: ['can I come at 11 instead?'], then: /11:00 AM/, confirmed: false },
  ];
  test.each(rows)('$says', async ({ says, then, confirmed, stands = true }) => {
    const shop = await reminded();
    let answers: string[] = [];
    for (const words of says) answers = await shop.text(words);
    if (typeof then === 'string') expect(answers).toEqual([then]);
    else expect(answers.join('\n')).toMatch(then);
    const { appointments } = await shop.state();
    expect(appointments).toHaveLength(stands ? 1 : 0);
    expect(appointments.some(({ confirmedBy }) => confirmedBy !== undefined)).toBe(confirmed);
    await holds(shop);
  });

  test('who confirms and asks something in one burst is answered both', async () => {
    const shop = await reminded();
    await shop.hear('C');
    await shop.answer(await shop.hear('where do I park?'));
    expect(told(shop).slice(-2)).toEqual([THANKS, expect.stringContaining('Free parking behind the building')]);
    await holds(shop);
  });

  test('of a burst the last word counts: who says to come and then cancels is not thanked, who cancels and then comes is not asked', async () => {
    const cancels = await reminded();
    await cancels.hear('C');
    await cancels.answer(await cancels.hear('cancel my appointment'));
    expect(told(cancels).slice(3)).toEqual([expect.stringMatching(/^I've cancelled/)]);
    const comes = await reminded();
    await comes.hear('cancel my appointment');
    await comes.answer(await comes.hear('C'));
    expect(told(comes).slice(3)).toEqual([THANKS]);
    const twice = await reminded();
    await twice.hear('C');
    await twice.answer(await twice.hear('C'));
    expect(told(twice).slice(3)).toEqual([THANKS]);
    for (const shop of [cancels, comes, twice]) await holds(shop);
  });
  test('words that come upon a reminder are no name, however long ago one was asked for', async () => {
    const shop = await reminded();
    for (const words of ['cant come', 'running late', 'R']) {
      expect((await shop.text(words)).join()).not.toMatch(/under that name/);
    }
    expect(await shop.all('CustomerIdentified')).toEqual([]);
  });
  test('another time than its own moves, and books no second appointment', async () => {
    const shop = await booked();
    await shop.text('move it to thursday');
    await shop.remind();
    expect((await shop.text('9:30 works')).join()).toMatch(
      /^I've moved your Botox appointment from November 18.* to November 20, 2025 at 9:30 AM/,
    );
    expect((await shop.state()).appointments).toHaveLength(1);
    await holds(shop);
  });
  test('who says to come to what is cancelled meanwhile is told so', async () => {
    const shop = await reminded();
    const said = await shop.hear('C');
    await cancelledMeanwhile(shop);
    await shop.answer(said);
    expect(told(shop).at(-1)).toBe("You don't have an upcoming appointment with us.");
  });
  test('a reminder in the middle of a list keeps its numbers from being read as an answer', async () => {
    const shop = await booked();
    await shop.text('book a facial on wednesday');
    await shop.remind();
    expect(await shop.text('1')).toEqual([expect.stringMatching(/Which of the times would you like\?|1\) /)]);
    expect((await shop.state()).appointments).toHaveLength(1);
    await holds(shop);
  });
});

describe('a reminder is not said', () => {
  test('of what was cancelled or moved since it was due', async () => {
    const shop = await booked();
    const due = await shop.due();
    await shop.text('cancel my appointment');
    const before = told(shop);
    await remind(due, shop.deps);
    expect(told(shop)).toEqual(before);
    await holds(shop);
  });
  test('to who wants no more messages, or while a person attends', async () => {
    const stopped = await booked();
    await stopped.write('CustomerOptedOut', 'out', {}, {});
    expect(await stopped.remind()).toEqual([]);
    const attended = await booked();
    await attended.text('talk to a person');
    expect(await attended.remind()).toEqual([]);
    await holds(attended);
  });
  test('when it is too late for it', async () => {
    const shop = await booked();
    expect(await shop.remind({ validUntil: '2025-11-17T10:00:00-05:00' })).toEqual([]);
    expect(await shop.all('AssistantReplied')).toHaveLength(2);
  });
  test('on the word of anybody but the calendar', async () => {
    const shop = await booked();
    const due = { ...(await shop.due()), writer: 'sms' as const };
    await expect(remind(due, shop.deps)).rejects.toThrow(Poison);
  });
});

describe('a reminder is said once', () => {
  test('however often it is handed out', async () => {
    const shop = await booked();
    const due = await shop.due();
    for (let i = 0; i < 3; i++) await remind(due, shop.deps);
    await Promise.all([remind(due, shop.deps), remind(due, shop.deps)]);
    expect(told(shop).filter((text) => text === REMINDER)).toHaveLength(1);
  });

  /** The shop's log, which dies before, or right after, the nth append from now on. */
  function dying(shop: Shop, nth: number, when: 'before' | 'after'): TurnDeps {
    let appends = 0;
    const append: EventLog['append'] = async (event: NewStoredEvent) => {
      appends += 1;
      if (appends === nth && when === 'before') throw new Error('killed');
      const appended = await shop.log.append(event);
      if (appends === nth) throw new Error('killed');
      return appended;
    };
    const log = new Proxy(shop.log, {
      get: (target, key: keyof EventLog) =>
        key === 'append' ? append : (target[key] as (() => unknown) | undefined)?.bind(target),
    });
    return { ...shop.deps, log };
  }
  test.each([
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ] as const)('also after a crash at append %d, %s it', async (nth, when) => {
    const shop = await booked();
    const due = await shop.due();
    await expect(remind(due, dying(shop, nth, when))).rejects.toThrow('killed');
    await remind(due, shop.deps);
    expect(told(shop).filter((text) => text === REMINDER)).toHaveLength(1);
    expect(await shop.text('C')).toEqual([THANKS]);
    await holds(shop);
  });

  test('and so are the thanks for the answer', async () => {
    const shop = await reminded();
    const said = await shop.hear('C');
    for (const nth of [1, 2, 3]) await shop.answer(said, dying(shop, nth, 'after')).catch(() => undefined);
    await shop.answer(said);
    expect(told(shop).filter((text) => text === THANKS)).toHaveLength(1);
    await holds(shop);
  });

  test('and no thanks for what was cancelled while the carrier was away', async () => {
    const shop = await reminded();
    const said = await shop.hear('C');
    shop.phone.next = 'fails';
    await shop.answer(said).catch(() => undefined);
    await cancelledMeanwhile(shop);
    await shop.answer(said);
    expect(told(shop)).not.toContain(THANKS);
  });
  test('and not at all, where a crash kept it until it was too late', async () => {
    const shop = await booked();
    const due = await shop.due();
    await expect(remind(due, dying(shop, 1, 'after'))).rejects.toThrow('killed');
    shop.at = Date.parse('2025-11-18T09:30:00-05:00');
    await remind(due, shop.deps);
    expect(told(shop)).not.toContain(REMINDER);
    expect(await shop.all('MessageFailed')).toMatchObject([{ data: { code: 'too_late' } }]);
  });
});

describe('with a model at the desk', () => {
  test('who confirms is thanked by code, and no model is asked', async () => {
    const asked: string[] = [];
    const assistant = {
      name: 'silent',
      next: async () => {
        asked.push('asked');
        return { calls: [], asks: 'other' as const, final: true };
      },
    };
    const shop = await reminded();
    const said = await shop.hear('C');
    await shop.answer(said, { assistant });
    expect(told(shop).at(-1)).toBe(THANKS);
    expect(asked).toEqual([]);
  });
});
