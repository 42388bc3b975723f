import pg from 'pg';
import { MIGRATION_LOCK, migrations } from './migrations.js';
import { available } from './unavailable.js';

/** Brings the tables to this version; several processes may do so at once, and doing it again does nothing. */
export async function migrate(pool: pg.Pool, schemaName: string): Promise<void> {
  const client = await available(() => pool.connect());
  const run: Run = async (text, values) => (await available(() => client.query(text, values))).rows as Answer[];
  let failed = true;
  try {
    await run('begin');
    await run('select pg_advisory_xact_lock($1, hashtext($2))', [MIGRATION_LOCK, schemaName]);
    await bringUp(run, schemaName);
    await run('commit');
    failed = false;
  } finally {
    client.release(failed); // a failed one is closed, which rolls back
  }
}

interface Answer {
  readonly found?: string | null;
  readonly version?: number;
}
type Run = (text: string, values?: unknown[]) => Promise<Answer[]>;

async function bringUp(run: Run, schemaName: string): Promise<void> {
  const schema = pg.escapeIdentifier(schemaName);
  const steps = migrations(schema, schemaName);
  const [table] = await run('select to_regclass($1) as found', [`${schema}.migration`]);
  if (table?.found == null) {
    await run(`create schema if not exists ${schema}`);
    await run(`create table ${schema}.migration (version int primary key, at timestamptz not null default now())`);
  }
  const [latest] = await run(`select coalesce(max(version), 0) as version from ${schema}.migration`);
  const version = latest?.version ?? 0;
  if (version > steps.length) {
    throw new Error(`the log's tables are of version ${version}, this program knows ${steps.length}: use a newer one`);
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    await run(step);
    await run(`insert into ${schema}.migration (version) values ($1)`, [index + 1]);
  }
}
