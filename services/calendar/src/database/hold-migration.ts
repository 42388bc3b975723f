import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Holds1796000000000 implements MigrationInterface {
  name = 'Holds1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar.hold (
        business     text not null,
        conversation text not null,
        id           text not null,
        verdict      text not null,
        place        bigint not null,
        channel      text not null,
        correlation  text not null,
        slot         jsonb not null,
        decided_at   timestamptz not null,
        refused      text,
        resource     text,
        starts_at    timestamptz,
        busy_until   timestamptz,
        until        timestamptz,
        live_until   timestamptz,
        why          text,
        cause        text,
        told         boolean not null default false,
        primary key (business, conversation, id),
        check (num_nonnulls(resource, starts_at, busy_until, until, live_until) = case when refused is null then 5 else 0 end),
        check (refused is null or why is null),
        check ((why is null) = (cause is null)),
        check (starts_at < busy_until and decided_at <= live_until and live_until <= until),
        constraint one_hold_of_a_resource exclude using gist (
          business with =, resource with =,
          tstzrange(starts_at, busy_until) with &&, tstzrange(decided_at, live_until) with &&
        ) where (refused is null),
        constraint one_hold_of_a_conversation exclude using gist (
          business with =, conversation with =, tstzrange(decided_at, live_until) with &&
        ) where (refused is null)
      )`);
    await runner.query(`create index hold_by_end on calendar.hold (business, live_until) where refused is null`);
    await runner.query(
      `create index hold_to_be_told on calendar.hold (business, until) where refused is null and not told`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table calendar.hold');
  }
}
