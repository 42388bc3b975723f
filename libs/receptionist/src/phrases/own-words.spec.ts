import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asked } from '../testing/gate-scenes.js';
import { honestTexts } from '../testing/honest-texts.js';
import { hostileTexts } from '../testing/hostile-texts.js';
import {
  asking,
  assents,
  choosing,
  claiming,
  denying,
  failing,
  greetings,
  hellos,
  informing,
  inquiring,
  listing,
  looking,
  lost,
  naming,
  offering,
  refusing,
  telling,
  which,
} from './book.js';
import { readOwnWords } from './own-words.js';

const { business, now } = asked;
const scene = { business, now, channel: 'sms' as const, customerNames: ['Sam'], faults: [] };
const isKnown = (text: string): boolean => readOwnWords(text, scene).isKnown;

/** Honest, but nobody here can know: what is not in the business's file is not said in an assistant's words. */
const onlyTheBusinessKnows = [
  'We accept cards.',
  "We take care of frown lines, forehead lines and crow's feet.",
  "It doesn't hurt much.",
  'You may feel a small pinch.',
  'Please avoid alcohol before your visit.',
  'Parking is free behind the building.',
  'You can park for free behind the building.',
  'Botox is for adults.',
  'Results show within a week.',
  "We ask for 24 hours' notice to cancel.",
  "Once you're booked you will get a text.",
];

test.each(Object.values(honestTexts).flat())('honest words stand in the book: %s', (text) => {
  expect(isKnown(text)).toBe(!onlyTheBusinessKnows.some((fact) => fact === text));
});

test.each(hostileTexts)('what is not true stands in no book, or counts as a claim: %s', (text) => {
  expect(readOwnWords(text, scene).claims).toBe(true);
});

/** A phrase as somebody may say it: one of each `(a|b)`, something real in each slot. */
function saying(phrase: string): fc.Arbitrary<string> {
  const inner = /\(([^()]*)\)/;
  const slots: Readonly<Record<string, string>> = {
    _when: 'Monday at 2 PM',
    _service: 'Botox',
    _whom: 'Dana',
    _name: 'Sam',
    _business: 'Radiance Med Spa',
    _phone: '(518) 555-0134',
    _address: '214 Maple Avenue',
    _price: '$12 per unit',
    _minutes: '30 minutes',
    _number: '2',
  };
  return fc.infiniteStream(fc.nat(1_000)).map((picks) => {
    let text = phrase;
    for (let found = inner.exec(text); found; found = inner.exec(text)) {
      const ways = (found[1] as string).split('|');
      text = text.replace(inner, () => ways[(picks.next().value as number) % ways.length] as string);
    }
    return text
      .replace(/_[a-z]+/g, (slot) => slots[slot] ?? slot)
      .replace(/ +/g, ' ')
      .trim();
  });
}

describe('every phrase of the book can be said, in all its ways', () => {
  const said = (book: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...book).chain(saying);
  const kinds: readonly (readonly [string, readonly string[], object])[] = [
    ['an opening', hellos, { onlyOpen: false, greets: true, onlyAsks: true, isMild: true, claims: false }],
    [
      'courtesy',
      greetings,
      { onlyOpen: false, isBeside: true, greets: true, onlyAsks: false, isMild: true, claims: false },
    ],
    ['what is said of a name', naming, { onlyAsks: false, isMild: true, claims: false }],
    ['what asks for what is missing', asking, { onlyAsks: true, claims: false, denies: false }],
    ['what asks which one', which, { onlyAsks: true, onlyOpen: true, asksElse: false, claims: false, denies: false }],
    ['what asks for a choice', choosing, { onlyAsks: true, claims: false, denies: false }],
    ['what was not understood', lost, { onlyAsks: true, hasAssent: false, claims: false }],
    ['a question of no weight', inquiring, { onlyAsks: true, asksElse: true, claims: false }],
    ['the head of a list', listing, { onlyAsks: true, asksElse: false, claims: false }],
    ['what is not to be had', refusing, { onlyAsks: true, fails: false, claims: false }],
    ['what was not booked just now', failing, { onlyAsks: true, fails: true, claims: false }],
    [
      'a yes',
      assents,
      { onlyOpen: false, isBeside: false, hasAssent: true, isMild: false, onlyAsks: false, claims: false },
    ],
    ['what is open', offering, { onlyAsks: false, isMild: false, hasAssent: false, claims: false }],
    ['what informs', [...looking, ...informing], { onlyAsks: false, isMild: true, hasAssent: false, claims: false }],
    ['what denies that anything is booked', denying, { claims: false, denies: true }],
    ['what claims that something is', claiming, { greets: false, claims: true }],
    ['what tells of an appointment', telling, { tells: true, claims: true }],
  ];
  test.each(kinds)('%s is taken for such', (_, book, kind) => {
    fc.assert(
      fc.property(said(book), (text) => {
        // Nothing is left where all that may be left out is.
        if (text === '' || text === '?') return;
        expect([text, readOwnWords(text, scene)]).toEqual([text, expect.objectContaining({ isKnown: true, ...kind })]);
      }),
      { numRuns: 500 },
    );
  });
});

test('whatever stands beside it, what is in no book is not said', () => {
  const claims = [
    "It's a done thing.",
    'Enjoy your Botox!',
    'May I congratulate you on your booking?',
    '\u2705 2 PM',
    '予約しました。',
  ];
  const words = fc.constantFrom(...Object.values(honestTexts).flat(), '', '{{offers}}');
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(...claims),
      words,
      fc.constantFrom(' ', '\n', ', '),
      (before, claim, after, glue) => {
        expect(isKnown([before, claim, after].join(glue))).toBe(false);
      },
    ),
  );
});

test('no text makes the reading fall over, nor take long', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2_000 }),
    fc
      .array(fc.constantFrom(',', ' and', ' 2pm', ' botox', ' on', ';', '?', ' ok'), { maxLength: 500 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (words) => void readOwnWords(words, scene)),
    { numRuns: 300 },
  );
});

test.each([
  ['struck through', "You're n\u0336o\u0336t\u0336 booked yet."],
  ['letters that a phone drops', 'I found your 🅜🅔🅢🅢🅐🅖🅔'],
  ['a slot by its name', 'Have a great _when!'],
  ['a name that is none', 'Thanks, it is on!'],
])('%s is not said', (_, text) => {
  expect(readOwnWords(text, { ...scene, customerNames: ['it is on', 'the slot mine'] }).isKnown).toBe(false);
});
