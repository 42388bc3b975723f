import 'reflect-metadata';
import { AVAILABILITY_PATTERN, type AvailabilityAnswer, type StoredEvent } from '@slotguard/contracts';
import { requestOf, type Instruction } from '@slotguard/conversation';
import { LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import type { InProcessClient } from '@slotguard/service-kit';
import { runSql, waitFor } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { lastValueFrom } from 'rxjs';
import type { DataSource } from 'typeorm';
import { openCalendarDatabase } from './database/open-calendar-database.js';
import { Appointments, CalendarUnavailable } from './index.js';
import { aBusiness } from './testing/a-business.js';
import { aCancellation, aMove, anOrder, atTime } from './testing/a-change.js';
import { anApproval } from './testing/an-approval.js';
import { startCalendar } from './testing/start-calendar.js';

/** Monday, ten in the morning; approvals are good until two minutes past. */
const NOW = new Date('2026-11-16T10:00:00-05:00');
const clock = { now: () => NOW };

const postgres = postgresOfSpec();
let url: string;
let source: DataSource;
let closings: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  url = await postgres.createDatabase();
  source = await openCalendarDatabase(url);
  closings = [() => source.destroy()];
});
afterEach(async () => {
  for (const close of closings.reverse()) await close();
});

const desk = (now = NOW): Appointments =>
  new Appointments({ source, business: aBusiness(), clock: { now: () => now } });
const said = async (approval: Instruction, now = NOW): Promise<object> => (await desk(now).outcomeOf(approval)).said;
/** "c1 apt-req-1 14:00 booked" */
async function rows(): Promise<string[]> {
  const all = await runSql(url, 'select * from calendar.appointment order by conversation, id');
  return all.map(({ conversation, id, starts_at: at, status }) => {
    const clockTime = new Date((at as Date).getTime() - 5 * 3_600_000).toISOString().slice(11, 16);
    return `${String(conversation)} ${String(id)} ${clockTime} ${String(status)}`;
  });
}

async function calendarOn(log: EventLog): Promise<InProcessClient> {
  const { app, client } = await startCalendar({ business: aBusiness(), log, databaseUrl: url, clock });
  closings.push(() => app.close());
  return client;
}
async function outcome(log: EventLog, approval: Instruction): Promise<StoredEvent> {
  await log.append(approval);
  const { business, conversation } = approval;
  const event = await log.waitFor({ business, conversation, id: `apt-${requestOf(approval)}` }, { timeoutMs: 20_000 });
  if (!event) throw new Error('no outcome');
  return event;
}

describe('an approved cancellation', () => {
  test('frees the time: the log says what was cancelled, and somebody else may book it', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await outcome(log, anApproval());
    expect(await outcome(log, aCancellation())).toMatchObject({
      id: 'apt-req-2',
      type: 'AppointmentCancelled',
      writer: 'calendar',
      causation: 'dec-req-2',
      data: {
        request: 'req-2',
        appointment: 'apt-req-1',
        slot: { start: '2026-11-17T14:00:00-05:00', resource: 'ana' },
      },
    });
    expect((await outcome(log, anApproval({ conversation: 'c2' }))).type).toBe('AppointmentBooked');
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 cancelled', 'c2 apt-req-1 14:00 booked']);
    expect(await log.listParked()).toEqual([]);
  });

  test.each<[string, Parameters<typeof aCancellation>[0], Date, string]>([
    ['of an appointment that there is not', { appointment: 'apt-x' }, NOW, 'no_appointment'],
    ['of another conversation’s appointment', { conversation: 'c2' }, NOW, 'no_appointment'],
    ['that comes after its time', { validUntil: '2026-11-16T09:59:00-05:00' }, NOW, 'too_late'],
    ['of an appointment that has begun', {}, new Date('2026-11-17T14:00:00-05:00'), 'in_the_past'],
  ])('%s changes nothing', async (_, options, now, reason) => {
    await said(anApproval());
    expect(await said(aCancellation(options), now)).toEqual({ kind: 'not_changed', reason });
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked']);
  });

  test('handed out again, or to many calendars at once, is told the same; a second one finds nothing left', async () => {
    await said(anApproval());
    const all = await Promise.all([1, 2, 3, 4].map(() => said(aCancellation())));
    for (const one of all) expect(one).toEqual(all[0]);
    expect(all[0]).toMatchObject({ kind: 'cancelled' });
    expect(await said(aCancellation({ request: 'req-3' }))).toEqual({ kind: 'not_changed', reason: 'no_appointment' });
  });
});

describe('what an operator orders to cancel', () => {
  test('is cancelled without any words of the customer’s: the log says so, and somebody else may book the time', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await outcome(log, anApproval());
    expect(await outcome(log, anOrder())).toMatchObject({
      id: 'apt-cancel-1',
      type: 'AppointmentCancelled',
      writer: 'calendar',
      channel: 'sms',
      causation: 'cancel-1',
      data: { request: 'cancel-1', appointment: 'apt-req-1', slot: { start: '2026-11-17T14:00:00-05:00' } },
    });
    expect((await outcome(log, anApproval({ conversation: 'c2' }))).type).toBe('AppointmentBooked');
    expect(await log.listParked()).toEqual([]);
  });

  test.each<[string, Parameters<typeof anOrder>[0], Date, string]>([
    ['is no appointment', { appointment: 'apt-x' }, NOW, 'no_appointment'],
    ['is another conversation’s', { conversation: 'c2' }, NOW, 'no_appointment'],
    ['has begun', {}, new Date('2026-11-17T14:00:00-05:00'), 'in_the_past'],
  ])('and %s stays as it is, and the log says why', async (_, options, now, reason) => {
    await said(anApproval());
    expect(await said(anOrder(options), now)).toEqual({ kind: 'not_changed', reason });
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked']);
  });

  test('and was moved a moment before is not what the operator saw: it stays at its new place', async () => {
    await said(anApproval());
    await said(aMove(atTime('16:00')));
    expect(await said(anOrder())).toEqual({ kind: 'not_changed', reason: 'no_appointment' });
    expect(await rows()).toEqual(['c1 apt-req-1 16:00 booked']);
  });

  test('at the moment when the customer does, or moves it, is done by one of them; all are told the same for ever after', async () => {
    for (const rival of [aCancellation(), aMove(atTime('16:00'))]) {
      const conversation = rival.type === 'CancellationApproved' ? 'c1' : 'c2';
      await said(anApproval({ conversation }));
      const other = { ...rival, conversation } as typeof rival;
      const both = await Promise.all(
        [anOrder({ conversation }), other, anOrder({ conversation })].map((one) => said(one)),
      );
      expect(both[0]).toEqual(both[2]);
      const done = both.slice(0, 2).filter((one) => 'kind' in one && one.kind !== 'not_changed');
      expect(done).toHaveLength(1);
      expect(await said(anOrder({ conversation }))).toEqual(both[0]);
      expect(await said(other)).toEqual(both[1]);
    }
  });

  test('by somebody who is no operator is parked, and nothing is cancelled', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await outcome(log, anApproval());
    await log.append({ ...anOrder(), writer: 'sms' });
    await waitFor(async () => (await log.listParked()).length > 0);
    expect((await log.listParked()).map(({ reason }) => reason)).toEqual([expect.stringContaining('nothing is done')]);
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked']);
  });

  test('is done once though the calendar dies between doing it and saying so', async () => {
    const log = new MemoryEventLog();
    const real = log.append.bind(log);
    let isDown = false;
    log.append = async (event) => {
      if (isDown && event.writer === 'calendar') throw new LogUnavailable('stopped');
      return real(event);
    };
    const first = await startCalendar({ business: aBusiness(), log, databaseUrl: url, clock });
    await outcome(log, anApproval());
    isDown = true;
    await log.append(anOrder());
    await waitFor(async () => (await rows())[0]?.endsWith('cancelled') === true);
    await first.app.close();
    isDown = false;
    await calendarOn(log);
    expect((await outcome(log, anOrder())).type).toBe('AppointmentCancelled');
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 cancelled']);
  });
});

describe('an approved move', () => {
  test('is one appointment at another place: the log says where it was and where it is', async () => {
    const log = new MemoryEventLog();
    await calendarOn(log);
    await outcome(log, anApproval());
    expect(await outcome(log, aMove(atTime('16:00')))).toMatchObject({
      id: 'apt-req-2',
      type: 'AppointmentRescheduled',
      data: {
        appointment: 'apt-req-1',
        from: { slotId: 'botox_ana_20261117T190000Z', start: '2026-11-17T14:00:00-05:00' },
        slot: {
          slotId: 'botox_ana_20261117T210000Z',
          start: '2026-11-17T16:00:00-05:00',
          end: '2026-11-17T16:30:00-05:00',
        },
      },
    });
    expect((await outcome(log, anApproval({ conversation: 'c2' }))).type).toBe('AppointmentBooked');
    expect(await rows()).toEqual(['c1 apt-req-1 16:00 booked', 'c2 apt-req-1 14:00 booked']);
  });

  test('may overlap its own old time, and go to another service and person', async () => {
    await said(anApproval());
    expect(await said(aMove(atTime('14:15')))).toMatchObject({ kind: 'rescheduled' });
    const facial = atTime('14:00', { service: 'facial', resource: 'maya', end: '2026-11-17T15:00:00-05:00' });
    expect(await said(aMove(facial, { request: 'req-3' }))).toMatchObject({
      kind: 'rescheduled',
      from: { start: '2026-11-17T14:15:00-05:00' },
      slot: { service: 'facial', resource: 'maya' },
    });
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked']);
  });

  test.each<[string, Parameters<typeof aMove>, Date, string]>([
    ['to a slot that somebody else has', [atTime('16:00')], NOW, 'slot_taken'],
    [
      'to a slot in the past',
      [{ ...atTime('09:00'), start: '2026-11-16T09:00:00-05:00', end: '2026-11-16T09:30:00-05:00' }],
      NOW,
      'in_the_past',
    ],
    ['to a time out of hours', [atTime('20:00')], NOW, 'not_bookable'],
    ['that comes after its time', [atTime('15:00'), { validUntil: '2026-11-16T09:59:00-05:00' }], NOW, 'too_late'],
    ['of another conversation’s appointment', [atTime('15:00'), { appointment: 'apt-req-9' }], NOW, 'no_appointment'],
    ['of an appointment that has begun', [atTime('17:00')], new Date('2026-11-17T14:05:00-05:00'), 'in_the_past'],
  ])('%s leaves it where it is', async (_, move, now, reason) => {
    await said(anApproval());
    await said(anApproval({ conversation: 'c2', request: 'req-9', args: atTime('16:00') }));
    expect(await said(aMove(...move), now)).toEqual({ kind: 'not_changed', reason });
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked', 'c2 apt-req-9 16:00 booked']);
  });

  test('that fails between move and record moves nothing, and is done later', async () => {
    await said(anApproval());
    await runSql(
      url,
      `create function calendar.refuse() returns trigger language plpgsql as
       $$ begin raise exception 'the lights go out' using errcode = '40P01'; end $$`,
    );
    await runSql(
      url,
      'create trigger refuse before insert on calendar.outcome for each row execute function calendar.refuse()',
    );
    await expect(said(aMove(atTime('16:00')))).rejects.toThrow(CalendarUnavailable);
    await expect(said(aCancellation({ request: 'req-3' }))).rejects.toThrow(CalendarUnavailable);
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked']);
    await runSql(url, 'drop trigger refuse on calendar.outcome');
    expect(await said(aMove(atTime('16:00')))).toMatchObject({ kind: 'rescheduled' });
    expect(await rows()).toEqual(['c1 apt-req-1 16:00 booked']);
  });

  test('that is locked out (40P01) by somebody who takes the new slot is told so, and keeps the old one', async () => {
    await said(anApproval());
    const rival = new pg.Client({ connectionString: url });
    await rival.connect();
    closings.push(() => rival.end());
    await rival.query(`set deadlock_timeout = '60s'; begin`);
    await rival.query(`insert into calendar.appointment values ('salon', 'rival', 'apt-x', 'botox', 'ana',
      '2026-11-17T15:45:00-05:00', '2026-11-17T16:15:00-05:00', '2026-11-17T16:15:00-05:00', 'booked')`);
    const lost: string[] = [];
    const options = { source, business: aBusiness(), clock, onLostRace: (code: string) => lost.push(code) };
    const ours = new Appointments(options).outcomeOf(aMove(atTime('16:00')));
    const waiting = async (): Promise<number> =>
      Number((await runSql(url, 'select count(*) as n from pg_locks where not granted'))[0]?.['n']);
    await waitFor(async () => (await waiting()) === 1, { what: 'our move to wait for the slot' });
    await rival.query(`select pg_advisory_xact_lock(hashtextextended('calendar salon', 0))`);
    await waitFor(() => lost.length > 0, { what: 'our move to hear that it lost' });
    await rival.query('commit');
    expect((await ours).said).toEqual({ kind: 'not_changed', reason: 'slot_taken' });
    expect(await rows()).toEqual(['c1 apt-req-1 14:00 booked', 'rival apt-x 15:45 booked']);
  });
});

describe('two customers at once', () => {
  test('who move into each other’s slots both keep their own, and are told so', async () => {
    const log = new MemoryEventLog();
    await Promise.all([calendarOn(log), calendarOn(log), calendarOn(log)]);
    await outcome(log, anApproval({ conversation: 'ann', args: atTime('14:00') }));
    await outcome(log, anApproval({ conversation: 'bob', args: atTime('16:00') }));
    for (let round = 0; round < 10; round++) {
      const request = `req-move-${round}`;
      const swap = [
        aMove(atTime('16:00'), { conversation: 'ann', request }),
        aMove(atTime('14:00'), { conversation: 'bob', request }),
      ];
      const told = await Promise.all(swap.map((move) => outcome(log, move)));
      expect(told.map(({ type, data }) => [type, (data as { reason?: string }).reason])).toEqual([
        ['ChangeDeclined', 'slot_taken'],
        ['ChangeDeclined', 'slot_taken'],
      ]);
    }
    expect(await rows()).toEqual(['ann apt-req-1 14:00 booked', 'bob apt-req-1 16:00 booked']);
    expect(await log.listParked()).toEqual([]);
  });

  test('of whom one moves to where the other moves away from: each is told what is so', async () => {
    const log = new MemoryEventLog();
    await Promise.all([calendarOn(log), calendarOn(log)]);
    for (let round = 0; round < 8; round++) {
      const [ann, bob] = [`ann${round}`, `bob${round}`];
      const day = (time: string): ReturnType<typeof atTime> => {
        const at = atTime(time);
        const date = `2026-11-${17 + (round % 4)}`;
        const resource = round < 4 ? 'ana' : 'maya';
        return {
          ...at,
          resource,
          start: at.start.replace('2026-11-17', date),
          end: at.end!.replace('2026-11-17', date),
        };
      };
      await outcome(log, anApproval({ conversation: ann, args: day('14:00') }));
      await outcome(log, anApproval({ conversation: bob, args: day('15:00') }));
      const [away, into] = await Promise.all([
        outcome(log, aMove(day('16:00'), { conversation: bob })),
        outcome(log, aMove(day('15:00'), { conversation: ann })),
      ]);
      expect(away.type).toBe('AppointmentRescheduled');
      const told = into.type === 'AppointmentRescheduled' ? '15:00' : '14:00';
      expect((await rows()).filter((row) => row.startsWith(ann) || row.startsWith(bob))).toEqual([
        `${ann} apt-req-1 ${told} booked`,
        `${bob} apt-req-1 16:00 booked`,
      ]);
    }
  });

  test('a cancellation and a move of one appointment: one is done, the other finds what it left', async () => {
    for (let round = 0; round < 6; round++) {
      const conversation = `c${round}`;
      const args = atTime(`${10 + round}:00`);
      await said(anApproval({ conversation, args }));
      const [cancelled, moved] = await Promise.all([
        said(aCancellation({ conversation, request: 'req-2' })),
        said(aMove(atTime('17:00'), { conversation, request: 'req-3' })),
      ]);
      expect(cancelled).toMatchObject({ kind: 'cancelled' });
      expect([{ kind: 'not_changed', reason: 'no_appointment' }, { kind: 'rescheduled' }]).toContainEqual(
        'reason' in moved ? moved : { kind: (moved as { kind: string }).kind },
      );
      expect((await rows()).filter((row) => row.startsWith(conversation))).toEqual([
        expect.stringMatching(/cancelled$/),
      ]);
    }
  });
});

describe('what is free', () => {
  test('counts the time of the appointment that is to be moved, for that one alone', async () => {
    const log = new MemoryEventLog();
    const client = await calendarOn(log);
    await outcome(log, anApproval());
    const query = { service: 'botox', date: '2026-11-17', time: '14:00', resource: 'ana' };
    const ask = async (freeing?: object): Promise<string[]> => {
      const asked = { business: 'salon', query, limit: 3, ...(freeing ? { freeing } : {}) };
      const { slots } = await lastValueFrom(client.send<AvailabilityAnswer>(AVAILABILITY_PATTERN, asked));
      return slots.map(({ start }) => start.slice(11, 16));
    };
    expect(await ask()).not.toContain('14:00');
    expect(await ask({ conversation: 'c1', appointment: 'apt-req-1' })).toContain('14:00');
    expect(await ask({ conversation: 'c2', appointment: 'apt-req-1' })).not.toContain('14:00');
  });
});
