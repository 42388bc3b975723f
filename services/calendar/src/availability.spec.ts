import { instantOf } from '@slotguard/business-time';
import type { AvailabilityAnswer, Business } from '@slotguard/contracts';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import { describe, expect, test } from '@jest/globals';
import { availability, type Busy } from './index.js';
import { aBusiness } from './testing/a-business.js';

// A Monday, ten in the morning. The week goes to Saturday 2026-11-21; Sunday 2026-11-22 is closed.
const NOW = '2026-11-16T10:00:00-05:00';

interface Asking {
  readonly now?: string;
  readonly business?: Business;
  readonly busy?: readonly Busy[];
  readonly limit?: number;
}
function ask(query: Partial<AvailabilityQuery>, asking: Asking = {}): AvailabilityAnswer {
  const { now = NOW, business = aBusiness(), busy = [], limit = 4 } = asking;
  return availability(business, { service: 'botox', ...query }, busy, instantOf(now), limit);
}
const times = (answer: AvailabilityAnswer): string[] => answer.slots.map(({ start }) => start.slice(0, 16));
const taken = (resource: string, from: string, to: string): Busy => ({
  resource,
  from: instantOf(from),
  to: instantOf(to),
});
const bothTaken = (from: string, to: string): Busy[] => [taken('ana', from, to), taken('maya', from, to)];

describe('asking for a day', () => {
  test('lists its first openings, in order, in the time of the business', () => {
    const answer = ask({ date: '2026-11-17' });
    expect(answer.success).toBe(true);
    expect(answer).not.toHaveProperty('note');
    expect(times(answer)).toEqual(['2026-11-17T09:00', '2026-11-17T09:30', '2026-11-17T10:00', '2026-11-17T10:30']);
    expect(answer.slots[0]).toMatchObject({
      start: '2026-11-17T09:00:00-05:00',
      end: '2026-11-17T09:30:00-05:00',
      service: 'botox',
    });
  });

  test('today begins after the minimum notice', () => {
    expect(times(ask({ date: '2026-11-16' }))[0]).toBe('2026-11-16T11:00');
    expect(times(ask({ date: '2026-11-16' }, { now: '2026-11-16T10:01:00-05:00' }))[0]).toBe('2026-11-16T11:30');
    const ready = aBusiness({ minimumNoticeMinutes: 0 });
    expect(times(ask({ date: '2026-11-16' }, { business: ready }))[0]).toBe('2026-11-16T10:00');
  });

  test('the last opening ends when the business closes', () => {
    expect(times(ask({ date: '2026-11-17', timeFrom: '17:00' }))).toEqual(['2026-11-17T17:00', '2026-11-17T17:30']);
    expect(times(ask({ date: '2026-11-17', timeFrom: '16:30', service: 'facial' }))).toEqual([
      '2026-11-17T16:30',
      '2026-11-17T17:00',
    ]);
  });

  test('nothing named means the next openings there are', () => {
    expect(times(ask({}, { now: '2026-11-16T17:00:00-05:00' }))[0]).toBe('2026-11-17T09:00');
  });

  test('a range is gone through day by day', () => {
    const busy = bothTaken('2026-11-17T09:00:00-05:00', '2026-11-17T17:30:00-05:00');
    expect(times(ask({ date: '2026-11-17', dateTo: '2026-11-20' }, { busy }))).toEqual([
      '2026-11-17T17:30',
      '2026-11-18T09:00',
      '2026-11-18T09:30',
      '2026-11-18T10:00',
    ]);
  });

  test.each([
    ['morning', '2026-11-17T09:00', '2026-11-17T11:30'],
    ['afternoon', '2026-11-17T12:00', '2026-11-17T16:30'],
    ['evening', '2026-11-17T17:00', '2026-11-17T17:30'],
  ] as const)('the %s of a day is from %s to %s', (partOfDay, first, last) => {
    const listed = times(ask({ date: '2026-11-17', partOfDay }, { limit: 50 }));
    expect([listed[0], listed.at(-1)]).toEqual([first, last]);
  });

  test('"something later" and "before noon" are bounds', () => {
    expect(times(ask({ date: '2026-11-17', after: '2026-11-17T14:00:00-05:00' }))[0]).toBe('2026-11-17T14:30');
    const before = ask({ date: '2026-11-17', before: '2026-11-17T10:00:00-05:00' });
    expect(times(before)).toEqual(['2026-11-17T09:00', '2026-11-17T09:30']);
  });

  test('"something later" than the last opening of a day goes on with the next day', () => {
    const answer = ask({ date: '2026-11-17', after: '2026-11-17T17:30:00-05:00' }, { limit: 2 });
    expect(times(answer)).toEqual(['2026-11-18T09:00', '2026-11-18T09:30']);
  });
});

describe('asking for a time', () => {
  test('that is free lists it and the nearest around it', () => {
    const answer = ask({ date: '2026-11-17', time: '14:00' }, { limit: 5 });
    expect(answer).not.toHaveProperty('note');
    expect(times(answer).map((time) => time.slice(11))).toEqual(['14:00', '14:30', '13:30', '15:00', '13:00']);
  });

  test('that is free lists it even when only one can be listed', () => {
    expect(times(ask({ date: '2026-11-17', time: '17:30' }, { limit: 1 }))).toEqual(['2026-11-17T17:30']);
  });

  test('that is taken lists the nearest and says so', () => {
    const busy = bothTaken('2026-11-17T14:00:00-05:00', '2026-11-17T14:30:00-05:00');
    const answer = ask({ date: '2026-11-17', time: '14:00' }, { busy });
    expect(answer.note).toBe('time_not_free');
    expect(times(answer).map((time) => time.slice(11))).toEqual(['14:30', '13:30', '15:00', '13:00']);
  });

  test('between two openings, or in the minimum notice, is not free', () => {
    expect(ask({ date: '2026-11-17', time: '14:10' }).note).toBe('time_not_free');
    const soon = ask({ date: '2026-11-16', time: '10:30' });
    expect(soon.note).toBe('time_not_free');
    expect(times(soon)[0]).toBe('2026-11-16T11:00');
  });

  test('that has passed lists what is left of the day', () => {
    const answer = ask({ date: '2026-11-16', time: '09:00' });
    expect(answer.note).toBe('time_passed');
    expect(times(answer)[0]).toBe('2026-11-16T11:00');
  });

  test('that has passed late in the day lists about the same time on the next days', () => {
    const answer = ask({ date: '2026-11-16', time: '14:00' }, { now: '2026-11-16T17:20:00-05:00' });
    expect(answer.note).toBe('time_passed');
    expect(times(answer)).toEqual(['2026-11-17T14:00', '2026-11-17T14:30', '2026-11-17T13:30', '2026-11-17T15:00']);
  });

  test('after closing lists the last openings of that day', () => {
    const answer = ask({ date: '2026-11-17', time: '19:00' });
    expect(answer.note).toBe('closed');
    expect(times(answer).map((time) => time.slice(11))).toEqual(['17:30', '17:00', '16:30', '16:00']);
  });

  test('without a day means today, or tomorrow when it has passed', () => {
    expect(times(ask({ time: '14:00' }, { limit: 1 }))).toEqual(['2026-11-16T14:00']);
    expect(times(ask({ time: '09:00' }, { limit: 1 }))).toEqual(['2026-11-17T09:00']);
  });

  test('on any day of a range lists the days on which it is free', () => {
    const busy = bothTaken('2026-11-17T14:00:00-05:00', '2026-11-17T14:30:00-05:00');
    const answer = ask({ date: '2026-11-17', dateTo: '2026-11-20', time: '14:00' }, { busy, limit: 3 });
    expect(answer).not.toHaveProperty('note');
    expect(times(answer)).toEqual(['2026-11-18T14:00', '2026-11-19T14:00', '2026-11-20T14:00']);
    const never = ['2026-11-17', '2026-11-18', '2026-11-19'].flatMap((day) =>
      bothTaken(`${day}T14:00:00-05:00`, `${day}T14:30:00-05:00`),
    );
    const around = ask({ date: '2026-11-17', dateTo: '2026-11-19', time: '14:00' }, { busy: never, limit: 3 });
    expect(times(around)).toEqual(['2026-11-17T14:30', '2026-11-17T13:30', '2026-11-18T14:30']);
  });
});

describe('when there is nothing on the day', () => {
  test('a closed Sunday lists the openings of Monday', () => {
    const answer = ask({ date: '2026-11-22' });
    expect(answer.note).toBe('closed');
    expect(times(answer)[0]).toBe('2026-11-23T09:00');
    expect(times(answer).every((time) => time.startsWith('2026-11-23'))).toBe(true);
  });

  test.each([
    ['at two lists Monday at two first, then around it', { time: '14:00' }, ['14:00', '14:30', '13:30', '15:00']],
    ['at five lists Monday at five first', { time: '17:00' }, ['17:00', '17:30', '16:30', '16:00']],
    ['after closing lists Monday’s last first', { time: '20:00' }, ['17:30', '17:00', '16:30', '16:00']],
    ['in the afternoon lists Monday from noon', { partOfDay: 'afternoon' }, ['12:00', '12:30', '13:00', '13:30']],
    ['in the evening lists Monday from five', { partOfDay: 'evening' }, ['17:00', '17:30', '16:30', '16:00']],
    ['from three on lists Monday from three', { timeFrom: '15:00' }, ['15:00', '15:30', '16:00', '16:30']],
  ] as const)('a closed Sunday %s, however many are asked for', (_, wish, first) => {
    const answer = ask({ date: '2026-11-22', ...wish }, { limit: 12 });
    expect(answer.note).toBe('closed');
    expect(answer.slots).toHaveLength(12);
    expect(times(answer).slice(0, 4)).toEqual(first.map((time) => `2026-11-23T${time}`));
  });

  test('the next day that is open comes before a day after it, even where that one has the very time', () => {
    const busy = bothTaken('2026-11-23T10:00:00-05:00', '2026-11-23T18:00:00-05:00');
    expect(times(ask({ date: '2026-11-22', time: '14:00' }, { busy }))).toEqual([
      '2026-11-23T09:30',
      '2026-11-23T09:00',
      '2026-11-24T14:00',
      '2026-11-24T14:30',
    ]);
  });

  test('a fully booked day lists the next', () => {
    const busy = bothTaken('2026-11-17T09:00:00-05:00', '2026-11-17T18:00:00-05:00');
    const answer = ask({ date: '2026-11-17' }, { busy });
    expect(answer.note).toBe('fully_booked');
    expect(times(answer)[0]).toBe('2026-11-18T09:00');
    expect(ask({ date: '2026-11-17', time: '14:00' }, { busy }).note).toBe('fully_booked');
  });

  test('a fully booked morning lists the same day in the afternoon first', () => {
    const busy = bothTaken('2026-11-17T09:00:00-05:00', '2026-11-17T12:00:00-05:00');
    const answer = ask({ date: '2026-11-17', partOfDay: 'morning' }, { busy, limit: 2 });
    expect(answer.note).toBe('fully_booked');
    expect(times(answer)).toEqual(['2026-11-17T12:00', '2026-11-17T12:30']);
  });

  test('today after closing, or yesterday, has passed', () => {
    const late = ask({ date: '2026-11-16' }, { now: '2026-11-16T19:00:00-05:00' });
    expect(late.note).toBe('time_passed');
    expect(times(late)[0]).toBe('2026-11-17T09:00');
    expect(ask({ date: '2026-11-14' }).note).toBe('time_passed');
    expect(times(ask({ date: '2026-11-14' }))[0]).toBe('2026-11-16T11:00');
    const longAgo = ask({ date: '0001-01-01', dateTo: '2026-11-14' });
    expect([longAgo.note, times(longAgo)[0]]).toEqual(['time_passed', '2026-11-16T11:00']);
  });

  test('beyond the days that can be booked, the last of them is listed, about the time asked for', () => {
    const answer = ask({ date: '2027-11-16' }, { business: aBusiness({ horizonDays: 2 }), limit: 2 });
    expect(answer.note).toBe('too_far_ahead');
    expect(times(answer)).toEqual(['2026-11-18T09:00', '2026-11-18T09:30']);
    const atTwo = ask({ date: '2027-11-16', time: '14:00' }, { business: aBusiness({ horizonDays: 2 }), limit: 2 });
    expect(times(atTwo)).toEqual(['2026-11-18T14:00', '2026-11-18T14:30']);
    for (const query of [
      { date: '2026-11-19', time: '14:00' },
      { date: '2026-11-19', dateTo: '2026-11-25' },
    ])
      expect(ask(query, { business: aBusiness({ horizonDays: 2 }) }).note).toBe('too_far_ahead');
  });

  test('a year fully booked has an answer too: none', () => {
    const busy = bothTaken('2026-01-01T00:00:00-05:00', '2028-01-01T00:00:00-05:00');
    expect(ask({ date: '2026-11-17' }, { busy })).toEqual({ success: true, slots: [], note: 'fully_booked' });
  });
});

describe('what cannot be answered', () => {
  test('is an unknown service or provider, or a day that is none', () => {
    expect(ask({ service: 'massage' })).toEqual({ success: false, slots: [], note: 'unknown_service' });
    expect(ask({ resource: 'bob' })).toEqual({ success: false, slots: [], note: 'unknown_resource' });
    expect(ask({ date: '2026-02-30' })).toEqual({ success: false, slots: [] });
  });

  test('a service and a provider are also known by their names', () => {
    expect(ask({ service: 'Tox', resource: 'ANA' }).slots[0]).toMatchObject({ service: 'botox', resource: 'ana' });
  });
});

describe('providers', () => {
  const tuesday = { date: '2026-11-17' };
  const resources = (answer: AvailabilityAnswer): string[] => answer.slots.map(({ resource }) => resource);

  test('one opening per start', () => {
    const answer = ask(tuesday, { limit: 18 });
    expect(new Set(times(answer)).size).toBe(18);
  });

  test('share the work fairly, over a day and among customers who all come at two', () => {
    const share = (answers: AvailabilityAnswer[]): number => {
      const all = answers.flatMap(resources);
      return all.filter((resource) => resource === 'ana').length / all.length;
    };
    const month = Array.from({ length: 60 }, (_, day) =>
      new Date(Date.UTC(2026, 10, 17 + day)).toISOString().slice(0, 10),
    );
    const days = month.map((date) => ask({ date }, { limit: 18 })).filter(({ note }) => note === undefined);
    const twos = month
      .map((date) => ask({ date, time: '14:00' }, { limit: 1 }))
      .filter(({ note }) => note === undefined);
    for (const one of [share(days), share(twos)]) {
      expect(one).toBeGreaterThan(0.35);
      expect(one).toBeLessThan(0.65);
    }
  });

  test('the same start names the same provider in every list, whatever else gets booked', () => {
    const find = (busy: Busy[]): Slot | undefined =>
      ask({ ...tuesday, time: '14:00' }, { busy }).slots.find(({ start }) => start.includes('T14:00'));
    const before = find([]);
    const after = find([
      taken(before?.resource ?? '', '2026-11-17T09:00:00-05:00', '2026-11-17T14:00:00-05:00'),
      taken(before?.resource ?? '', '2026-11-17T14:30:00-05:00', '2026-11-17T18:00:00-05:00'),
    ]);
    expect(after).toEqual(before);
  });

  test('when one is busy the other takes it', () => {
    const busy = [taken('ana', '2026-11-17T09:00:00-05:00', '2026-11-17T18:00:00-05:00')];
    expect(new Set(resources(ask(tuesday, { busy, limit: 18 })))).toEqual(new Set(['maya']));
  });

  test('the one asked for is the one listed', () => {
    expect(new Set(resources(ask({ ...tuesday, resource: 'maya' }, { limit: 18 })))).toEqual(new Set(['maya']));
  });

  test('one who does not give the service, is off, or has shorter hours is not listed', () => {
    const off = aBusiness({ timeOff: [{ resource: 'ana', from: '2026-11-16', to: '2026-11-17' }] });
    expect(resources(ask(tuesday, { business: off, limit: 18 }))).not.toContain('ana');
    const narrow = aBusiness({
      resources: [
        { id: 'ana', name: 'Ana', services: ['facial'] },
        { id: 'maya', name: 'Maya', hours: { tuesday: ['08:00-10:00', '17:00-19:00'] } },
      ],
    });
    expect(times(ask(tuesday, { business: narrow, limit: 18 })).map((time) => time.slice(11))).toEqual([
      '09:00',
      '09:30',
      '17:00',
      '17:30',
    ]);
    expect(ask({ ...tuesday, resource: 'ana' }, { business: narrow }).note).toBe('unknown_resource');
  });

  test('time off of the whole business closes it', () => {
    const holiday = aBusiness({ timeOff: [{ from: '2026-11-26', to: '2026-11-27' }] });
    const answer = ask({ date: '2026-11-26' }, { business: holiday });
    expect(answer.note).toBe('closed');
    expect(times(answer)[0]).toBe('2026-11-28T09:00');
  });
});

describe('buffers', () => {
  const business = aBusiness({
    services: [{ id: 'botox', name: 'Botox', minutes: 30, bufferMinutes: 15 }],
    resources: [{ id: 'ana', name: 'Ana' }],
  });

  test('an opening leaves room for its own buffer before the next appointment', () => {
    const busy = [taken('ana', '2026-11-17T10:00:00-05:00', '2026-11-17T10:45:00-05:00')];
    expect(times(ask({ date: '2026-11-17' }, { business, busy })).map((time) => time.slice(11))).toEqual([
      '09:00',
      '11:00',
      '11:30',
      '12:00',
    ]);
  });

  test('the last appointment may be tidied up after closing', () => {
    expect(times(ask({ date: '2026-11-17', timeFrom: '17:30' }, { business }))).toEqual(['2026-11-17T17:30']);
  });

  test('a lunch break is kept, adjoining hours are one', () => {
    const lunch = aBusiness({ hours: { tuesday: ['09:00-12:00', '13:00-15:00', '15:00-16:00'] } });
    const listed = times(ask({ date: '2026-11-17', service: 'facial' }, { business: lunch, limit: 50 }));
    expect(listed.map((time) => time.slice(11))).toEqual([
      ...['09:00', '09:30', '10:00', '10:30', '11:00'],
      ...['13:00', '13:30', '14:00', '14:30', '15:00'],
    ]);
  });
});

describe('the days on which clocks change', () => {
  const always = ['00:00-24:00'];
  const open = aBusiness({
    horizonDays: 400,
    slotStepMinutes: 30,
    resources: [{ id: 'ana', name: 'Ana' }],
    hours: { saturday: always, sunday: always, monday: always },
  });
  const starts = (query: Partial<AvailabilityQuery>): string[] =>
    ask(query, { business: open, limit: 50 }).slots.map(({ start }) => start);

  test('an hour that no clock shows has no openings (2027-03-14)', () => {
    const listed = starts({ date: '2027-03-14' });
    expect(listed).toHaveLength(46);
    expect(listed.slice(2, 6)).toEqual([
      '2027-03-14T01:00:00-05:00',
      '2027-03-14T01:30:00-05:00',
      '2027-03-14T03:00:00-04:00',
      '2027-03-14T03:30:00-04:00',
    ]);
    expect(ask({ date: '2027-03-14', time: '02:30' }, { business: open }).note).toBe('time_not_free');
  });

  test('an hour that clocks show twice has its openings twice, told apart by their offsets (2027-11-07)', () => {
    const listed = starts({ date: '2027-11-07' });
    expect(listed).toHaveLength(50);
    expect(listed.slice(2, 7)).toEqual([
      '2027-11-07T01:00:00-04:00',
      '2027-11-07T01:30:00-04:00',
      '2027-11-07T01:00:00-05:00',
      '2027-11-07T01:30:00-05:00',
      '2027-11-07T02:00:00-05:00',
    ]);
    const atOneThirty = ask({ date: '2027-11-07', time: '01:30' }, { business: open, limit: 2 });
    expect(atOneThirty.slots.map(({ start }) => start)).toEqual([
      '2027-11-07T01:30:00-04:00',
      '2027-11-07T01:30:00-05:00',
    ]);
    expect(new Set(atOneThirty.slots.map(({ slotId }) => slotId)).size).toBe(2);
  });

  test('one in the afternoon is 18:00Z the day before, 17:00Z on the day in spring, 18:00Z in autumn', () => {
    const utc = (date: string): string | undefined => {
      const slot = ask({ date, time: '13:00' }, { business: open, limit: 1 }).slots[0];
      return slot && new Date(instantOf(slot.start)).toISOString().slice(11, 16);
    };
    expect([utc('2027-03-13'), utc('2027-03-14'), utc('2027-11-07')]).toEqual(['18:00', '17:00', '18:00']);
  });

  test('hours that begin or end within the change are kept in the narrower reading', () => {
    const night = aBusiness({ horizonDays: 400, hours: { sunday: ['01:30-04:00'] } });
    const listed = (date: string): string[] =>
      ask({ date }, { business: night, limit: 50 }).slots.map(({ start }) => start.slice(11));
    expect(listed('2027-11-07')[0]).toBe('01:30:00-05:00');
    expect(listed('2027-03-14')).toEqual(['01:30:00-05:00', '03:00:00-04:00', '03:30:00-04:00']);
  });
});
