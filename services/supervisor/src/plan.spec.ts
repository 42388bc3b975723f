import { describe, expect, test } from '@jest/globals';
import { readCounts } from './plan.js';

const one = { 'booking-guard': 1, calendar: 1, projector: 1, 'sms-gateway': 1 };

describe('how many of each', () => {
  test.each([
    ['2', { 'booking-guard': 2, calendar: 2, projector: 2, 'sms-gateway': 2 }],
    ['calendar=3', { ...one, calendar: 3 }],
    ['calendar=3, sms-gateway=2', { ...one, calendar: 3, 'sms-gateway': 2 }],
  ])('%s', (text, counts) => {
    expect(readCounts(text)).toEqual(counts);
  });
  test.each(['0', '33', 'many', '', 'calendar', 'clock=2', 'calendar=-1'])('"%s" is refused with a reason', (text) => {
    expect(() => readCounts(text)).toThrow(/must be/);
  });
});
