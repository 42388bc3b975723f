import { LastingClient } from '@slotguard/event-log-postgres';
import { DataSource } from 'typeorm';
import { Appointment } from './appointment.entity.js';
import { HoldRow } from './hold.entity.js';
import { migrations } from './migrations.js';
import { OutcomeRow } from './outcome.entity.js';

/** Bookings take a few milliseconds each: more connections would only wait for one another. */
const POOL_SIZE = 5;
/** A server that does not answer within these is unavailable; all are far above what a busy one needs. Connecting counts the wait for a free connection. */
const CONNECT_MS = 15_000;
const LOCK_MS = 5_000;
const STATEMENT_MS = 10_000;
const ANSWER_MS = 15_000;
/** Told apart from the locks of other services that share the database. */
const MIGRATION_LOCK = 0x63616c00;

/** The calendar's own schema in a Postgres, brought up to date; any number of processes may start at once. */
export async function openCalendarDatabase(url: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: 'calendar',
    entities: [Appointment, OutcomeRow, HoldRow],
    migrations,
    migrationsTableName: 'migration',
    installExtensions: false,
    synchronize: false,
    logging: false,
    applicationName: 'slotguard-calendar',
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_MS,
    extra: {
      Client: LastingClient,
      keepAlive: true,
      query_timeout: ANSWER_MS,
      options: `-c lock_timeout=${LOCK_MS} -c statement_timeout=${STATEMENT_MS}`,
    },
  });
  await source.initialize();
  try {
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return source;
}

async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    // Waits for whoever is at it, however long that takes.
    await runner.query('set lock_timeout = 0; set statement_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runner.query('create schema if not exists calendar');
    await source.runMigrations({ transaction: 'each' });
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.query('reset lock_timeout; reset statement_timeout');
  } finally {
    await runner.release();
  }
}
