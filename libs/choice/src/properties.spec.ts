import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { charactersMax, extractChoice, readMentions, readWish, type Choice, type OfferedSlot } from './index.js';
import { lookUpsOf } from './testing/look-ups.js';

const context = {
  timeZone: 'America/New_York',
  now: '2025-11-24T10:00:00-05:00',
  channel: 'sms',
  asked: 'slot',
} as const;

const words =
  `1 2 3 4 2pm 14:00 2:30 two thirty half past quarter to noon the first second last one option # slot friday tuesday tomorrow
  next week nov 25th 27 morning afternoon evening later earliest yes no not ok can't do anything but sorry actually instead cancel maybe is free ?
  please with kim facial for people at . , ! or and i have a meeting don't book the other one my friend chose
  sí si la el de a las dos y media menos cuarto primera última opción martes viernes mañana pasado por tarde no puedo mejor
  perdón cualquiera cancelar quizás ¿ está libre con tengo reunión`.split(/\s+/);
const reply = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' '));

const start = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 9, max: 17 }), fc.constantFrom(0, 15, 30, 45))
  .map(([days, hour, minute]) => `2025-11-${24 + (days % 7)}T${two(hour)}:${two(minute)}:00-05:00`);
const two = (n: number): string => String(n).padStart(2, '0');
const offers = fc
  .uniqueArray(fc.tuple(start, fc.constantFrom('Dr. Kim', 'Maria Lopez')), { maxLength: 5, selector: ([at]) => at })
  .map((list) =>
    list.map(([at, resource], i): OfferedSlot => ({ start: at, resource, service: 'Botox', number: i + 1 })),
  );

const chosenStart = (choice: Choice, list: readonly OfferedSlot[]): string | undefined =>
  choice.kind === 'selected' ? list[choice.index]?.start : undefined;

describe('whatever is written', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units)),
    reply,
  );

  test('no text makes the reading fail, and what it selects was offered', () => {
    fc.assert(
      fc.property(any, offers, (text, list) => {
        const choice = extractChoice(text, list, context);
        if (choice.kind === 'selected') {
          expect(list[choice.index]).toBeDefined();
          expect(choice.span.end).toBeLessThanOrEqual(text.length);
          expect(choice.span.start).toBeLessThan(choice.span.end);
        }
        readWish(text, context);
        readMentions(text, context);
      }),
      { numRuns: 1500 },
    );
  });

  test('without offers nothing is selected and nothing is ambiguous', () => {
    fc.assert(
      fc.property(reply, (text) => {
        expect(['selected', 'ambiguous']).not.toContain(extractChoice(text, [], context).kind);
      }),
    );
  });

  test.each(['2pm or ', '1 ', 'not ', 'the first, ', 'nov 25 ', '😀', '\ud800', '\0', 'I can’t do tuesday, '])(
    'ten thousand characters of "%s" are read in time, and longer ones not at all',
    (piece) => {
      const text = piece.repeat(charactersMax).slice(0, charactersMax);
      const before = process.cpuUsage();
      extractChoice(text, [{ start: '2025-11-25T14:00:00-05:00', number: 1 }], context);
      // Microseconds of a core: the same on a crowded machine.
      expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
      expect(
        extractChoice(`yes${' '.repeat(charactersMax)}`, [{ start: '2025-11-25T14:00:00-05:00' }], context),
      ).toEqual({
        kind: 'none',
      });
    },
  );

  test.each([
    '2pm or ',
    '1 ',
    'not ',
    'chose ',
    'no ',
    'sorry 2pm ',
    'is it free ',
    'I have a ',
    'y media ',
    '9:30 with kim ',
    'dos y ',
  ])('twice as much of "%s" takes twice as many steps', (piece) => {
    const steps = (characters: number): number =>
      lookUpsOf(piece.repeat(characters).slice(0, characters), [], context).lookUps;
    expect(steps(charactersMax)).toBeLessThan(2.1 * steps(charactersMax / 2));
  });

  test('a zone or a time that nobody can read selects nothing by time', () => {
    const broken = { ...context, timeZone: 'Nowhere/Land', now: 'yesterday' };
    const list: OfferedSlot[] = [{ start: 'soon', number: 1 }];
    expect(extractChoice('2pm tomorrow', list, broken).kind).not.toBe('selected');
    expect(extractChoice('option 1', list, broken)).toMatchObject({ kind: 'selected', index: 0 });
  });
});

describe('the list', () => {
  test('in another order, with its numbers, gives the same slot', () => {
    fc.assert(
      fc.property(reply, offers, fc.infiniteStream(fc.nat()), (text, list, keys) => {
        const shuffled = list
          .map((offer) => ({ offer, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ offer }) => offer);
        const before = extractChoice(text, list, context);
        const after = extractChoice(text, shuffled, context);
        expect(chosenStart(after, shuffled)).toBe(chosenStart(before, list));
        expect(after.kind).toBe(before.kind);
      }),
      { numRuns: 2000 },
    );
  });

  test('with one more offer never turns one selection into another slot that was there before', () => {
    fc.assert(
      fc.property(reply, offers, start, (text, list, extra) => {
        // What counts from the end or compares is about every offer.
        fc.pre(!/last|later|earlier|earliest|última|other/.test(text));
        fc.pre(list.length > 1 && list.every((offer) => offer.start !== extra));
        const longer = [...list, { start: extra, resource: 'Dr. Kim', service: 'Botox', number: list.length + 1 }];
        const before = chosenStart(extractChoice(text, list, context), list);
        const after = chosenStart(extractChoice(text, longer, context), longer);
        if (before !== undefined && after !== undefined && after !== extra) expect(after).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('manners', () => {
  const choice = fc.constantFrom(
    '2pm',
    'option 2',
    'the first one',
    'friday',
    'tuesday at 10',
    'half past two',
    'the last one',
    '27th',
    'no',
    'maybe',
    'yes',
  );
  const list: readonly OfferedSlot[] = [
    { start: '2025-11-25T10:00:00-05:00', number: 1 },
    { start: '2025-11-25T14:00:00-05:00', number: 2 },
    { start: '2025-11-27T14:30:00-05:00', number: 3 },
    { start: '2025-11-28T16:15:00-05:00', number: 4 },
  ];
  const same = (a: Choice, b: Choice): void => {
    expect(b.kind).toBe(a.kind);
    expect(chosenStart(b, list)).toBe(chosenStart(a, list));
  };
  const manners: readonly ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => `${text}!!!`,
    (text) => `  ${text}  .`,
    (text) => `${text} please`,
    (text) => `Hi there, ${text}, thank you so much`,
    (text) => `um, ${text} 😊`,
    (text) => `${text}\nThanks!`,
    (text) => `"${text}"`,
    (text) => text.replaceAll(' ', '  '),
    (text) => `hey 👋 so ${text} thanks again!!`,
    (text) => `${text}... have a nice day`,
    (text) => `Good morning! ${text}`,
    (text) => `well, ${text}, cheers`,
    (text) => `${text}\u200b`,
  ];

  const spanish = fc.constantFrom(
    'a las dos',
    'opción 2',
    'la primera',
    'el viernes',
    'el martes a las 10',
    'las dos y media',
    'la última',
    'no',
    'sí',
  );
  const spanishManners: readonly ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => `¡${text}!`,
    (text) => `${text} por favor`,
    (text) => `Hola buenas tardes, ${text}, muchas gracias`,
    (text) => `pues ${text} 😊`,
    (text) => `${text}\nGracias!`,
  ];

  test('in Spanish neither', () => {
    fc.assert(
      fc.property(spanish, fc.constantFrom(...spanishManners), (text, manner) => {
        same(extractChoice(text, list, context), extractChoice(manner(text), list, context));
      }),
    );
  });

  test('case, punctuation, politeness, chatter and emoji change nothing', () => {
    fc.assert(
      fc.property(choice, fc.constantFrom(...manners), (text, manner) => {
        same(extractChoice(text, list, context), extractChoice(manner(text), list, context));
      }),
      { numRuns: 1000 },
    );
  });
});
