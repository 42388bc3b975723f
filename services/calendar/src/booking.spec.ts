import 'reflect-metadata';
import { AVAILABILITY_PATTERN, type AvailabilityAnswer, type Business, type StoredEvent } from '@slotguard/contracts';
import type { BookingApproved } from '@slotguard/conversation';
import { LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { launchPostgres, runSql, waitFor } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { lastValueFrom } from 'rxjs';
import type { DataSource } from 'typeorm';
import { migrations } from './database/migrations.js';
import { openCalendarDatabase } from './database/open-calendar-database.js';
import { Appointments, CalendarUnavailable } from './index.js';
import { aBusiness } from './testing/a-business.js';
import { anApproval, type ApprovalOptions } from './testing/an-approval.js';
import { startCalendar } from './testing/start-calendar.js';

/** Monday, ten in the morning; approvals are good until two minutes past. */
const NOW = new Date('2026-11-16T10:00:00-05:00');
const clock = { now: () => NOW };

const postgres = postgresOfSpec();
let url: string;
beforeEach(async () => {
  url = await postgres.createDatabase();
});
let closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.reverse()) await close();
  closings = [];
});

async function calendarOn(log: EventLog, business: Business = aBusiness()) {
  const { app, client } = await startCalendar({ business, log, databaseUrl: url, clock });
  closings.push(() => app.close());
  return { app, client };
}

const outcomeOf = async (log: EventLog, { business, conversation, data }: BookingApproved): Promise<StoredEvent> => {
  const outcome = await log.waitFor({ business, conversation, id: `apt-${data.request}` }, { timeoutMs: 20_000 });
  if (!outcome) throw new Error('no outcome');
  return outcome;
};
async function outcome(log: EventLog, options: ApprovalOptions): Promise<StoredEvent> {
  const approval = anApproval(options);
  await log.append(approval);
  return outcomeOf(log, approval);
}
const appointments = (): Promise<Record<string, unknown>[]> =>
  runSql(url, 'select * from calendar.appointment order by conversation');

describe('an approved request', () => {
  test('is booked: the appointment is in the table, and the log says so', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    expect(await outcome(log, {})).toMatchObject({
      id: 'apt-req-1',
      type: 'AppointmentBooked',
      writer: 'calendar',
      channel: 'sms',
      correlation: 'utt-c1',
      causation: 'dec-req-1',
      time: '2026-11-16T10:00:00-05:00',
      data: {
        request: 'req-1',
        appointment: 'apt-req-1',
        slot: {
          slotId: 'botox_ana_20261117T190000Z',
          start: '2026-11-17T14:00:00-05:00',
          end: '2026-11-17T14:30:00-05:00',
          service: 'botox',
          resource: 'ana',
        },
      },
    });
    expect(await appointments()).toMatchObject([{ id: 'apt-req-1', resource: 'ana', status: 'booked' }]);
  });

  test('keeps its time and its buffer free of others, and lets neighbours pass', async () => {
    const log = new MemoryEventLog();
    const services = [{ id: 'botox', name: 'Botox', minutes: 30, bufferMinutes: 30 }];
    await calendarOn(log, aBusiness({ services }));
    const at = (request: string, from: string, to: string): Promise<StoredEvent> =>
      outcome(log, {
        request,
        args: { start: `2026-11-17T${from}:00-05:00`, end: `2026-11-17T${to}:00-05:00` },
      });
    expect((await at('req-1', '14:00', '14:30')).type).toBe('AppointmentBooked');
    expect((await at('req-2', '14:30', '15:00')).data).toMatchObject({ reason: 'slot_taken' });
    expect((await at('req-3', '13:30', '14:00')).data).toMatchObject({ reason: 'slot_taken' });
    expect((await at('req-4', '13:00', '13:30')).type).toBe('AppointmentBooked');
    expect((await at('req-5', '15:00', '15:30')).type).toBe('AppointmentBooked');
  });

  test('of another customer for the same slot is declined, of another provider booked', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await outcome(log, { conversation: 'first' });
    const second = await outcome(log, { conversation: 'second' });
    expect(second.type).toBe('AppointmentDeclined');
    expect(second.data).toEqual({ request: 'req-1', reason: 'slot_taken', slot: anApproval().data.args });
    expect((await outcome(log, { conversation: 'third', args: { resource: 'maya' } })).type).toBe('AppointmentBooked');
  });

  test('of fifty customers at once for one slot books one, and tells the forty-nine others', async () => {
    const log = new MemoryEventLog();
    await Promise.all([calendarOn(log), calendarOn(log), calendarOn(log)]);
    const approvals = Array.from({ length: 50 }, (_, n) => anApproval({ conversation: `c${n}` }));
    await Promise.all(approvals.map((approval) => log.append(approval)));
    const outcomes = await Promise.all(approvals.map((approval) => outcomeOf(log, approval)));
    const said = outcomes.map(({ type, data }) => (data as { reason?: string }).reason ?? type);
    expect(said.filter((what) => what === 'AppointmentBooked')).toHaveLength(1);
    expect(said.filter((what) => what === 'slot_taken')).toHaveLength(49);
    expect(await appointments()).toHaveLength(1);
    expect(await log.listParked()).toEqual([]);
  });

  test('handed out again, or to two calendars at once, is booked once and told the same', async () => {
    const source = await openCalendarDatabase(url);
    closings.push(() => source.destroy());
    const rivals = [1, 2, 3].map(() => new Appointments({ source, business: aBusiness(), clock }));
    const rows = await Promise.all(rivals.flatMap((one) => [one.outcomeOf(anApproval()), one.outcomeOf(anApproval())]));
    for (const row of rows) expect(row).toEqual(rows[0]);
    const later = new Appointments({ source, business: aBusiness(), clock: { now: () => new Date('2027-01-01') } });
    expect(await later.outcomeOf(anApproval())).toEqual(rows[0]);
    expect(await appointments()).toHaveLength(1);
  });

  test('whose calendar crashed between booking and telling is told at the next start, and booked once', async () => {
    const log = new MemoryEventLog();
    const real = log.append.bind(log);
    log.append = async (event) => {
      if (event.writer === 'calendar') throw new LogUnavailable('crash');
      return real(event);
    };
    const { app: crashed } = await calendarOn(log);
    await log.append(anApproval());
    await waitFor(async () => (await appointments()).length === 1);
    await crashed.close();
    expect(await log.get({ business: 'salon', conversation: 'c1', id: 'apt-req-1' })).toBeUndefined();

    log.append = real;
    await calendarOn(log);
    expect((await outcomeOf(log, anApproval())).type).toBe('AppointmentBooked');
    expect(await appointments()).toHaveLength(1);
  });

  test('by anyone but the guard, or that cannot be read, is parked and books nothing', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await log.append({ ...anApproval({ conversation: 'forged' }), writer: 'sms' });
    await log.append({ ...anApproval({ conversation: 'newer' }), version: 99 });
    await log.append({ ...anApproval({ conversation: 'broken' }), data: {} });
    await waitFor(async () => (await log.listParked('calendar')).length === 3);
    expect(await appointments()).toEqual([]);
    expect((await outcome(log, { conversation: 'neighbour' })).type).toBe('AppointmentBooked');
  });
});

describe("the calendar's own rules", () => {
  const short = aBusiness({
    services: [
      { id: 'botox', name: 'Botox', aliases: ['tox'], minutes: 30 },
      { id: 'facial', name: 'Facial', minutes: 60 },
    ],
    resources: [
      { id: 'ana', name: 'Ana Reyes', services: ['botox'] },
      { id: 'maya', name: 'Maya Chen' },
    ],
    timeOff: [{ resource: 'ana', from: '2026-11-19', to: '2026-11-19' }],
    horizonDays: 30,
  });
  const facial = { service: 'facial', end: '2026-11-17T15:00:00-05:00' };
  let source: DataSource;
  beforeAll(async () => {
    source = await openCalendarDatabase(await postgres.createDatabase());
  });
  afterAll(() => source.destroy());

  test.each<[string, ApprovalOptions, string]>([
    ['in the past', { args: { start: '2026-11-16T09:30:00-05:00' } }, 'in_the_past'],
    ['that begins just now', { args: { start: '2026-11-16T10:00:00-05:00' } }, 'in_the_past'],
    ['whose approval has run out', { validUntil: '2026-11-16T09:59:59-05:00' }, 'too_late'],
    ['of an unknown service', { args: { service: 'massage' } }, 'not_bookable'],
    ['of an unknown provider', { args: { resource: 'bob' } }, 'not_bookable'],
    ['of a provider who does not give the service', { args: facial }, 'not_bookable'],
    ['of the wrong length', { args: { end: '2026-11-17T15:00:00-05:00' } }, 'not_bookable'],
    ['before opening', { args: { start: '2026-11-17T08:30:00-05:00', end: undefined } }, 'not_bookable'],
    ['that ends after closing', { args: { start: '2026-11-17T17:45:00-05:00', end: undefined } }, 'not_bookable'],
    ['on a closed day', { args: { start: '2026-11-22T14:00:00-05:00', end: undefined } }, 'not_bookable'],
    ["on the provider's day off", { args: { start: '2026-11-19T14:00:00-05:00', end: undefined } }, 'not_bookable'],
    ['too far ahead', { args: { start: '2027-11-16T14:00:00-05:00', end: undefined } }, 'not_bookable'],
  ])('decline a slot %s', async (because, options, reason) => {
    const approval = anApproval({ ...options, conversation: because.replaceAll(/\W/g, '-') });
    const { said } = await new Appointments({ source, business: short, clock }).outcomeOf(approval);
    expect(said).toEqual({ kind: 'declined', reason, slot: approval.data.args });
    expect(await source.query('select from calendar.appointment')).toEqual([]);
  });

  test('let one customer have as many appointments to come as the business allows, and no other feels it', async () => {
    const own = await openCalendarDatabase(url);
    closings.push(() => own.destroy());
    const business = { ...aBusiness(), appointmentsPerCustomer: 2 };
    const asks = async (
      request: string,
      hour: number,
      more: ApprovalOptions & { now?: Date } = {},
    ): Promise<string> => {
      const { now = NOW, ...over } = more;
      const args = { start: `2026-11-17T${String(hour).padStart(2, '0')}:00:00-05:00`, end: undefined };
      const validUntil = '2026-11-20T10:00:00-05:00';
      const approval = anApproval({ request, args, validUntil, ...over });
      const { said } = await new Appointments({ source: own, business, clock: { now: () => now } }).outcomeOf(approval);
      return 'reason' in said ? said.reason : said.kind;
    };
    expect([await asks('req-1', 9), await asks('req-2', 10), await asks('req-3', 11)]).toEqual([
      'booked',
      'booked',
      'too_many',
    ]);
    expect(await asks('req-4', 11, { conversation: 'another' })).toBe('booked');
    // What was decided once stays, also when one more is free by then.
    const afterTheFirst = new Date('2026-11-17T09:45:00-05:00');
    expect(await asks('req-3', 11, { now: afterTheFirst })).toBe('too_many');
    expect(await asks('req-5', 12, { now: afterTheFirst })).toBe('booked');
    expect(await asks('req-6', 13, { now: afterTheFirst })).toBe('too_many');
    await own.query(`update calendar.appointment set status = 'cancelled' where id = 'apt-req-5'`);
    expect(await asks('req-7', 13, { now: afterTheFirst })).toBe('booked');
  });

  test('fill in what an approval without a guard left out: the end, and a provider who is free', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    const open = { service: 'Tox', end: undefined, resource: undefined };
    const outcomes = [
      await outcome(log, { request: 'req-1', args: open }),
      await outcome(log, { request: 'req-2', args: open }),
      await outcome(log, { request: 'req-3', args: open }),
    ];
    const slots = outcomes.map(({ data }) => (data as { slot: { resource?: string; service: string } }).slot);
    expect(outcomes.map(({ type }) => type)).toEqual(['AppointmentBooked', 'AppointmentBooked', 'AppointmentDeclined']);
    expect(
      slots
        .slice(0, 2)
        .map(({ resource }) => resource)
        .sort(),
    ).toEqual(['ana', 'maya']);
    expect(slots[0]).toMatchObject({ service: 'botox', end: '2026-11-17T14:30:00-05:00' });
  });
});

describe('two bookings that lock each other out (40P01)', () => {
  let rival: pg.Client;
  let source: DataSource;
  let lost: string[];
  let ours: Promise<{ said: { kind: string } }>;

  /** The rival holds the slot and waits for what we hold, we hold that and wait for the slot; it has more patience. */
  async function lockOut(): Promise<void> {
    source = await openCalendarDatabase(url);
    closings.push(() => source.destroy());
    lost = [];
    rival = new pg.Client({ connectionString: url });
    await rival.connect();
    closings.push(() => rival.end());
    await rival.query(`set deadlock_timeout = '60s'; begin`);
    await rival.query(`insert into calendar.appointment values ('salon', 'rival', 'apt-x', 'botox', 'ana',
      '2026-11-17T13:45:00-05:00', '2026-11-17T14:15:00-05:00', '2026-11-17T14:15:00-05:00', 'booked')`);
    const options = { source, business: aBusiness(), clock, onLostRace: (code: string) => lost.push(code) };
    ours = new Appointments(options).outcomeOf(anApproval());
    await waitFor(async () => (await waiting()) === 1, { what: 'our booking to wait for the slot' });
    await rival.query(`select pg_advisory_xact_lock(hashtextextended('calendar salon', 0))`);
    // The two answers come over two connections: the rival's may be read first.
    await waitFor(() => lost.length > 0, { what: 'our booking to hear that it lost' });
    expect(lost).toEqual(['40P01']);
  }
  const waiting = async (): Promise<number> =>
    Number((await runSql(url, `select count(*) as n from pg_locks where not granted`))[0]?.['n']);

  test('end in slot_taken when the other one is booked', async () => {
    await lockOut();
    await rival.query('commit');
    expect((await ours).said).toMatchObject({ kind: 'declined', reason: 'slot_taken' });
    expect(await appointments()).toMatchObject([{ conversation: 'rival' }]);
  });

  test('end in our booking when the other one is given up', async () => {
    await lockOut();
    await rival.query('rollback');
    expect((await ours).said).toMatchObject({ kind: 'booked' });
    expect(await appointments()).toMatchObject([{ conversation: 'c1' }]);
  });

  test('when it happens again and again, the request is left for later, and nothing is half done', async () => {
    source = await openCalendarDatabase(url);
    closings.push(() => source.destroy());
    await runSql(
      url,
      `create function calendar.refuse() returns trigger language plpgsql as
       $$ begin raise exception 'always the victim' using errcode = '40P01'; end $$`,
    );
    await runSql(
      url,
      'create trigger refuse before insert on calendar.appointment for each row execute function calendar.refuse()',
    );
    lost = [];
    const options = { source, business: aBusiness(), clock, onLostRace: (code: string) => lost.push(code) };
    await expect(new Appointments(options).outcomeOf(anApproval())).rejects.toThrow(CalendarUnavailable);
    expect(lost).toHaveLength(4);
    await runSql(url, 'drop trigger refuse on calendar.appointment');
    expect((await new Appointments(options).outcomeOf(anApproval())).said.kind).toBe('booked');
  });
});

describe('what is free', () => {
  async function lookUps(business: Business = aBusiness(), log = new MemoryEventLog()) {
    const { client } = await calendarOn(log, business);
    const ask = (query: object, of = 'salon'): Promise<AvailabilityAnswer> =>
      lastValueFrom(client.send(AVAILABILITY_PATTERN, { business: of, query, limit: 3 }));
    return { ask, log };
  }

  test('is answered from the appointments', async () => {
    const { ask, log } = await lookUps();
    const query = { service: 'botox', date: '2026-11-17', time: '14:00', resource: 'ana' };
    expect((await ask(query)).slots.map(({ start }) => start.slice(11, 16))).toEqual(['14:00', '14:30', '13:30']);
    await outcome(log, {});
    const after = await ask(query);
    expect(after.note).toBe('time_not_free');
    expect(after.slots.map(({ start }) => start.slice(11, 16))).toEqual(['14:30', '13:30', '15:00']);
    expect((await ask({ ...query, resource: 'maya' })).slots.map(({ start }) => start.slice(11, 16))).toContain(
      '14:00',
    );
  });

  test('is unknown for another business, and a malformed question is refused', async () => {
    const { ask } = await lookUps();
    expect(await ask({ service: 'botox' }, 'elsewhere')).toEqual({ success: false, slots: [], note: 'unavailable' });
    await expect(ask({ service: 'botox', date: 'tomorrow' })).rejects.toEqual({ code: 'malformed_request' });
  });
});

describe('when the database goes away', () => {
  test('availability says so, an approval waits, and both work again afterwards', async () => {
    const own = await launchPostgres();
    closings.push(() => own.stop());
    url = await own.createDatabase();
    const log = new MemoryEventLog();
    await calendarOn(log);
    const source = await openCalendarDatabase(url);
    closings.push(() => source.destroy());
    const database = new Appointments({ source, business: aBusiness(), clock });
    await database.ping();
    await own.kill();
    await expect(database.busyFrom(0)).rejects.toThrow(CalendarUnavailable);
    await expect(database.ping()).rejects.toMatchObject({ retryable: true });
    await log.append(anApproval());
    await own.restart();
    expect((await outcomeOf(log, anApproval())).type).toBe('AppointmentBooked');
    await waitFor(async () => (await database.busyFrom(0)).length === 1);
    expect(await log.listParked()).toEqual([]);
  });

  test('its tables are made once by many that start at the same time', async () => {
    const sources = await Promise.all(Array.from({ length: 4 }, () => openCalendarDatabase(url)));
    await Promise.all(sources.map((source) => source.destroy()));
    expect(await runSql(url, 'select name from calendar.migration')).toHaveLength(migrations.length);
  });
});
