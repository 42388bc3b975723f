import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  DEFAULT_ZONE,
  formatForDisplay,
  instantOf,
  isZone,
  parseIsoDateTime,
  sameInstant,
  slotMatchesRequest,
  toBusinessTime,
} from './business-time.js';

const utc = (iso: string): number => Date.parse(iso);

describe('reading a time', () => {
  test('ISO with Z is an instant', () => {
    expect(parseIsoDateTime('2025-11-16T19:00:00Z')).toEqual({
      ok: true,
      instant: utc('2025-11-16T19:00:00Z'),
      offset: 'utc',
    });
  });
  test('an offset is an instant, whatever the zone of the business', () => {
    const parsed = parseIsoDateTime('2025-11-16T14:00:00-05:00', 'Europe/London');
    expect(parsed).toEqual({ ok: true, instant: utc('2025-11-16T19:00:00Z'), offset: 'offset' });
  });
  test('no offset means the zone of the business, Eastern unless told', () => {
    expect(parseIsoDateTime('2025-11-16T14:00')).toEqual({
      ok: true,
      instant: utc('2025-11-16T19:00:00Z'),
      offset: 'none',
    });
    expect(parseIsoDateTime('2025-11-16T14:00', 'Europe/London')).toMatchObject({
      instant: utc('2025-11-16T14:00:00Z'),
    });
  });
  test.each([
    '',
    '2pm',
    'tomorrow',
    '2025-11-16',
    '2025-02-30T10:00:00Z',
    '2025-11-16T25:00',
    '2025-11-16T14:00:00+99:00',
    '\0',
  ])('%j is malformed', (text) => expect(parseIsoDateTime(text)).toEqual({ ok: false, why: 'malformed' }));
  test('a malformed time where only a good one may stand is a bug', () => {
    expect(() => instantOf('2025-11-16T14:00:00')).toThrow('not an ISO 8601 time with offset');
  });
  test('any date and clock, possible or not, is read as the library of times reads it', () => {
    const digits = (max: number): fc.Arbitrary<string> => fc.nat(max).map((n) => String(n).padStart(2, '0'));
    const year = fc.constantFrom('0100', '1900', '2000', '2024', '2025', '9999');
    const fraction = fc.stringMatching(/^\.\d{1,9}$/);
    const seconds = fc.oneof(
      fc.constant(''),
      digits(61).map((two) => `:${two}`),
      fc.tuple(digits(61), fraction).map(([two, rest]) => `:${two}${rest}`),
    );
    const offset = fc.oneof(
      fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+0530'),
      fc.tuple(fc.constantFrom('+', '-'), digits(19), digits(59)).map(([sign, h, m]) => `${sign}${h}:${m}`),
    );
    const isoTime = fc
      .tuple(year, digits(13), digits(32), digits(25), digits(60), seconds, offset)
      .map(([y, month, day, hour, minute, rest, zone]) => `${y}-${month}-${day}T${hour}:${minute}${rest}${zone}`);
    fc.assert(
      fc.property(isoTime, (text) => {
        const byLuxon = DateTime.fromISO(text, { setZone: true });
        const parsed = parseIsoDateTime(text);
        expect(parsed.ok ? parsed.instant : parsed.why).toBe(byLuxon.isValid ? byLuxon.toMillis() : 'malformed');
      }),
      { numRuns: 2_000 },
    );
  });
  test('no string at all throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseIsoDateTime(text).ok === 'boolean'));
  });
});

describe('daylight saving', () => {
  test.each([
    ['2027-03-13T13:00:00', '2027-03-13T18:00:00Z'],
    ['2027-03-14T13:00:00', '2027-03-14T17:00:00Z'],
    ['2027-11-07T13:00:00', '2027-11-07T18:00:00Z'],
  ])('one in the afternoon, %s, is %s', (local, instant) => {
    expect(parseIsoDateTime(local)).toMatchObject({ ok: true, instant: utc(instant) });
  });
  test('half past two does not exist when the clocks spring forward', () => {
    expect(parseIsoDateTime('2027-03-14T02:30:00')).toEqual({ ok: false, why: 'gap' });
  });
  test('half past one is two instants when the clocks fall back, and none is picked', () => {
    expect(parseIsoDateTime('2027-11-07T01:30:00')).toEqual({
      ok: false,
      why: 'fold',
      instants: [utc('2027-11-07T05:30:00Z'), utc('2027-11-07T06:30:00Z')],
    });
  });
  test('every instant reads back from the time that the business shows for it', () => {
    const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const zones = fc.constantFrom(
      DEFAULT_ZONE,
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
    );
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const shown = toBusinessTime(instant, zone);
        expect(instantOf(shown)).toBe(instant.getTime());
        const local = parseIsoDateTime(shown.replace(/(Z|[+-]\d\d:\d\d)$/, ''), zone);
        const candidates = local.ok ? [local.instant] : local.why === 'fold' ? local.instants : [];
        expect(candidates).toContain(instant.getTime());
      }),
    );
  });
});

describe('showing a time', () => {
  test('UTC and Pacific to Eastern', () => {
    expect(toBusinessTime('2025-11-16T19:00:00Z')).toBe('2025-11-16T14:00:00-05:00');
    expect(toBusinessTime('2025-11-16T11:00:00-08:00')).toBe('2025-11-16T14:00:00-05:00');
    expect(toBusinessTime('2025-07-16T18:00:00Z')).toBe('2025-07-16T14:00:00-04:00');
  });
  test('the two display formats: as one says it, and as one writes it', () => {
    expect(formatForDisplay('2025-11-16T14:00:00-05:00', 'voice')).toBe('2 PM on November 16, 2025');
    expect(formatForDisplay('2025-11-16T14:30:00-05:00', 'voice')).toBe('2:30 PM on November 16, 2025');
    expect(formatForDisplay('2025-11-16T19:00:00Z', 'sms')).toBe('November 16, 2025 at 2:00 PM');
    expect(formatForDisplay('2025-11-16T19:00:00Z', 'email')).toBe('November 16, 2025 at 2:00 PM');
  });
});

describe('comparing times', () => {
  test('instants decide, never strings', () => {
    expect(sameInstant('2025-11-16T14:00:00-05:00', '2025-11-16T19:00:00Z')).toBe(true);
    expect(sameInstant('2025-11-16T14:00:00-05:00', '2025-11-16T14:00:00Z')).toBe(false);
  });
  test('a slot matches its start however it is written, and no local time that is none or two', () => {
    expect(slotMatchesRequest('2025-11-16T14:00:00-05:00', '2025-11-16T11:00-08:00')).toBe(true);
    expect(slotMatchesRequest('2025-11-16T14:00:00-05:00', '2025-11-16T14:00')).toBe(true);
    expect(slotMatchesRequest('2025-11-16T14:00:00-05:00', '2025-11-16T14:00Z')).toBe(false);
    expect(slotMatchesRequest('2027-11-07T01:30:00-04:00', '2027-11-07T01:30')).toBe(false);
  });
  test('a zone is one that the time zone database knows', () => {
    expect([isZone('America/New_York'), isZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
