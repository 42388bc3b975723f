import { describe, expect, test } from '@jest/globals';
import { extractChoice, type Asked, type ChoiceChannel, type OfferedSlot } from './index.js';
import { lists as handLists, slot } from './testing/hand-table.js';

// Monday, November 24, 2025, ten in the morning in New York.
const now = '2025-11-24T10:00:00-05:00';
const timeZone = 'America/New_York';

const lists = {
  ...handLists,
  tuesday: handLists.afternoon,
  /** Two providers at 14:00, and a facial. */
  providers: [
    slot(1, '2025-11-25T14:00', 'Botox', 'Dr. Kim'),
    slot(2, '2025-11-25T14:00', 'Botox', 'Maria Lopez'),
    slot(3, '2025-11-25T15:00', 'Facial', 'Dr. Kim'),
  ],
  none: [],
} as const;
type List = keyof typeof lists;

/** A selection reads as its place from 1, as the customer sees it; the rest by its kind, `none` with its reason. */
function read(list: List, text: string, asked: Asked = 'slot', channel: ChoiceChannel = 'sms'): string {
  const choice = extractChoice(text, lists[list], { timeZone, now, channel, asked });
  if (choice.kind === 'selected') return `slot ${choice.index + 1}`;
  return choice.kind === 'none' && choice.reason !== undefined ? choice.reason : choice.kind;
}

describe('a reply by number', () => {
  test.each<[List, string, string]>([
    ['tuesday', '1', 'slot 1'],
    ['tuesday', '1.', 'slot 1'],
    ['tuesday', '(1)', 'slot 1'],
    ['tuesday', '1️⃣', 'slot 1'],
    ['tuesday', '1 pls', 'slot 1'],
    ['tuesday', 'ok 1', 'slot 1'],
    ['tuesday', 'One please', 'slot 1'],
    ['tuesday', 'option 2', 'slot 2'],
    ['tuesday', '#2', 'slot 2'],
    ['tuesday', 'number 3', 'slot 3'],
    ['tuesday', 'slot 1', 'slot 1'],
    ['week', 'two', 'slot 2'],
    ['week', '1', 'slot 1'],
    ['tuesday', '3', 'slot 3'],
    ['tuesday', '2', 'ambiguous'],
    ['two', '11', 'slot 2'],
    ['tuesday', 'four', 'none'],
    ['tuesday', 'option 9', 'none'],
    ['tuesday', '1 or 2', 'ambiguous'],
    ['tuesday', 'option 2, sorry, option 3', 'slot 3'],
  ])('of "%s": "%s" is %s', (list, text, expected) => expect(read(list, text)).toBe(expected));
});

describe('a reply by place on the list', () => {
  test.each<[List, string, string]>([
    ['tuesday', 'the first one', 'slot 1'],
    ['tuesday', 'first', 'slot 1'],
    ['tuesday', 'second please', 'slot 2'],
    ['tuesday', '3rd one pls', 'slot 3'],
    ['tuesday', 'the last one', 'slot 3'],
    ['week', 'last', 'slot 4'],
    ['week', 'second to last', 'slot 3'],
    ['tuesday', 'the middle one', 'slot 2'],
    ['tuesday', 'the later one', 'slot 3'],
    ['two', 'earlier one', 'slot 1'],
    ['tuesday', 'the earliest', 'slot 1'],
    ['week', 'the latest on tuesday', 'slot 2'],
    ['two', 'the latter', 'slot 2'],
    ['tuesday', 'the latter', 'ambiguous'],
    ['tuesday', 'actually the first', 'slot 1'],
    ['tuesday', 'not the first, the second', 'slot 2'],
    ['two', 'not the first, the other one', 'slot 2'],
    ['two', 'the other one', 'ambiguous'],
    ['tuesday', 'the fourth one', 'none'],
    ['tuesday', 'first or second', 'ambiguous'],
  ])('of "%s": "%s" is %s', (list, text, expected) => expect(read(list, text)).toBe(expected));
});

describe('a reply by clock time', () => {
  test.each<[List, string, string]>([
    ['tuesday', '2pm', 'slot 1'],
    ['tuesday', 'the 2pm slot', 'slot 1'],
    ['tuesday', '2 P.M. please', 'slot 1'],
    ['tuesday', '14:00', 'slot 1'],
    ['tuesday', 'at 2', 'slot 1'],
    ['tuesday', 'two thirty', 'slot 2'],
    ['tuesday', '2.30', 'slot 2'],
    ['tuesday', '230pm', 'slot 2'],
    ['tuesday', '230', 'slot 2'],
    ['tuesday', 'half past two', 'slot 2'],
    ['week', 'quarter past four', 'slot 4'],
    ['week', 'nine thirty', 'slot 3'],
    ['tuesday', 'the one at 3', 'slot 3'],
    ['tuesday', "the 3 o'clock", 'slot 3'],
    ['tuesday', '3ish', 'slot 3'],
    ['tuesday', '2 in the afternoon', 'slot 1'],
    ['tuesday', '3 in the morning', 'counter'],
    ['tuesday', '2:30am', 'counter'],
    ['tuesday', 'quarter to four', 'counter'],
    ['tuesday', '2:30 or 3', 'ambiguous'],
    ['tuesday', 'can I do the 2pm?', 'slot 1'],
    ['tuesday', 'Could I come at 2pm instead of 2:30?', 'slot 1'],
    ['tuesday', 'no not 2pm, 3pm', 'slot 3'],
    ['tuesday', "2pm doesn't work but 3 does", 'slot 3'],
    ['tuesday', "I don't want 2pm I want 3pm", 'slot 3'],
    ['tuesday', '2pm please. do you take insurance?', 'slot 1'],
  ])('of "%s": "%s" is %s', (list, text, expected) => expect(read(list, text)).toBe(expected));
});

describe('a reply by day', () => {
  test.each<[List, string, string]>([
    ['week', 'thursday', 'slot 3'],
    ['week', 'thrusday', 'slot 3'],
    ['week', 'on friday afternoon', 'slot 4'],
    ['week', 'friday morning', 'counter'],
    ['week', 'tuesday', 'ambiguous'],
    ['week', 'tuesday afternoon', 'slot 2'],
    ['week', 'tmrw 10am', 'slot 1'],
    ['two', 'day after tomorrow', 'slot 2'],
    ['week', 'in 3 days', 'slot 3'],
    ['week', 'nov 27', 'slot 3'],
    ['week', 'the 27th', 'slot 3'],
    ['week', '11/27', 'slot 3'],
    ['week', 'november twenty seventh', 'slot 3'],
    ['week', 'friday the 29th', 'counter'],
    ['week', 'next friday', 'ambiguous'],
    ['week', 'friday next week', 'counter'],
    ['week', 'fri nov 28th at 4:30pm', 'counter'],
    ['two', 'anything but tuesday', 'slot 2'],
    ['week', 'not tuesday, thursday', 'slot 3'],
    ['week', "I can't do tuesday, thursday works", 'slot 3'],
    ['week', "I can't do tuesday, thursday or friday", 'declined'],
    ['week', 'not tuesday', 'declined'],
    ['two', 'the morning one', 'slot 2'],
    ['week', 'in the afternoon', 'ambiguous'],
  ])('of "%s": "%s" is %s', (list, text, expected) => expect(read(list, text)).toBe(expected));
});

describe('a reply by service or provider', () => {
  test.each<[string, string]>([
    ['2pm', 'ambiguous'],
    ['2pm with dr kim', 'slot 1'],
    ['with maria', 'slot 2'],
    ['facial please', 'slot 3'],
    ['Dr. Kim', 'ambiguous'],
    ['Dr. Smith at 2pm', 'counter'],
    ['3pm with maria', 'ambiguous'],
  ])('"%s" is %s', (text, expected) => expect(read('providers', text)).toBe(expected));
});

describe('yes, no and all between', () => {
  test.each<[List, string, string]>([
    ['one', 'yes', 'slot 1'],
    ['one', 'Yes please!', 'slot 1'],
    ['one', 'ok', 'slot 1'],
    ['one', 'sounds good', 'slot 1'],
    ['one', '👍', 'slot 1'],
    ['one', 'yes, what is the address?', 'slot 1'],
    ['one', 'ok what is the address', 'question'],
    ['one', 'yes, at 3', 'counter'],
    ['one', 'yes but with Dr. Smith', 'none'],
    ['one', "that's not right", 'declined'],
    ['one', 'sounds good but let me check my calendar', 'hesitating'],
    ['one', 'thanks', 'none'],
    ['one', 'perfect timing, I was about to call', 'none'],
    ['tuesday', 'yes', 'ambiguous'],
    ['tuesday', 'any of those', 'ambiguous'],
    ['tuesday', 'no thanks', 'declined'],
    ['tuesday', 'none of those work', 'declined'],
    ['tuesday', "2pm doesn't work", 'declined'],
    ['tuesday', "2:30 isn't good", 'declined'],
    ['tuesday', 'maybe', 'hesitating'],
    ['tuesday', 'let me think', 'hesitating'],
    ['tuesday', 'not sure', 'hesitating'],
    ['tuesday', '3pm works but I need to check with my wife', 'hesitating'],
    ['tuesday', 'cancel my 2pm', 'cancelling'],
    ['tuesday', 'actually can you do 4 instead?', 'counter'],
    ['tuesday', 'what about 5pm?', 'counter'],
    ['tuesday', 'do you have anything later?', 'counter'],
    ['tuesday', 'next week', 'counter'],
    ['tuesday', 'how long does it take?', 'question'],
    ['tuesday', 'is 2pm still free?', 'question'],
    ['tuesday', 'how long is the 2pm?', 'question'],
    ['none', 'yes', 'none'],
    ['none', '1', 'none'],
    ['none', '2pm', 'counter'],
  ])('of "%s": "%s" is %s', (list, text, expected) => expect(read(list, text)).toBe(expected));
});

describe('what was asked decides over numbers, places and yes', () => {
  test.each<[List, Asked, string, string]>([
    ['week', 'other', '2', 'unasked'],
    ['week', 'other', 'the second', 'unasked'],
    ['one', 'other', 'yes', 'unasked'],
    ['week', 'other', 'option 3', 'slot 3'],
    ['week', 'other', 'thursday', 'slot 3'],
    ['tuesday', { confirm: 1 }, 'yes', 'slot 2'],
    ['tuesday', { confirm: 1 }, 'no', 'declined'],
    ['tuesday', { confirm: 1 }, 'no, 3pm', 'slot 3'],
    ['tuesday', { confirm: 1 }, 'yes 3pm', 'ambiguous'],
    ['two', { confirm: 0 }, 'the other one', 'slot 2'],
  ])('of "%s", asked %j: "%s" is %s', (list, asked, text, expected) => expect(read(list, text, asked)).toBe(expected));

  test('an offer that was shown without a number is chosen by none', () => {
    const offers = lists.tuesday.map(({ start }) => ({ start }));
    const context = { timeZone, now, channel: 'sms', asked: 'slot' } as const;
    expect(extractChoice('1', offers, context)).toEqual({ kind: 'none' });
    expect(extractChoice('2:30', offers, context)).toMatchObject({ kind: 'selected', index: 1 });
  });
});

describe('speech', () => {
  test.each<[string, string]>([
    ['to pm', 'slot 1'],
    ['too thirty', 'slot 2'],
    ['230 p m', 'slot 2'],
    ['um yeah two thirty p m works for me', 'slot 2'],
  ])('"%s" on the phone is %s', (text, expected) => {
    expect(read('tuesday', text, 'slot', 'voice')).toBe(expected);
  });

  test('in writing, nothing is put right that nobody misheard', () => expect(read('tuesday', 'to pm')).toBe('none'));
});

describe('e-mail', () => {
  test('offers that are only quoted from the message before choose nothing', () => {
    const text = 'The second one please.\n\nOn Mon, Nov 24, 2025 Glow wrote:\n> 1) 2:00 PM\n> 3) 3:00 PM';
    expect(read('tuesday', text, 'slot', 'email')).toBe('slot 2');
    expect(read('tuesday', 'Thanks!\n> option 1', 'slot', 'email')).toBe('none');
  });
});

describe('the clock on the wall', () => {
  test('a time means the business’s own clock, on the day the clocks change too', () => {
    const offers: OfferedSlot[] = [
      { number: 1, start: '2025-11-02T05:30:00Z' },
      { number: 2, start: '2025-11-02T19:00:00Z' },
    ];
    const context = { timeZone, now: '2025-11-01T12:00:00-04:00', channel: 'sms', asked: 'slot' } as const;
    expect(extractChoice('2pm tomorrow', offers, context)).toMatchObject({ kind: 'selected', index: 1 });
    expect(extractChoice('1:30 am', offers, context)).toMatchObject({ kind: 'selected', index: 0 });
  });

  test('the evidence says which words chose and how', () => {
    const context = { timeZone, now, channel: 'sms', asked: 'slot' } as const;
    expect(extractChoice('I’ll take the 2:30 pm one', lists.tuesday, context)).toEqual({
      kind: 'selected',
      index: 1,
      basis: 'time',
      span: { start: 14, end: 21 },
    });
  });
});
