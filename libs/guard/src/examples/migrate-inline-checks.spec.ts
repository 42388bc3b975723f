import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog } from '@slotguard/event-log';
import { slotAt } from '@slotguard/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeprecatedWrappers } from './deprecated-wrappers.js';
import { bookAppointment } from './guarded-booking.js';
import { InlineChecks } from './inline-checks.js';
import { enforcingGuard, shadowGuard } from './set-up.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const call = { id: 'call-1', channel: 'voice' } as const;
const doc = readFileSync(join(import.meta.dirname, '../../../../docs/how-to/migrate-inline-checks.md'), 'utf8');

describe('moving inline checks onto the guard', () => {
  test.each(['inline-checks.ts', 'set-up.ts', 'deprecated-wrappers.ts', 'guarded-booking.ts'])(
    'the how-to shows %s as it is',
    (file) => {
      expect(doc).toContain(readFileSync(join(import.meta.dirname, file), 'utf8').trim());
    },
  );
  test('inline checks book an offered time that the customer never chose', () => {
    const checks = new InlineChecks();
    checks.rememberOffers('call-1', [two, four]);
    expect(checks.rememberChoice('call-1', 'number 1')).toEqual(two);
    expect(checks.checkBooking('call-1', four.start)).toBeNull();
  });
  test('in shadow the same booking still goes through', async () => {
    const wrapped = new DeprecatedWrappers(shadowGuard(new MemoryEventLog()));
    await wrapped.rememberOffers('call-1', [two, four]);
    await wrapped.rememberChoice('call-1', 'number 1');
    expect(await wrapped.checkBooking('call-1', four.start)).toBeNull();
  });
  test('enforced, it does not, and the chosen one does', async () => {
    const wrapped = new DeprecatedWrappers(enforcingGuard(new MemoryEventLog()));
    await wrapped.rememberOffers('call-1', [two, four]);
    expect(await wrapped.rememberChoice('call-1', 'number 1')).toEqual(two);
    expect(await wrapped.checkBooking('call-1', four.start)).toEqual(expect.any(String));
    expect(await wrapped.checkBooking('call-1', two.start)).toBeNull();
    await wrapped.forget('call-1');
    expect(await wrapped.checkBooking('call-1', two.start)).toEqual(expect.any(String));
  });
  test('moved, the tool books what was offered, not what the model wrote', async () => {
    const guard = enforcingGuard(new MemoryEventLog());
    await guard.recordOffers(call, [two, four]);
    await guard.captureSelection(call, 'four pm please');
    const calendar: unknown[] = [];
    const book = async (args: unknown) => calendar.push(args) > 0;
    expect(await bookAppointment(guard, call, { start: '2025-11-16T21:00:00Z' }, book)).toBe(
      'Booked for 4 PM on November 16, 2025.',
    );
    expect(calendar).toEqual([four]);
  });
  test('a slot that was just taken is offered no more', async () => {
    const guard = enforcingGuard(new MemoryEventLog());
    await guard.recordOffers(call, [two, four]);
    await guard.captureSelection(call, 'number 1');
    expect(await bookAppointment(guard, call, {}, async () => false)).toContain('just taken');
    expect(await guard.getPendingSummary(call)).toMatchObject({ offers: [four], bookingInProgress: false });
  });
});
