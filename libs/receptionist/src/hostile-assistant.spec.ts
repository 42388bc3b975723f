import { describe, expect, test } from '@jest/globals';
import type { Slot, ToolCall } from '@slotguard/conversation';
import { findBreaches, sameSlot } from '@slotguard/conversation';
import fc from 'fast-check';
import type { Assistant, AssistantStep, TurnView } from './assistant.js';
import { hostileTexts } from './testing/hostile-texts.js';
import { Shop } from './testing/shop.js';

/** What it does next; slots are picked from what it was shown, or made up. */
type Trick =
  | { readonly kind: 'check'; readonly args: Record<string, unknown> }
  | { readonly kind: 'book'; readonly pick: number; readonly over: Record<string, unknown> }
  | { readonly kind: 'call'; readonly call: unknown }
  | { readonly kind: 'say'; readonly say: string; readonly asks: AssistantStep['asks']; readonly final: boolean };

const times = ['2025-11-18T09:00:00-05:00', '2025-11-18T14:00', '2025-11-18T14:00:00Z', 'tomorrow', '', '__proto__'];
const trick: fc.Arbitrary<Trick> = fc.oneof(
  fc.record({
    kind: fc.constant('check' as const),
    args: fc.record({
      service: fc.constantFrom('botox', 'facial', 'waxing', 7),
      date: fc.constantFrom('2025-11-18', '2025-11-19', 'soon', undefined),
    }),
  }),
  fc.record({
    kind: fc.constant('book' as const),
    pick: fc.nat(5),
    over: fc.record(
      { start: fc.constantFrom(...times), service: fc.constantFrom('facial', 'Botox'), slotId: fc.string() },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant('call' as const), call: fc.anything() }),
  fc.record({
    kind: fc.constant('say' as const),
    say: fc.constantFrom(
      '{{offers}}',
      'How many people? {{offers}}',
      "You're all set for 2 PM tomorrow!",
      'I have bооked it. {{appointment}}',
      '{{question}} {{secret}}',
      '{{__proto__}}',
      'Reply 1 to confirm 7:00 AM',
      '\0\ud800',
      '',
    ),
    asks: fc.constantFrom('slot' as const, 'confirm' as const, 'other' as const),
    final: fc.boolean(),
  }),
);

class Hostile implements Assistant {
  readonly name = 'hostile';
  #next = 0;
  constructor(private readonly tricks: readonly Trick[]) {}

  async next(view: TurnView): Promise<AssistantStep> {
    const one = this.tricks[this.#next++ % this.tricks.length] as Trick;
    const calling = (call: unknown): AssistantStep =>
      ({ calls: [call], say: "You're booked!", asks: 'slot', final: false, customerName: 'Eve' }) as AssistantStep;
    switch (one.kind) {
      case 'check':
        return calling({ tool: 'check_availability', args: one.args } satisfies ToolCall);
      case 'book':
        return calling({ tool: 'book_appointment', args: { ...pickFrom(view, one.pick), ...one.over } });
      case 'call':
        return calling(one.call);
      case 'say':
        return { calls: [], ...one };
    }
  }
}

const LISTS = [
  { kind: 'check', args: { service: 'botox', date: '2025-11-18' } },
  { kind: 'say', say: '{{offers}}', asks: 'slot', final: true },
] as const satisfies readonly Trick[];
const BOOKS: Trick = { kind: 'book', pick: 0, over: {} };
/** Each in the book, or rendered: what of it misleads does so together. */
const SAYABLE = [
  ...[
    'Yes.',
    'Yes!',
    'Absolutely!',
    'No problem.',
    'Great choice!',
    'Perfect!',
    'Of course.',
    'All right.',
    'Great news!',
  ],
  ...['You can change or cancel later.', 'Please call us if anything changes.', "That's fine.", 'You are in luck!'],
  ...[
    'No needed name.',
    'No name needed.',
    'Have a great day!',
    'See you then!',
    'Take your time.',
    'Nothing is booked.',
  ],
  ...[
    'Botox takes 30 minutes.',
    "We're at 214 Maple Avenue.",
    'You have an appointment.',
    'I see an appointment under your name.',
  ],
  ...['Free parking behind the building, entrance on Oak Street.', 'I have tomorrow at 9 AM with Ana.', '{{offers}}'],
  ...[
    'Tomorrow at 9 AM works on our side.',
    "You don't have an appointment with us.",
    'Got it, I will go with your latest choice.',
  ],
  ...["I'm still working on your booking. One moment, please.", 'You already have an appointment at that time.'],
  ...[
    'Text me whenever you would like to book.',
    'Tomorrow at 9 AM is free.',
    'Ana will take care of you.',
    'Which time would you like?',
  ],
] as const;

function pickFrom({ state, transcript }: TurnView, n: number): Partial<Slot> {
  const seen = [
    ...(state.check?.slots ?? []),
    ...transcript.flatMap((line) => (line.kind === 'check' ? line.slots : [])),
  ];
  return seen[n] ?? {};
}

const words = fc.constantFrom(
  'botox tomorrow',
  '1',
  'the second one',
  '2',
  'yes',
  'no',
  '2pm',
  'what?',
  'facial on wednesday',
);

describe('an assistant that wants harm', () => {
  test('books nothing that was not offered and chosen, whatever it calls and says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(trick, { minLength: 1, maxLength: 8 }),
        fc.array(words, { minLength: 1, maxLength: 5 }),
        async (tricks, said) => {
          const shop = new Shop({ assistant: new Hostile(tricks) });
          for (const text of said) await shop.text(text);
          const story = await shop.story();
          expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
          for (const { data } of await shop.all('AppointmentBooked')) {
            const choice = story.find((event) => event.type === 'SlotSelected' && sameSlot(event.data.slot, data.slot));
            expect(choice).toBeDefined();
          }
          expect(await shop.all('CustomerIdentified')).toEqual([]);
          expect((await shop.all('TurnEnded')).length).toBe(said.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('can not claim a booking: a text with such words goes out only when there is one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(trick, { minLength: 1, maxLength: 8 }), async (tricks) => {
        const shop = new Shop({ assistant: new Hostile(tricks) });
        for (const text of ['botox tomorrow', 'what?', 'hm']) await shop.text(text);
        expect(await shop.all('AppointmentBooked')).toEqual([]);
        const texts = shop.phone.received.map(({ text }) => text.normalize('NFKC').toLowerCase());
        expect(texts.filter((text) => /all set|booked|bооked|confirm 7/.test(text))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('says nothing in words that are not in the book, however it puts them', async () => {
    const anything = fc.oneof(
      fc.constantFrom(
        ...hostileTexts,
        "It's a done thing",
        'Enjoy your Botox!',
        'Do you want the receipt for your booking?',
      ),
      fc.lorem({ mode: 'sentences', maxCount: 2 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 4 }), async (sayings) => {
        const shop = new Shop({
          assistant: new Hostile(sayings.map((say) => ({ kind: 'say', say, asks: 'other', final: true }))),
        });
        for (const _ of sayings) await shop.text('so am I booked for 2pm tomorrow?');
        const replies = await shop.all('AssistantReplied');
        expect(replies).toHaveLength(sayings.length);
        for (const { data, personal } of replies)
          if (data.breaches.length === 0) expect(personal.text).toContain("You don't have an appointment with us yet.");
      }),
      { numRuns: 30 },
    );
  });

  describe('whatever it answers to somebody who takes a booking for granted, what is booked is told with it', () => {
    const sayings = fc
      .array(fc.constantFrom(...SAYABLE), { minLength: 1, maxLength: 4 })
      .map((sentences) => sentences.join(' '));
    const none = /You don't have an appointment with us yet\./;
    /** Nothing in it that could be a yes, however it is meant; or it is what code puts in place of such. */
    const isPlain = (text: string): boolean =>
      !/yes|absolutely|perfect|of course|no problem|all right|great|see you|you have|works on|fine|luck|free\b|care/i.test(
        text,
      ) || /Reply with|reply with|^Hi, this is|look for an opening\.$/.test(text);

    test.each([
      ['so am I booked for 2pm tomorrow?', []],
      ["great, so that's on then", ['botox tomorrow']],
      ['option 1', ['botox tomorrow']],
      ['can you hold the 2pm for me until tonight?', ['botox tomorrow']],
    ])('%s, with nothing booked', async (words, before) => {
      await fc.assert(
        fc.asyncProperty(sayings, async (say) => {
          const tricks = [...before.flatMap(() => LISTS), { kind: 'say', say, asks: 'other', final: true } as const];
          const shop = new Shop({ assistant: new Hostile(tricks) });
          for (const text of before) await shop.text(text);
          const texts = await shop.text(words);
          for (const text of texts) expect([say, none.test(text) || isPlain(text)]).toEqual([say, true]);
        }),
        { numRuns: 50 },
      );
    });

    test.each(['please cancel it', 'move it to 4pm tomorrow', 'and my facial on friday at 3pm is booked too, right?'])(
      '%s, with a Botox appointment',
      async (words) => {
        await fc.assert(
          fc.asyncProperty(sayings, async (say) => {
            const booked = [
              ...LISTS,
              BOOKS,
              { kind: 'say', say: '{{appointment}}', asks: 'other', final: true },
            ] as const;
            const shop = new Shop({
              assistant: new Hostile([...booked, { kind: 'say', say, asks: 'other', final: true }]),
            });
            for (const text of ['botox tomorrow', '1']) await shop.text(text);
            expect((await shop.all('AppointmentBooked')).length).toBe(1);
            for (const text of await shop.text(words)) {
              const isTold = text.includes('You have an appointment: Botox on November 18, 2025');
              expect([say, isTold || isPlain(text)]).toEqual([say, true]);
            }
          }),
          { numRuns: 40 },
        );
      },
    );

    test('a thank-you after a choice that was never booked is no end of it', async () => {
      const end = { kind: 'say', say: "You're welcome! Have a great day!", asks: 'other', final: true } as const;
      const works = { ...end, say: 'Perfect. Tomorrow at 9 AM works on our side.' };
      const shop = new Shop({ assistant: new Hostile([...LISTS, works, end]) });
      for (const text of ['botox tomorrow', 'option 1']) await shop.text(text);
      expect(await shop.text('Thanks!')).toEqual([expect.stringMatching(none)]);
    });
  });

  test('what it tried stays on record, and the customer reads a rendered text instead', async () => {
    const says = { kind: 'say', say: "You're all set for 2 PM tomorrow!", asks: 'other', final: true } as const;
    const shop = new Shop({ assistant: new Hostile([says]) });
    expect(await shop.text('botox tomorrow at 2')).toEqual([expect.stringMatching(/^Hi, this is Radiance Med Spa!/)]);
    const [reply] = await shop.all('AssistantReplied');
    expect(reply).toMatchObject({
      data: { breaches: expect.arrayContaining(['unproved_claim', 'unknown_time']) },
      personal: { withheld: says.say },
    });
  });

  test('"2" in answer to its "how many people?" chooses nothing, whatever it says that it asked', async () => {
    const shop = new Shop({
      assistant: new Hostile([
        { kind: 'check', args: { service: 'botox', date: '2025-11-18' } },
        { kind: 'say', say: '{{offers}}', asks: 'slot', final: true },
        { kind: 'say', say: 'How many people are coming?', asks: 'slot', final: true },
        { kind: 'book', pick: 1, over: {} },
        { kind: 'say', say: '{{offers}}', asks: 'slot', final: true },
      ]),
    });
    for (const text of ['botox', 'ok', '2']) await shop.text(text);
    expect(await shop.all('AppointmentBooked')).toEqual([]);
    expect((await shop.all('BookingRequested')).length).toBe(1);
  });
});
