import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which STOP or START counts is told by when it was said. Of those that are in the rows already, no older one is to come. */
export class ConsentAt1764288000002 implements MigrationInterface {
  readonly name = 'ConsentAt1764288000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table read_model.conversation add column consent_at timestamptz;
      update read_model.conversation set consent_at = last_activity where opted_out;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table read_model.conversation drop column consent_at');
  }
}
