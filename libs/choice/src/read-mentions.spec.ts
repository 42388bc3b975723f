import { expect, test } from '@jest/globals';
import { readMentions, type Mention } from './index.js';

const context = { timeZone: 'America/New_York', now: '2025-11-24T10:00:00-05:00' };

/** The mentions of a text as "kind: words". */
const found = (text: string, ...kinds: Mention['kind'][]): string[] =>
  readMentions(text, context)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`);

test('every time and date of a list of options is found', () => {
  expect(found('Botox on Tue Nov 25: 1) 2:00 PM 2) 2:30 PM', 'time', 'date')).toEqual([
    'date: Tue Nov 25',
    'time: 2:00 PM',
    'time: 2:30 PM',
  ]);
});

test('both display formats are read, each time with its am or pm', () => {
  expect(readMentions('2 PM on November 16, 2025', context)).toEqual([
    { kind: 'time', span: { start: 0, end: 4 }, times: ['14:00'], explicit: true },
    { kind: 'date', span: { start: 8, end: 25 }, date: '2025-11-16' },
  ]);
  expect(readMentions('November 16, 2025 at 2:30 PM', context)).toMatchObject([
    { kind: 'date', date: '2025-11-16' },
    { kind: 'time', times: ['14:30'], explicit: true },
  ]);
});

test('a time without am or pm keeps both readings, the one in business hours first', () => {
  expect(readMentions('see you at 2:30', context)).toMatchObject(
    [{ kind: 'affirmation' }, { kind: 'time', times: ['14:30', '02:30'], explicit: false }].slice(1),
  );
});

test('opening hours are one stretch', () => {
  expect(readMentions('9:00 to 18:00', context)).toMatchObject([
    { kind: 'time_range', timeFrom: '09:00', timeTo: '18:00' },
  ]);
});

test('weekdays, relative days and stretches are resolved', () => {
  expect(readMentions('Friday', context)).toMatchObject([{ kind: 'date', date: '2025-11-28', weekday: 5 }]);
  expect(readMentions('tomorrow', context)).toMatchObject([{ kind: 'date', date: '2025-11-25' }]);
  expect(readMentions('next week', context)).toMatchObject([{ date: '2025-12-01', dateTo: '2025-12-07' }]);
});

test.each<[string, string[]]>([
  ['yes', ['affirmation: yes']],
  ['no thanks', ['negation: no thanks']],
  ['let me think', ['hesitation: let me think']],
  ['please cancel it', ['cancellation: cancel']],
  ['something else', ['alternative: something else']],
  ['how much is it?', ['question: how much', 'question: is it', 'question: ?']],
])('"%s" is understood as %j', (text, expected) => {
  expect(
    found(text, 'affirmation', 'negation', 'hesitation', 'cancellation', 'alternative', 'question').filter(
      (one) => one !== 'affirmation: please',
    ),
  ).toEqual(expected);
});
