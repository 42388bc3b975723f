import type { Business } from '@slotguard/contracts';
import { businessSchema } from '@slotguard/contracts';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { availability, reviewApproval, type Busy } from './index.js';

// An oracle of its own: luxon's wall clock, minute by minute, and nothing of the code under test.
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'] as const;
const HOUR = 3_600_000;

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const shown = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const span = fc
  .tuple(clock, fc.integer({ min: 1, max: 48 }))
  .map(([from, quarters]) => `${shown(from)}-${shown(Math.min(from + quarters * 15, 1440))}`);
const week = fc.record(
  Object.fromEntries(DAYS.map((day) => [day, fc.array(span, { maxLength: 2 })])) as Record<
    (typeof DAYS)[number],
    fc.Arbitrary<string[]>
  >,
);
const business: fc.Arbitrary<Business> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    services: fc.record({ minutes: fc.constantFrom(5, 15, 30, 60, 90), bufferMinutes: fc.constantFrom(0, 10, 30) }),
    hours: week,
    ana: fc.option(week, { nil: undefined }),
    slotStepMinutes: fc.constantFrom(5, 15, 20, 30, 60),
    minimumNoticeMinutes: fc.constantFrom(0, 60, 1500),
    horizonDays: fc.constantFrom(1, 3, 14),
    off: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  })
  .map(({ services, ana, off, ...rest }) =>
    businessSchema.parse({
      ...{ ...rest, id: 'b', name: 'B', services: [{ id: 's', name: 'S', ...services }] },
      resources: [
        { id: 'ana', name: 'Ana', ...(ana ? { hours: ana } : {}) },
        { id: 'maya', name: 'Maya' },
      ],
      timeOff: off === undefined ? [] : [{ resource: 'maya', from: `2027-03-1${off}`, to: `2027-03-1${off + 2}` }],
    }),
  );
/** Around the days on which clocks change, and on any other. */
const now = fc
  .tuple(
    fc.constantFrom('2027-03-13T00:00Z', '2027-04-03T00:00Z', '2027-11-06T00:00Z'),
    fc.integer({ min: 0, max: 72 }),
  )
  .map(([day, hours]) => Date.parse(day) + hours * HOUR);
const query = (at: number, zone: string): fc.Arbitrary<AvailabilityQuery> =>
  fc.record(
    {
      service: fc.constant('s'),
      resource: fc.constantFrom('ana', 'maya'),
      date: fc
        .integer({ min: -1, max: 4 })
        .map((days) => DateTime.fromMillis(at, { zone }).plus({ days }).toISODate()!),
      time: clock.map(shown),
      timeFrom: clock.map(shown),
      partOfDay: fc.constantFrom('morning' as const, 'afternoon' as const, 'evening' as const),
      after: fc.integer({ min: 0, max: 48 }).map((hours) => new Date(at + hours * HOUR).toISOString()),
    },
    { requiredKeys: ['service'] },
  ) as fc.Arbitrary<AvailabilityQuery>;
const asked = fc.tuple(business, now).chain(([shop, at]) =>
  fc.record({
    shop: fc.constant(shop),
    at: fc.constant(at),
    query: query(at, shop.timeZone),
    limit: fc.integer({ min: 1, max: 12 }),
    busy: fc.array(
      fc
        .record({
          resource: fc.constantFrom('ana', 'maya'),
          from: fc.integer({ min: -10, max: 400 }),
          quarters: fc.integer({ min: 1, max: 20 }),
        })
        .map(({ resource, from, quarters }): Busy => {
          const begins = at + from * HOUR * 0.25;
          return { resource, from: begins, to: begins + quarters * HOUR * 0.25 };
        }),
      { maxLength: 12 },
    ),
  }),
);

/** Whether somebody standing in the shop would say that this resource works at this minute. */
function works(shop: Business, resource: string, instant: number): boolean {
  const wall = DateTime.fromMillis(instant, { zone: shop.timeZone });
  const day = DAYS[wall.weekday - 1]!;
  const minutes = wall.hour * 60 + wall.minute;
  const within = (hours: readonly string[]): boolean =>
    hours.some((one) => {
      const [from, to] = one.split('-').map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
      return from! <= minutes && minutes < to!;
    });
  const own = shop.resources.find(({ id }) => id === resource)?.hours;
  const off = shop.timeOff.some(
    (time) => time.resource === resource && time.from <= wall.toISODate()! && wall.toISODate()! <= time.to,
  );
  return within(shop.hours[day]) && (own === undefined || within(own[day])) && !off;
}

/** Minutes on the clock between a slot and what was asked for. */
function minutesAway({ start }: Slot, { time, timeFrom = '00:00', partOfDay }: AvailabilityQuery): number {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const parts = { morning: ['00:00', '11:59'], afternoon: ['12:00', '16:59'], evening: ['17:00', '23:59'] } as const;
  const [partFrom, partTo] = partOfDay === undefined ? ['00:00', '23:59'] : parts[partOfDay];
  const from = minutes(time ?? (timeFrom > partFrom ? timeFrom : partFrom));
  const at = minutes(start.slice(11, 16));
  return Math.max(0, from - at, at - minutes(time ?? partTo));
}

describe('whatever is asked of whatever business', () => {
  test('every slot listed can be booked: in hours, free, in time; one per start, no more than asked for; the nearest by the clock first on each day', () => {
    fc.assert(
      fc.property(asked, ({ shop, at, query, limit, busy }) => {
        const answer = availability(shop, query, busy, at, limit);
        expect(answer.success).toBe(true);
        expect(answer.slots.length).toBeLessThanOrEqual(limit);
        const starts = answer.slots.map(({ start }) => Date.parse(start));
        expect(new Set(starts).size).toBe(starts.length);
        for (const day of new Set(answer.slots.map(({ start }) => start.slice(0, 10)))) {
          const away = answer.slots
            .filter(({ start }) => start.startsWith(day))
            .map((slot) => minutesAway(slot, query));
          expect(away).toEqual([...away].sort((a, b) => a - b));
        }
        for (const slot of answer.slots) checkSlot(shop, slot, at, busy, query);
      }),
      { numRuns: 250 },
    );
  });

  function checkSlot(shop: Business, slot: Slot, at: number, busy: readonly Busy[], query: AvailabilityQuery): void {
    const { minutes, bufferMinutes } = shop.services[0]!;
    const [start, end] = [Date.parse(slot.start), Date.parse(slot.end)];
    expect(end - start).toBe(minutes * 60_000);
    expect(start).toBeGreaterThanOrEqual(at + shop.minimumNoticeMinutes * 60_000);
    for (let minute = start; minute < end; minute += 300_000) expect(works(shop, slot.resource, minute)).toBe(true);
    const freeFor = end + bufferMinutes * 60_000;
    expect(busy.filter((one) => one.resource === slot.resource && one.from < freeFor && start < one.to)).toEqual([]);
    if (query.resource !== undefined) expect(slot.resource).toBe(query.resource);
    const { slotId: _, ...args } = slot;
    const validUntil = new Date(at + 60_000).toISOString();
    const approved = { args, validUntil, request: 'r', adjustments: {}, mode: 'enforce' as const, policy: 'p' };
    if (start > at) expect(reviewApproval(shop, approved, at)).toMatchObject({ ok: true, candidates: [{ slot }] });
  }

  test('a time that is free is listed without an excuse, one that is not never is', () => {
    fc.assert(
      fc.property(asked, ({ shop, at, query: { time: _, after: __, ...rest }, busy }) => {
        // Every opening of the day, asked for by its own time, is there; with a note, the time itself is not.
        const day = { service: 's', date: rest.date ?? DateTime.fromMillis(at, { zone: shop.timeZone }).toISODate()! };
        const all = availability(shop, day, busy, at, 50);
        if (all.note !== undefined) return;
        for (const slot of all.slots.slice(0, 3)) {
          const answer = availability(shop, { ...day, time: slot.start.slice(11, 16) }, busy, at, 3);
          expect(answer).not.toHaveProperty('note');
          expect(answer.slots).toContainEqual(slot);
        }
        const never = availability(shop, { ...day, time: '03:07' }, busy, at, 12);
        expect(never.note).toBeDefined();
        expect(never.slots.map(({ start }) => start.slice(11, 16))).not.toContain('03:07');
      }),
      { numRuns: 120 },
    );
  });
});
