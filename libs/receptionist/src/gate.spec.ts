import { describe, expect, test } from '@jest/globals';
import { renderOffers } from '@slotguard/channel-kit';
import fc from 'fast-check';
import { passGate } from './gate.js';
import type { GateContext } from './gate/gate-context.js';
import { honestTexts } from './testing/honest-texts.js';
import { hostileTexts } from './testing/hostile-texts.js';
import { asked, bookedBefore, bookingMore, business, justBooked, listing, open } from './testing/gate-scenes.js';

const scenes = { asked, open, listing, justBooked, bookedBefore, bookingMore };
const breaches = (text: string, context: GateContext): readonly string[] => {
  const verdict = passGate(text, context);
  return verdict.ok ? [] : verdict.breaches;
};

describe('what is not true is not said', () => {
  test.each(hostileTexts)('%s', (text) => {
    expect(breaches(text, open)).toContain('unproved_claim');
    expect(breaches(text, asked)).not.toEqual([]);
  });

  test('whatever stands before and after it', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 60 });
    const glue = fc.constantFrom('. ', '\n', '! ', ' - ', ', ');
    fc.assert(
      fc.property(words, glue, fc.constantFrom(...hostileTexts), glue, words, (before, g1, claim, g2, after) => {
        expect(passGate(before + g1 + claim + g2 + after, open).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('nor beside a list', () => {
    const list = renderOffers({ offers: listing.offers, business, channel: 'sms' });
    expect(passGate(list, listing).ok).toBe(true);
    const passing = hostileTexts.filter((text) =>
      [`${text} ${list}`, `${list}\n${text}`].some((both) => passGate(both, listing).ok),
    );
    expect(passing).toEqual([]);
  });

  test('not even after a booking of something else', () => {
    for (const text of [
      "I've booked your facial for tomorrow at 2 PM.",
      "You're booked for 2:30 PM on Monday.",
      "You're booked for Tuesday at 2 PM.",
      "You're booked with April on Monday at 2 PM.",
      'Both are booked.',
      "I've booked Monday at 2 PM and Tuesday at 3 PM.",
      "I've moved your appointment to Monday at 2 PM.",
      'Your facial is booked.',
    ])
      expect([text, breaches(text, bookingMore)]).not.toEqual([text, []]);
    expect(breaches("You're all set!", bookedBefore)).toContain('unproved_claim');
    expect(breaches("You're all set!", bookingMore)).toContain('unproved_claim');
    expect(breaches('See you then!', bookingMore)).toContain('unproved_claim');
  });
});

describe('a time that nobody knows of is not said', () => {
  test.each([
    ['How about 4:30 PM?', open],
    ['How about 4?', open],
    ["I can do 5 o'clock on Monday.", open],
    ['I also have half past three.', open],
    ['2:00 PM on Tuesday is free.', open],
    ['I have 10:00 AM on Monday.', open],
    ['Wednesday works too.', open],
    ['4 PM tomorrow is free.', asked],
    ['I have 4 PM tomorrow, do you want it?', asked],
    ['Not only is 4 PM free, it is the best time.', asked],
    ['We have openings on December 24.', open],
    ['9 AM is open, want it?', asked],
    ["We're open 8:00 AM to 6:00 PM.", asked],
    ["We're open on Sundays.", asked],
    ["We're closed on Tuesdays.", asked],
    ['We close at 8 PM.', asked],
    ['Come by in 30 minutes.', asked],
    ['There is room at 14h30.', asked],
    ['We have time at 1630 hours.', asked],
    ['The 24th is possible.', open],
    ['There is one left in March, and some in December.', open],
  ])('%s', (text, context) => {
    expect(breaches(text, context)).not.toEqual([]);
  });
});

describe('options have the numbers by which an answer is read', () => {
  test.each([
    ['1) 2:00 PM\n2) 2:30 PM', 'one left out'],
    ['1) 2:30 PM\n2) 2:00 PM\n3) Tue, Nov 18 10:00 AM', 'two swapped'],
    ['2) 2:00 PM\n3) 2:30 PM\n4) Tue, Nov 18 10:00 AM', 'counted from two'],
    ['Monday 2:00 PM, Monday 2:30 PM or Tuesday 10:00 AM?', 'no numbers at all'],
    ['Reply 1, 2, 3 or 4.', 'a number too many'],
    ['Monday: option 2 is 2:00 PM, option 1 is 2:30 PM, option 3 is 10:00 AM on Tuesday', 'two swapped in words'],
    ['Reply with a number.', 'nothing listed'],
  ])('%s (%s)', (text) => {
    expect(breaches(text, listing)).toContain('wrong_numbering');
  });
  test('an option beyond the last list does not exist', () => {
    expect(breaches('Reply 3 for Tuesday at 10:00 AM.', open)).toEqual([]);
    expect(breaches('Reply 4 for Tuesday at 10:00 AM.', open)).toContain('wrong_numbering');
    expect(breaches('Reply 1 for Tuesday at 10:00 AM.', open)).toContain('wrong_numbering');
    expect(breaches('Take option 2?', asked)).toContain('wrong_numbering');
  });
});

test.each(['Here: {{offers}}', 'Hi {name}!', 'See [time].', 'At {{ whatever }} then', '}} ok'])(
  'a placeholder that nothing fills is not sent: %s',
  (text) => {
    expect(breaches(text, open)).toContain('unknown_placeholder');
  },
);

describe.each(Object.entries(honestTexts))('honest words pass: %s', (name, texts) => {
  test.each(texts)('%s', (text) => {
    expect(breaches(text, scenes[name as keyof typeof scenes])).toEqual([]);
  });
});

test('names are names, in whatever script and however they sound', () => {
  const business = {
    ...asked.business,
    name: '東京スパ 54',
    resources: [{ id: 'may', name: 'Dr. May 2', aliases: [] }],
  };
  const context = { ...asked, business, customerWords: ['Дмитрий'] };
  expect(breaches('Hi, this is 東京スパ 54! You can see Dr. May 2 for Botox.', context)).toEqual([]);
  expect(breaches('Thanks, Дмитрий!', context)).toEqual([]);
  expect(breaches('Thanks, Дмитрий! Вы записаны.', context)).toContain('unproved_claim');
  expect(breaches('Дмитрий', { ...context, customerWords: [] })).toContain('unproved_claim');
});

test('no text makes the gate fall over, and what passes has no invisible characters', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, fc.constantFrom(...Object.keys(scenes)), (words, name) => {
      const verdict = passGate(words, scenes[name as keyof typeof scenes]);
      if (verdict.ok) expect(verdict.text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    }),
  );
  expect(passGate('\u202eHello\u0000 there\u200b', asked)).toEqual({ ok: true, text: 'Hello there' });
  expect(passGate(`Hello${' there'.repeat(1_000)}`, asked).ok).toBe(false);
});
