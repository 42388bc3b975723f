import { describe, expect, test } from '@jest/globals';
import { instantOf } from '@slotguard/business-time';
import { slotAt } from '@slotguard/testing';
import { answerableList } from './answerable-list.js';

const openings = (...times: string[]) => times.map((time) => slotAt(time));
const listed = (slots: ReturnType<typeof openings>): string[] =>
  answerableList(slots, {
    max: 3,
    timeZone: 'America/New_York',
    now: instantOf('2025-11-16T09:00:00-05:00'),
  }).map(({ slot }) => slot.start.slice(11, 16));

describe('a list that a bare number can answer', () => {
  test('keeps the order in which it gets the openings, the nearest first, and keeps one o’clock off a list whose first is another time', () => {
    expect(listed(openings('14:00', '14:30', '13:00', '12:30'))).toEqual(['14:00', '14:30', '12:30']);
  });
  test('lists the first when each can be chosen by its number', () => {
    expect(listed(openings('09:00', '09:30', '10:00', '10:30'))).toEqual(['09:00', '09:30', '10:00']);
  });
  test('leaves out what would put a number in doubt while there is something else', () => {
    expect(listed(openings('12:00', '12:30', '13:00', '15:00', '17:00'))).toEqual(['12:00', '12:30', '15:00']);
  });
  test('offers what there is when there is nothing else', () => {
    expect(listed(openings('14:00', '14:30'))).toEqual(['14:00', '14:30']);
    expect(listed([])).toEqual([]);
  });
});
