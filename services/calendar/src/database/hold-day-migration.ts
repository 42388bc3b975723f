import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For counting what a day has taken. */
export class HoldsOfDay1797000000000 implements MigrationInterface {
  name = 'HoldsOfDay1797000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index hold_by_day on calendar.hold (business, decided_at) include (conversation) where refused is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index calendar.hold_by_day');
  }
}
