import { expect, test } from '@jest/globals';
import { readWish, type Wanted } from './index.js';

// A Monday.
const context = { timeZone: 'America/New_York', now: '2025-11-24T10:00:00-05:00' };

test.each<[string, Wanted]>([
  ['book me for botox at 2pm tomorrow', { date: '2025-11-25', time: '14:00' }],
  ['book me for 2pm today', { date: '2025-11-24', time: '14:00' }],
  ['next week', { date: '2025-12-01', dateTo: '2025-12-07' }],
  ['this weekend', { date: '2025-11-29', dateTo: '2025-11-30' }],
  ['friday afternoon', { date: '2025-11-28', partOfDay: 'afternoon' }],
  ['next friday at noon', { date: '2025-12-05', time: '12:00' }],
  ['after 3', { timeFrom: '15:00' }],
  ['4pm or later', { timeFrom: '16:00' }],
  ['before noon', { timeTo: '12:00' }],
  ['no later than 4', { timeTo: '16:00' }],
  ['between 2 and 4 tomorrow', { date: '2025-11-25', timeFrom: '14:00', timeTo: '16:00' }],
  ['at 2', { time: '14:00' }],
  ['at 9', { time: '09:00' }],
  ['can you do 4 instead?', { time: '16:00' }],
  ['Nov 28 at 10:15', { date: '2025-11-28', time: '10:15' }],
  ['at 14:00 on 12/3', { date: '2025-12-03', time: '14:00' }],
  ['the 28th', { date: '2025-11-28' }],
  ['March 5th', { date: '2026-03-05' }],
  ['tonight', { date: '2025-11-24', partOfDay: 'evening' }],
  ['tonight at 7', { date: '2025-11-24', time: '19:00' }],
  ['2:30 this afternoon', { date: '2025-11-24', time: '14:30' }],
  ['anything on Tuesday after 3?', { date: '2025-11-25', timeFrom: '15:00' }],
  ['not friday, thursday', { date: '2025-11-27' }],
  ["I can't do monday", {}],
  ['for 3 people', {}],
  ['hello', {}],
  ['', {}],
])('"%s" wishes for %j', (text, wish) => expect(readWish(text, context)).toEqual(wish));
