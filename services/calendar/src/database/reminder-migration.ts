import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reminders1798000000000 implements MigrationInterface {
  name = 'Reminders1798000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table calendar.appointment add column reminded_of timestamptz');
    await runner.query(
      `create index appointment_to_remind_of on calendar.appointment (business, starts_at)
         where status = 'booked' and reminded_of is distinct from starts_at`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table calendar.appointment drop column reminded_of');
  }
}
