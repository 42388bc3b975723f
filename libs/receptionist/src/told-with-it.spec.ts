import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assistant, AssistantStep, TurnView } from './assistant.js';
import { Shop } from './testing/shop.js';

type Step = AssistantStep | ((view: TurnView) => AssistantStep);
/** What the customer says, and what the assistant then does: a text, or steps. */
type Exchange = readonly [string, string | readonly Step[]];

const says = (say: string, asks: AssistantStep['asks'] = 'other'): AssistantStep => ({
  calls: [],
  say,
  asks,
  final: true,
});
const calls = (
  tool: 'check_availability' | 'cancel_appointment',
  args: Record<string, unknown> = {},
): AssistantStep => ({
  ...{ calls: [{ tool, args }], asks: 'other', final: false },
});
const checks = (over: Record<string, unknown> = {}): AssistantStep =>
  calls('check_availability', { service: 'botox', date: '2025-11-18', ...over });
const booksOffer =
  (n: number): Step =>
  ({ state }) => ({
    calls: [{ tool: 'book_appointment', args: { ...state.check?.slots[n] } }],
    ...{ asks: 'other', final: false },
  });
const lists = [checks(), says('{{offers}}', 'slot')];
const cancels = [calls('cancel_appointment'), says('{{appointment}}')];
const books = (n: number): readonly Step[] => [booksOffer(n), says('{{appointment}}')];

/** An assistant that follows its script, whatever it sees. */
class Scripted implements Assistant {
  readonly name = 'scripted';
  #steps: Step[] = [];

  plan(steps: string | readonly Step[]): void {
    this.#steps = typeof steps === 'string' ? [says(steps)] : [...steps];
  }

  async next(view: TurnView): Promise<AssistantStep> {
    const step = this.#steps.shift() ?? { calls: [], asks: 'other' as const, final: true };
    return typeof step === 'function' ? step(view) : step;
  }
}

async function talk(exchanges: readonly Exchange[]): Promise<{ shop: Shop; answers: string[][] }> {
  const assistant = new Scripted();
  const shop = new Shop({ assistant });
  const answers: string[][] = [];
  for (const [words, steps] of exchanges) {
    assistant.plan(steps);
    answers.push(await shop.text(words));
  }
  return { shop, answers };
}

const BOOKED: readonly Exchange[] = [
  ['botox tomorrow', lists],
  ['1', books(0)],
];
const HAS = 'You have an appointment: Botox on November 18, 2025 at 9:00 AM';
const NONE = "You don't have an appointment with us yet.";

describe('a yes or a number answers no question that was asked beside', () => {
  test.each<[string, readonly Exchange[], number]>([
    [
      'to whether one is free tomorrow, and whether to cancel',
      [...BOOKED, ['hi again', '{{change}} Are you available tomorrow?'], ['yes I am', cancels]],
      1,
    ],
    [
      'to anything else, and whether to cancel',
      [...BOOKED, ['hi again', '{{change}} Would you like to book anything else?'], ['yes, a facial', cancels]],
      1,
    ],
    [
      'to whether one is new, and whether to cancel',
      [...BOOKED, ['hm', 'Are you a new client? {{change}}'], ['yes', cancels]],
      1,
    ],
    [
      'to how many come, and which one',
      [
        ['botox tomorrow', [checks(), says('{{offers}} How many people are coming?', 'slot')]],
        ['2', books(1)],
      ],
      0,
    ],
    [
      'to how many come, and which one is meant',
      [
        ['botox tomorrow', lists],
        ['hm', [says('{{question}} How many people are coming?', 'slot')]],
        ['2', books(1)],
      ],
      0,
    ],
    [
      'to whether one is new, and the only time',
      [
        [
          'botox tomorrow',
          [checks({ timeFrom: '14:00', timeTo: '14:10' }), says('{{offers}} Are you a new client?', 'confirm')],
        ],
        ['yes', books(0)],
      ],
      0,
    ],
  ])('%s', async (_, exchanges, appointments) => {
    const { shop } = await talk(exchanges);
    const state = await shop.state();
    expect(state.appointments).toHaveLength(appointments);
    expect(state.cancelled).toEqual([]);
  });
});

describe('nor does it where two texts of one turn ask two things', () => {
  const more = (say: string, asks: AssistantStep['asks'] = 'other'): AssistantStep => ({
    ...says(say, asks),
    final: false,
  });
  const only = checks({ timeFrom: '14:00', timeTo: '14:10' });
  test.each<[string, readonly Exchange[], number]>([
    [
      'whether one is free, then whether to cancel',
      [...BOOKED, ['hi again', [more('Are you available tomorrow?'), says('{{change}}')]], ['yes I am', cancels]],
      1,
    ],
    [
      'how many come, then which',
      [
        ['botox tomorrow', [checks(), more('How many people are coming?'), says('{{offers}}', 'slot')]],
        ['2', books(1)],
      ],
      0,
    ],
    [
      'whether one is new, then the only time',
      [
        ['botox tomorrow', [only, more('Are you a new client?'), says('{{offers}}', 'confirm')]],
        ['yes', books(0)],
      ],
      0,
    ],
    [
      'the only time, then whether to cancel',
      [...BOOKED, ['a botox at 2 too', [only, more('{{offers}}', 'confirm'), says('{{change}}')]], ['yes', cancels]],
      1,
    ],
    [
      'whether to cancel, then the only time',
      [...BOOKED, ['a botox at 2 too', [only, more('{{change}}'), says('{{offers}}', 'confirm')]], ['yes', books(0)]],
      1,
    ],
    [
      'whether to cancel and whether to book, in one',
      [...BOOKED, ['could I come at 9:30?', [checks(), says('{{change}} Shall I book 9:30 AM?')]], ['yes', cancels]],
      1,
    ],
    [
      'the only time and anything else, in one',
      [
        ['botox tomorrow', [only, says('{{offers}} Is there anything else you need?', 'confirm')]],
        ['yes', books(0)],
      ],
      0,
    ],
  ])('%s', async (_, exchanges, appointments) => {
    const { shop } = await talk(exchanges);
    const state = await shop.state();
    expect(state.appointments).toHaveLength(appointments);
    expect(state.cancelled).toEqual([]);
  });
  test('but the same list twice is one question', async () => {
    const { shop } = await talk([
      ['botox tomorrow', [checks(), more('{{offers}}', 'slot'), says('{{question}}', 'slot')]],
      ['2', books(1)],
    ]);
    expect((await shop.state()).appointments).toHaveLength(1);
  });
});

describe('nobody is left to believe what is not so', () => {
  test.each<[string, readonly Exchange[], string]>([
    [
      'a move, by the day alone',
      [...BOOKED, ['move it to 4pm tomorrow please', "I've booked your Botox appointment tomorrow for you."]],
      HAS,
    ],
    [
      'a cancellation, by thanks for a yes',
      [...BOOKED, ['cancel it please', 'Did you mean tomorrow?'], ['yes', 'Thank you for letting us know! Take care!']],
      HAS,
    ],
    [
      'a move, by thanks for a yes',
      [
        ...BOOKED,
        ['move it to 4pm tomorrow', 'Would you like 4 PM tomorrow?'],
        ['yes', 'Thank you! Have a great day!'],
      ],
      HAS,
    ],
    [
      'a second appointment, by thanks for a yes',
      [
        ...BOOKED,
        ['also a facial at 11 tomorrow please', 'Did you mean 11 AM tomorrow?'],
        ['yes', 'Thank you! Take care!'],
      ],
      HAS,
    ],
    ['a booking, by a yes before a question', [['are we on for tomorrow?', 'Yes! Would you like Ana?']], NONE],
    [
      'a hold, by a yes before a question',
      [
        ['botox tomorrow', lists],
        ['is my spot safe?', 'Yes, absolutely! Do you prefer a certain provider?'],
      ],
      NONE,
    ],
    [
      'a hold, where a refusal was read',
      [
        ['botox tomorrow', lists],
        ["don't let it go", 'Of course! Absolutely, no problem! Take your time.'],
      ],
      NONE,
    ],
    [
      'a booking, where a refusal was read',
      [
        ['botox tomorrow', lists],
        ['no need to wait, put me in', 'Absolutely! Great choice! Have a great day!'],
      ],
      NONE,
    ],
    [
      'a choice that fell',
      [
        ['botox tomorrow', lists],
        ['1', 'Thank you! Would you like a facial?'],
        ["no I don't want a facial", 'Great! Please call us if anything changes. Have a great day!'],
      ],
      NONE,
    ],
    [
      'a choice that waits, by thanks',
      [
        ['botox tomorrow', lists],
        ['1', 'Many thanks! Would you like a facial?'],
      ],
      NONE,
    ],
    [
      'a choice that waits, by facts before a list',
      [
        ['botox tomorrow', lists],
        ['1', [says('You can change or cancel later. {{offers}}', 'slot')]],
      ],
      NONE,
    ],
    [
      'a booking, by a fact',
      [
        [
          'am I good for tomorrow, and do you have parking?',
          'Free parking behind the building, entrance on Oak Street.',
        ],
      ],
      NONE,
    ],
    [
      'a booking, by thanks for a name',
      [
        ['hi', "Shall I book 9 AM tomorrow for you? What's your name?"],
        ['yes, Sam Miller', "Thank you! I've noted your name. Have a great day!"],
      ],
      NONE,
    ],
    [
      'a booking, by thanks for thanks',
      [
        ['hi', 'Would you like me to reserve 9 AM tomorrow for you?'],
        ['thank you so much!', "You're very welcome! That is fine. Have a great day!"],
      ],
      NONE,
    ],
    [
      'a cancellation, by thanks for a yes to a text before',
      [
        ...BOOKED,
        ['hm', [{ ...says('{{change}}'), final: false }, says('Thank you!')]],
        ['yes', 'Thank you for letting us know! Take care!'],
      ],
      HAS,
    ],
    [
      'a cancellation, by words like a name',
      [
        ...BOOKED,
        ['hm', "What's your name?"],
        ['postpone please', 'That is fine. Thank you for letting us know! Take care!'],
      ],
      HAS,
    ],
    [
      'that there is none, by what is not to be had',
      [...BOOKED, ['is my 9am still on?', "I'm afraid 9 AM is no longer available."]],
      HAS,
    ],
    ['that there is none, by a day that is closed', [...BOOKED, ['see you tomorrow!', 'Closed tomorrow.']], HAS],
    [
      'a booking, by the head of no list',
      [
        ['botox tomorrow', lists],
        ['what do you have me down for?', 'Here is what I have tomorrow at 9 AM.'],
      ],
      NONE,
    ],
    [
      'a hold, by what is taken',
      [
        ['botox tomorrow', lists],
        ['did you take the 9 for me?', 'It was just taken.'],
      ],
      NONE,
    ],
    [
      'a booking, by "that is fine"',
      [
        [
          'can I get botox with Ana tomorrow morning? is parking free?',
          'That is fine. Free parking behind the building, entrance on Oak Street.',
        ],
      ],
      NONE,
    ],
    ['a booking, by a good morning', [['so I can come tomorrow?', 'Welcome! Good morning!']], NONE],
  ])('%s', async (_, exchanges, status) => {
    const { answers } = await talk(exchanges);
    expect(answers.at(-1)?.join(' ')).toContain(status);
  });
  test('and nobody who was just booked hears that it failed', async () => {
    const { answers } = await talk([
      ['botox tomorrow', lists],
      ['1', [booksOffer(0), says("Sorry, I couldn't book that, it was just taken.")]],
    ]);
    expect(answers.at(-1)?.join(' ')).toMatch(/^Perfect! I've booked/);
    expect(answers.at(-1)?.join(' ')).not.toContain('taken');
  });
});

describe('whatever is asked in whatever order, and whatever is answered', () => {
  /** The customer wants nothing of these. */
  const COURTEOUS = ['thanks', 'thank you!', 'hi', 'bye'];
  /** To a question these are answers; after what was told they are courtesy. */
  const ASSENTING = ['yes', 'ok', 'sure', 'perfect', 'great, thanks'];
  const PRESUMING = [
    ...[
      'so am I booked?',
      'are we on for tomorrow?',
      'lock it in',
      'got me in?',
      'still on for tmrw?',
      'am I on the list?',
      'is it official?',
    ],
    ...['cancel it please', 'move it to 4pm tomorrow', 'another botox at 5', 'put me down for 2'],
    ...[
      '¿estoy reservado?',
      'ist das fix?',
      "don't let it go",
      'no',
      '1',
      'botox tomorrow',
      'the first one',
      'hold it for me',
      '2pm',
      'am I good, and where do I park?',
    ],
  ];
  /** Who reads only these knows that nothing is settled. */
  const OPEN = [
    'Which time would you like?',
    'Would you like Ana?',
    'Did you mean tomorrow?',
    'Are you a new client?',
    'What day works best for you?',
  ];
  const SAYABLE = [
    ...[
      'Yes.',
      'Absolutely!',
      'No problem.',
      'Great choice!',
      'Perfect!',
      'Of course.',
      'All right.',
      'Great news!',
      'Thank you!',
      "You're welcome!",
    ],
    ...[
      'Have a great day!',
      'Take care!',
      'You can change or cancel later.',
      'Please call us if anything changes.',
      'Take your time.',
      "That's fine.",
    ],
    ...[
      'Free parking behind the building, entrance on Oak Street.',
      'Botox takes 30 minutes.',
      'Tomorrow at 9 AM works on our side.',
      'You are in luck!',
    ],
  ];
  const sentences = (of: readonly string[]): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...of), { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
  const exchange: fc.Arbitrary<Exchange> = fc.tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PRESUMING, ...ASSENTING) },
      { weight: 1, arbitrary: fc.constantFrom(...COURTEOUS) },
    ),
    fc.oneof(sentences([...OPEN, ...SAYABLE]), sentences(OPEN), sentences(SAYABLE)),
  );

  test.each<[string, readonly Exchange[], string]>([
    ['with nothing booked', [['botox tomorrow', lists]], NONE],
    ['with an appointment', BOOKED, HAS],
  ])('%s, whoever has asked for anything is told what is so, or asked', async (_, before, status) => {
    await fc.assert(
      fc.asyncProperty(fc.array(exchange, { minLength: 1, maxLength: 4 }), async (exchanges) => {
        const { shop, answers } = await talk([...before, ...exchanges]);
        const state = await shop.state();
        expect([state.appointments.length, state.cancelled.length]).toEqual([before === BOOKED ? 1 : 0, 0]);
        let isOpen = false;
        exchanges.forEach(([words], i) => {
          const isAsked = (answers[before.length + i - 1] ?? []).some((text) => text.includes('?'));
          if (ASSENTING.includes(words) ? isAsked : !COURTEOUS.includes(words)) isOpen = true;
          for (const text of answers[before.length + i] ?? []) {
            const isTold = text.includes(status) || /\n1\) /.test(text);
            const onlyAsks = text.split(/(?<=[.!?])\s+/).every((sentence) => OPEN.includes(sentence));
            expect([words, text, isTold || onlyAsks || !isOpen]).toEqual([words, text, true]);
            if (isTold) isOpen = false;
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
