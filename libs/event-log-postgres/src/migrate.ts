import pg from 'pg';
import { MIGRATION_LOCK, migrations } from './migrations.js';

/** Brings the tables to this version; several processes may do so at once, and doing it again does nothing. */
export async function migrate(pool: pg.Pool, schemaName: string): Promise<void> {
  const schema = pg.escapeIdentifier(schemaName);
  const steps = migrations(schema, schemaName);
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [MIGRATION_LOCK, schemaName]);
    const known = await client.query<{ found: string | null }>('select to_regclass($1) as found', [
      `${schema}.migration`,
    ]);
    if (known.rows[0]?.found == null) {
      await client.query(`create schema if not exists ${schema}`);
      await client.query(
        `create table ${schema}.migration (version int primary key, at timestamptz not null default now())`,
      );
    }
    const { rows } = await client.query<{ version: number }>(
      `select coalesce(max(version), 0) as version from ${schema}.migration`,
    );
    const version = rows[0]?.version ?? 0;
    if (version > steps.length) {
      throw new Error(
        `the log's tables are of version ${version}, this program knows ${steps.length}: use a newer one`,
      );
    }
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      await client.query(step);
      await client.query(`insert into ${schema}.migration (version) values ($1)`, [index + 1]);
    }
    await client.query('commit');
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(failure); // with a failure the connection is closed, which rolls back
  }
}
