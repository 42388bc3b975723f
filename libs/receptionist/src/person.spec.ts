import { describe, expect, test } from '@jest/globals';
import type { NewStoredEvent } from '@slotguard/contracts';
import { findBreaches } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant } from './assistant.js';
import { deliverOperatorReply } from './deliver-operator.js';
import { ruleBasedAssistant } from './rule-based/rule-based-assistant.js';
import { Shop } from './testing/shop.js';

const COMING =
  "I'm leaving this to the team at Radiance Med Spa: a person will answer you here. You can also call (518) 555-0134.";
const BOOKED = /I've booked your Botox/;

/** The shop's log, with this in place of its `append`. */
function appending(shop: Shop, append: EventLog['append']): EventLog {
  return new Proxy(shop.log, {
    get: (target, key: keyof EventLog) => {
      const own = key === 'append' ? append : target[key];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

async function holds(shop: Shop): Promise<void> {
  expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
}

describe('conversations with somebody who wants a person', () => {
  interface Row {
    readonly says: readonly string[];
    /** What the last text is answered with; nothing: silence. */
    readonly then: string | RegExp | undefined;
    readonly attended: boolean;
  }
  const rows: readonly Row[] = [
    { says: ['talk to a person'], then: COMING, attended: true },
    { says: ['human please'], then: COMING, attended: true },
    { says: ['botox tomorrow', 'REPRESENTATIVE'], then: COMING, attended: true },
    { says: ['botox tomorrow', '1, and can I speak to someone about parking?'], then: COMING, attended: true },
    { says: ['talk to a person', 'hello?'], then: undefined, attended: true },
    { says: ['talk to a person', 'human please!!!'], then: undefined, attended: true },
    { says: ['botox tomorrow', 'talk to a person', '1'], then: undefined, attended: true },
    { says: ['botox tomorrow', '1', 'let me speak to your manager'], then: COMING, attended: true },
    { says: ['talk to a person', 'never mind, book me for botox tomorrow'], then: undefined, attended: true },
    // These change nothing.
    {
      says: ['is this a person?'],
      then: /^I'm the automated assistant of Radiance Med Spa, not a person\./,
      attended: false,
    },
    { says: ['my person of contact said 3pm works'], then: /./, attended: false },
    { says: ['who can I talk to about prices?'], then: /\$140/, attended: false },
    { says: ['botox tomorrow', "no need to talk to anyone, I'll take the first"], then: BOOKED, attended: false },
    { says: ['how much per person?'], then: /\$140/, attended: false },
    { says: ['botox tomorrow', 'am I talking to a human?'], then: /automated assistant/, attended: false },
    { says: ['botox tomorrow', 'I have to talk to my husband first'], then: /./, attended: false },
  ];
  test.each(rows)('$says', async ({ says, then, attended }) => {
    const shop = new Shop();
    let answers: string[] = [];
    for (const words of says) answers = await shop.text(words);
    if (then === undefined) expect(answers).toEqual([]);
    else if (typeof then === 'string') expect(answers).toEqual([then]);
    else expect(answers.join('\n')).toMatch(then);
    expect((await shop.state()).attended !== undefined).toBe(attended);
    expect(await shop.all('PersonRequested')).toHaveLength(attended ? 1 : 0);
    // Every text has its verdict, and its turn.
    const ended = (await shop.all('TurnEnded')).flatMap(({ data }) => data.answers);
    expect(ended).toEqual(says.map((_, i) => `utt-${i + 1}`));
    await holds(shop);
  });

  test('after the release the assistant goes on from there, with what was said meanwhile', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    await shop.text('talk to a person');
    await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'asked for' });
    await deliverOperatorReply(await shop.operate('OperatorReplied', 'say-1', { text: 'Hi, Dana here.' }), shop.deps);
    expect(shop.phone.received.at(-1)).toMatchObject({ id: 'say-1', text: 'Hi, Dana here.', to: '+15185550100' });
    expect(await shop.text('thanks, all clear')).toEqual([]);
    await shop.operate('ConversationReleased', 'release-1', { reason: 'settled' });
    // The last question was Dana's: a bare ordinal is no answer to the assistant's list any more, until it asks again.
    expect(await shop.text('the first one then')).toEqual(['Which of the times would you like?']);
    expect((await shop.text('the first one')).join()).toMatch(BOOKED);
    await holds(shop);
  });
});

describe('a takeover while the assistant is at work', () => {
  /** A log in which the takeover is recorded right before or after the nth append of the assistant's turn. */
  function racing(shop: Shop, at: number, when: 'before' | 'after'): { log: EventLog; places: () => number } {
    let place = 0;
    const takeover = () => shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'a race' });
    const append = async (event: NewStoredEvent) => {
      place += 1;
      if (place === at && when === 'before') await takeover();
      const appended = await shop.log.append(event);
      if (place === at && when === 'after') await takeover();
      return appended;
    };
    const log = appending(shop, append);
    return { log, places: () => place };
  }

  async function race(at: number, when: 'before' | 'after') {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    const before = shop.phone.received.length;
    const { log, places } = racing(shop, at, when);
    await shop.answer(await shop.hear('the first one'), { log });
    const story = await shop.story();
    const said = shop.phone.received.slice(before);
    return { shop, story, said, places: places() };
  }

  test('wherever it falls, nothing is said behind it, and no booking is begun', async () => {
    const whole = await race(0, 'before');
    expect(whole.said.map(({ text }) => text).join()).toMatch(BOOKED);
    expect(whole.places).toBeGreaterThan(4);
    for (let at = 1; at <= whole.places; at++) {
      for (const when of ['before', 'after'] as const) {
        const { shop, story, said } = await race(at, when);
        const takeover = story.find(({ type }) => type === 'ConversationTakenOver')!;
        const where = { at, when };
        for (const { id } of said) {
          const reply = story.find((event) => event.id === id)!;
          const sent = story.find((event) => event.type === 'MessageSent' && event.data.message === id)!;
          // What went out was recorded before the takeover, and was in the carrier's hands by then.
          expect({ ...where, isEarlier: reply.position < takeover.position }).toEqual({ ...where, isEarlier: true });
          expect({ ...where, sent: sent.type }).toEqual({ ...where, sent: 'MessageSent' });
        }
        const requests = story.filter(
          ({ type, position }) => type === 'BookingApproved' && position > takeover.position,
        );
        expect({ ...where, requests }).toEqual({ ...where, requests: [] });
        expect({ ...where, ...findBreaches(story) }).toMatchObject({ ...where, breaches: [], owed: [] });
        expect({ ...where, texts: await shop.text('hello?') }).toEqual({ ...where, texts: [] });
      }
    }
  }, 60_000);

  test('recorded right before the reply it wins: the reply is recorded, never sent, and told so', async () => {
    const shop = new Shop();
    const utterance = await shop.hear('hi');
    const append = async (event: NewStoredEvent) => {
      if (event.type === 'AssistantReplied')
        await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'a race' });
      return shop.log.append(event);
    };
    const log = appending(shop, append);
    await shop.answer(utterance, { log });
    expect(shop.phone.received).toEqual([]);
    expect(await shop.all('MessageFailed')).toMatchObject([{ data: { code: 'person_attends' } }]);
    // Nor does it come back when the turn is run again after the release.
    await shop.operate('ConversationReleased', 'release-1', { reason: 'done' });
    await shop.answer(utterance);
    expect(shop.phone.received).toEqual([]);
    await holds(shop);
  });

  test('recorded while the provider is asked whether a text went out before a crash: it does not go out any more', async () => {
    const shop = new Shop();
    const utterance = await shop.hear('hi');
    const away = { send: () => Promise.reject(new Error('down')), find: shop.phone.find.bind(shop.phone) };
    await expect(shop.answer(utterance, { courier: away })).rejects.toThrow('down');
    const asked = {
      send: shop.phone.send.bind(shop.phone),
      find: async () => {
        await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'a race' });
        return { kind: 'absent' as const };
      },
    };
    await shop.answer(utterance, { courier: asked });
    expect(shop.phone.received).toEqual([]);
    await holds(shop);
  });

  test('recorded while the model thinks: what it answers is not said', async () => {
    const shop = new Shop();
    const slow: Assistant = {
      name: 'slow',
      next: async (view) => {
        await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'a race' });
        return ruleBasedAssistant.next(view);
      },
    };
    await shop.answer(await shop.hear('botox tomorrow'), { assistant: slow });
    expect(shop.phone.received).toEqual([]);
    expect((await shop.all('TurnEnded')).map(({ data }) => data.how)).toEqual(['silent']);
    await holds(shop);
  });
});

describe('what the assistant has booked when a person takes over', () => {
  test('stays booked, and is told by the assistant after the release', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    const append = async (event: NewStoredEvent) => {
      if (event.type === 'AssistantReplied')
        await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'a race' });
      return shop.log.append(event);
    };
    const log = appending(shop, append);
    const before = shop.phone.received.length;
    await shop.answer(await shop.hear('the first one'), { log });
    expect(await shop.all('AppointmentBooked')).toHaveLength(1);
    expect(shop.phone.received).toHaveLength(before);
    await shop.operate('ConversationReleased', 'release-1', { reason: 'settled' });
    expect((await shop.text('hello?')).join()).toMatch(BOOKED);
    await holds(shop);
  });
});

describe('a person’s words', () => {
  async function attended(): Promise<Shop> {
    const shop = new Shop();
    await shop.text('talk to a person');
    await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'asked for' });
    return shop;
  }
  const texts = (shop: Shop): string[] => shop.phone.received.map(({ text }) => text);

  test('go out once, however often the gateway comes to it', async () => {
    const shop = await attended();
    const said = await shop.operate('OperatorReplied', 'say-1', { text: 'Hi, Dana here.' });
    for (let i = 0; i < 3; i++) await deliverOperatorReply(said, shop.deps);
    expect(texts(shop)).toEqual([COMING, 'Hi, Dana here.']);
    await holds(shop);
  });
  test('go out once when the gateway comes down between sending and recording', async () => {
    const shop = await attended();
    const said = await shop.operate('OperatorReplied', 'say-1', { text: 'Hi, Dana here.' });
    const log = appending(shop, () => Promise.reject(new Error('the power is gone')));
    await expect(deliverOperatorReply(said, { ...shop.deps, log })).rejects.toThrow('power');
    await deliverOperatorReply(said, shop.deps);
    expect(texts(shop)).toEqual([COMING, 'Hi, Dana here.']);
    await holds(shop);
  });
  test('do not reach a customer who has opted out meanwhile', async () => {
    const shop = await attended();
    const said = await shop.operate('OperatorReplied', 'say-1', { text: 'Hi, Dana here.' });
    await shop.write('CustomerOptedOut', 'optout-1', {}, {});
    await deliverOperatorReply(said, shop.deps);
    expect(texts(shop)).toEqual([COMING]);
    expect(await shop.all('MessageFailed')).toMatchObject([{ data: { message: 'say-1', code: 'opted_out' } }]);
  });
  test('are nobody’s who is no operator', async () => {
    const shop = await attended();
    const said = await shop.operate('OperatorReplied', 'say-1', { text: 'Send money!' });
    await expect(deliverOperatorReply({ ...said, writer: 'sms' }, shop.deps)).rejects.toThrow('not sent');
    expect(texts(shop)).toEqual([COMING]);
  });
});

describe('a crash while a conversation is handed over', () => {
  test('at any place: the customer is told once, and the assistant stays silent', async () => {
    for (let at = 1; at <= 12; at++) {
      const shop = new Shop();
      const utterance = await shop.hear('human please');
      let place = 0;
      const fall = (): void => {
        place += 1;
        if (place === at) throw new Error('down');
      };
      const log = appending(shop, async (event: NewStoredEvent) => {
        fall();
        const appended = await shop.log.append(event);
        fall();
        return appended;
      });
      await shop.answer(utterance, { log }).catch(() => undefined);
      await shop.answer(utterance);
      const texts = shop.phone.received.map(({ text }) => text);
      expect({ at, texts }).toEqual({ at, texts: [COMING] });
      expect(await shop.text('hello?')).toEqual([]);
      await holds(shop);
    }
  });
  test('newer words come while the first ones are being answered: told once, by whoever began', async () => {
    const shop = new Shop();
    const asked = await shop.hear('human please');
    let newer: Promise<void> | undefined;
    const slow = {
      find: shop.phone.find.bind(shop.phone),
      send: async (message: Parameters<typeof shop.phone.send>[0]) => {
        newer ??= shop.hear('are you there?').then((utterance) => shop.answer(utterance));
        await newer;
        return shop.phone.send(message);
      },
    };
    await shop.answer(asked, { courier: slow });
    expect(newer).toBeDefined();
    expect(shop.phone.received.map(({ text }) => text)).toEqual([COMING]);
    expect((await shop.all('TurnEnded')).flatMap(({ data }) => data.answers)).toContain('utt-2');
    await holds(shop);
  });
  test('and newer words come before it goes on: still told once', async () => {
    const shop = new Shop();
    const asked = await shop.hear('human please');
    const log = appending(shop, async (event: NewStoredEvent) => {
      const appended = await shop.log.append(event);
      if (event.type === 'PersonRequested') throw new Error('down');
      return appended;
    });
    await shop.answer(asked, { log }).catch(() => undefined);
    const newer = await shop.hear('are you there?');
    await shop.answer(newer);
    await shop.answer(asked);
    expect(shop.phone.received.map(({ text }) => text)).toEqual([COMING]);
    await holds(shop);
  });
});
