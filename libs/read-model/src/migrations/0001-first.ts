import type { MigrationInterface, QueryRunner } from 'typeorm';

export class First1763251200001 implements MigrationInterface {
  readonly name = 'First1763251200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table read_model.conversation (
        business text not null,
        id text not null,
        channel text not null,
        opted_out boolean not null,
        ended boolean not null,
        appointment text,
        customer text,
        first_activity timestamptz not null,
        last_activity timestamptz not null,
        as_of bigint not null,
        status text not null generated always as (
          case when opted_out then 'opted_out' when ended then 'ended' when appointment is not null then 'booked' else 'active' end
        ) stored,
        primary key (business, id)
      );
      create index conversation_by_activity on read_model.conversation (business, last_activity desc, id);

      create table read_model.message (
        business text not null,
        conversation text not null,
        id text not null,
        direction text not null check (direction in ('in', 'out')),
        text text not null,
        at timestamptz not null,
        position bigint not null,
        delivery text,
        failure_code text,
        verdict text,
        words text,
        slot jsonb,
        primary key (business, conversation, id)
      );

      create table read_model.customer (
        business text not null,
        id text not null,
        name text,
        address text,
        verified_by text not null,
        primary key (business, id),
        unique (business, address)
      );

      create table read_model.decision (
        business text not null,
        conversation text not null,
        id text not null,
        request text not null,
        approved boolean not null,
        reason text,
        mode text not null,
        policy text not null,
        would_reject text,
        args jsonb,
        adjustments jsonb,
        evidence jsonb,
        at timestamptz not null,
        position bigint not null,
        outcome text,
        primary key (business, conversation, id)
      );

      create table read_model.checkpoint (
        reader text primary key,
        position bigint not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table read_model.conversation, read_model.message, read_model.customer, read_model.decision, read_model.checkpoint
    `);
  }
}
