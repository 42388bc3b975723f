import type { MigrationInterface, QueryRunner } from 'typeorm';
import { HoldsOfDay1797000000000 } from './hold-day-migration.js';
import { Holds1796000000000 } from './hold-migration.js';
import { Reminders1798000000000 } from './reminder-migration.js';

/** Never changed once released: what comes later is a migration of its own. */
class Appointments1795000000000 implements MigrationInterface {
  name = 'Appointments1795000000000';

  async up(runner: QueryRunner): Promise<void> {
    // For `=` on text within a GiST index; ships with Postgres, and trusted: no superuser is needed.
    await runner.query('create extension if not exists btree_gist');
    await runner.query(`
      create table calendar.appointment (
        business     text not null,
        conversation text not null,
        id           text not null,
        service      text not null,
        resource     text not null,
        starts_at    timestamptz not null,
        ends_at      timestamptz not null check (starts_at < ends_at),
        busy_until   timestamptz not null check (ends_at <= busy_until),
        status       text not null check (status in ('booked', 'cancelled')),
        primary key (business, conversation, id),
        constraint one_at_a_time
          exclude using gist (business with =, resource with =, tstzrange(starts_at, busy_until) with &&)
          where (status <> 'cancelled')
      )`);
    await runner.query(`create index appointment_by_end on calendar.appointment (business, busy_until)`);
    await runner.query(`
      create table calendar.outcome (
        business     text not null,
        conversation text not null,
        request      text not null,
        decided_at   timestamptz not null,
        said         jsonb not null,
        primary key (business, conversation, request)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table calendar.outcome');
    await runner.query('drop table calendar.appointment');
  }
}

export const migrations = [
  Appointments1795000000000,
  Holds1796000000000,
  HoldsOfDay1797000000000,
  Reminders1798000000000,
];
