import { describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import fc from 'fast-check';
import { quietAfter, quietAt } from './quiet-hours.js';
import { reminderAt, reminderUntil } from './reminder-time.js';

const HOUR = 3_600_000;
const zone = 'America/New_York';
const rules = (over: Partial<Parameters<typeof reminderAt>[1]> = {}) => ({
  ...{ reminderMinutes: 1_440, quietHours: '21:00-08:00', timeZone: zone },
  ...over,
});
const at = (time: string): number => Date.parse(time);
const told = (instant: number): string => toBusinessTime(instant, zone);

describe('when a customer is reminded', () => {
  test('a day ahead of two in the afternoon is two in the afternoon', () => {
    expect(told(reminderAt(at('2026-11-18T14:00:00-05:00'), rules()))).toBe('2026-11-17T14:00:00-05:00');
  });
  test('what falls into the quiet hours comes before them', () => {
    const early = at('2026-11-18T07:30:00-05:00');
    expect(told(reminderAt(early, rules()))).toBe('2026-11-16T20:30:00-05:00');
    expect(told(reminderAt(early, rules({ reminderMinutes: 60 })))).toBe('2026-11-17T20:30:00-05:00');
    expect(told(reminderAt(at('2026-11-18T14:00:00-05:00'), rules({ quietHours: '13:00-15:00' })))).toBe(
      '2026-11-17T12:30:00-05:00',
    );
  });
  test('the minute at which the quiet hours end is none of them', () => {
    expect(quietAt(at('2026-11-18T08:00:00-05:00'), rules())).toBeUndefined();
    expect(quietAt(at('2026-11-18T07:59:59-05:00'), rules())).toBeDefined();
    expect(quietAt(at('2026-11-18T21:00:00-05:00'), rules())).toBeDefined();
  });
  test('it holds until the quiet hours or the appointment begin', () => {
    const starts = at('2026-11-18T14:00:00-05:00');
    expect(told(reminderUntil(starts, at('2026-11-17T14:00:00-05:00'), rules()))).toBe('2026-11-17T21:00:00-05:00');
    expect(told(reminderUntil(starts, at('2026-11-18T09:00:00-05:00'), rules()))).toBe('2026-11-18T14:00:00-05:00');
  });

  const anyRules = fc.record({
    reminderMinutes: fc.integer({ min: 1, max: 20_160 }),
    timeZone: fc.constantFrom(zone, 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
    quietHours: fc
      .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 95 }))
      .map(([from, long]) => [from, (from + long) % 96].map(clockOf).join('-')),
  });
  // Around both changes of the clocks too.
  const anyStart = fc
    .tuple(
      fc.constantFrom('2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z', '2026-10-25T01:00:00Z', '2026-06-15T12:00:00Z'),
      fc.integer({ min: -300, max: 300 }),
    )
    .map(([day, quarters]) => at(day) + quarters * 15 * 60_000);
  test('never in the quiet hours, never late, and at most a day early', () => {
    fc.assert(
      fc.property(anyStart, anyRules, (starts, business) => {
        const due = starts - business.reminderMinutes * 60_000;
        const reminded = reminderAt(starts, business);
        expect(reminded).toBeLessThanOrEqual(due);
        expect(due - reminded).toBeLessThan(27 * HOUR);
        expect(quietAt(reminded, business)).toBeUndefined();
        const until = quietAfter(reminded, business);
        expect(until).toBeGreaterThan(reminded);
        expect(until - reminded).toBeLessThan(50 * HOUR);
      }),
      { numRuns: 1_000 },
    );
  });
});

function clockOf(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}
