import pg from 'pg';
import { migrations } from './migrations.js';
import { available } from './unavailable.js';

/** What there is to know of a Postgres before one relies on it. */
export interface PostgresFacts {
  /** 18 for 18.4. */
  readonly major: number;
  /** The server's clock, and how much later ours was: the middle of asking and hearing. */
  readonly aheadMs: number;
  /** Of the log's tables; 0 when there are none. */
  readonly version: number;
  /** The version that this program brings them to. */
  readonly versionHere: number;
  /** Names of schemas that have a table of migrations. */
  readonly migrated: readonly string[];
  /** What could make it forget an event that it acknowledged, in words for an operator. */
  readonly durabilityDoubts: readonly string[];
}

const ANSWER_MS = 5_000;

/** Looks and changes nothing. Throws `LogUnavailable` when there is no answer. */
export async function inspectPostgres(url: string, schema = 'event_log'): Promise<PostgresFacts> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'slotguard-doctor',
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  client.on('error', () => undefined); // broke: the query under way says so
  try {
    await available(() => client.connect());
    return await available(() => factsOf(client, schema));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function factsOf(client: pg.Client, schema: string): Promise<PostgresFacts> {
  const asked = Date.now();
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const aheadMs = (asked + Date.now()) / 2 - (rows[0]?.now.getTime() ?? 0);
  const setting = async (name: string): Promise<string> =>
    (await client.query<{ value: string }>('select current_setting($1) as value', [name])).rows[0]?.value ?? '';
  const found = await client.query<{ schema: string }>(
    `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'migration'`,
  );
  const migrated = found.rows.map((row) => row.schema);
  const table = `${pg.escapeIdentifier(schema)}.migration`;
  const version = migrated.includes(schema)
    ? (await client.query<{ version: number | null }>(`select max(version) as version from ${table}`)).rows[0]?.version
    : undefined;
  return {
    major: Math.floor(Number(await setting('server_version_num')) / 10_000),
    aheadMs,
    version: version ?? 0,
    versionHere: migrations(schema, schema).length,
    migrated,
    durabilityDoubts: doubtsOf({
      fsync: await setting('fsync'),
      synchronousCommit: await setting('synchronous_commit'),
      fullPageWrites: await setting('full_page_writes'),
    }),
  };
}

function doubtsOf(of: { fsync: string; synchronousCommit: string; fullPageWrites: string }): string[] {
  const doubts: string[] = [];
  if (of.fsync === 'off') doubts.push('fsync is off: a power cut loses events or the whole database.');
  if (of.fullPageWrites === 'off')
    doubts.push('full_page_writes is off: a power cut in the middle of a write loses a page.');
  if (of.synchronousCommit === 'off')
    doubts.push('synchronous_commit is off: a crash loses events that were acknowledged.');
  return doubts;
}
