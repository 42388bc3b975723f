import type { Clock } from '@slotguard/business-time';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import {
  followPages,
  LogUnavailable,
  PAGE_EVENTS,
  pumpWork,
  waitUntilStored,
  Wake,
  type Appended,
  type ConversationRef,
  type EventLog,
  type EventRef,
  type Parked,
  type QueueHandler,
  type QueueOptions,
  type Subscription,
} from '@slotguard/event-log';
import { setMaxListeners } from 'node:events';
import pg from 'pg';
import { AppendBatches, tagOfEvent } from './append-batches.js';
import { toStored, type EventRow } from './event-row.js';
import { fromExactText, toExactText } from './exact-text.js';
import { Listener } from './listener.js';
import { migrate } from './migrate.js';
import { available } from './unavailable.js';
import { PostgresWork, RELAXED } from './postgres-work.js';

export interface PostgresEventLogOptions {
  readonly url: string;
  /** Several logs may live in one database. Default `event_log`. */
  readonly schema?: string;
  /** Stamps `recordedAt` instead of the server's own clock: for tests that pin the time. */
  readonly clock?: Clock;
  /** Connections beside the one that listens. Default 5: appends share one, readers need one each for a moment. */
  readonly poolSize?: number;
}

/** A server that does not answer within these is unavailable; all are far above what a busy one needs. */
const CONNECT_MS = 5_000;
const LOCK_MS = 10_000;
const STATEMENT_MS = 15_000;
const ANSWER_MS = 20_000;

/** The log in a Postgres: the embedded default, and right for one shop. See docs/adr/0005 for how its order is made. */
export class PostgresEventLog implements EventLog {
  readonly #closing = new AbortController();
  readonly #subscriptions = new Set<Subscription>();
  readonly #batches: AppendBatches;
  readonly #listener: Listener;
  readonly #wake = new Wake();
  readonly #schema: string;

  /** Connects and brings the tables up to date; rejects with `LogUnavailable` when there is no server. */
  static async open(options: PostgresEventLogOptions): Promise<PostgresEventLog> {
    const schema = options.schema ?? 'event_log';
    const config: pg.ClientConfig = {
      connectionString: options.url,
      application_name: 'slotguard-log',
      connectionTimeoutMillis: CONNECT_MS,
      options: `-c lock_timeout=${LOCK_MS} -c statement_timeout=${STATEMENT_MS}`,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    };
    const pool = new pg.Pool({ ...config, max: options.poolSize ?? 5 });
    pool.on('error', () => undefined); // an idle connection broke: the pool drops it, the next query opens another
    pool.on('connect', (client) => client.on('error', () => undefined)); // broke while in use: its query says so
    try {
      await migrate(pool, schema);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new PostgresEventLog(pool, config, schema, options.clock);
  }

  private constructor(
    private readonly pool: pg.Pool,
    config: pg.ClientConfig,
    schema: string,
    private readonly clock: Clock | undefined,
  ) {
    setMaxListeners(0, this.#closing.signal); // one per follower
    this.#schema = pg.escapeIdentifier(schema);
    this.#listener = new Listener(config, schema, this.#wake);
    this.#batches = new AppendBatches(pool, this.#schema, () => clock?.now());
  }

  async append(event: NewStoredEvent): Promise<Appended> {
    this.#assertOpen();
    return this.#batches.append(event);
  }

  async get(ref: EventRef): Promise<StoredEvent | undefined> {
    const rows = await this.#query<EventRow>(
      'get',
      `select position, recorded_at, body from ${this.#schema}.event where business = $1 and conversation = $2 and id = $3`,
      [toExactText(ref.business), toExactText(ref.conversation), toExactText(ref.id)],
    );
    return rows[0] && toStored(rows[0]);
  }

  async readConversation(ref: ConversationRef): Promise<StoredEvent[]> {
    const rows = await this.#query<EventRow>(
      'conversation',
      `select position, recorded_at, body from ${this.#schema}.event
       where business = $1 and conversation = $2 order by position`,
      [toExactText(ref.business), toExactText(ref.conversation)],
    );
    return rows.map(toStored);
  }

  waitFor(ref: EventRef, options: { timeoutMs: number; signal?: AbortSignal }): Promise<StoredEvent | undefined> {
    this.#listener.start();
    return waitUntilStored({ ...options, get: () => this.get(ref), wake: this.#wake, tag: tagOfEvent(ref) });
  }

  follow({ after, signal }: { after: number; signal: AbortSignal }): AsyncIterable<StoredEvent> {
    this.#listener.start();
    const text = `select position, recorded_at, body from ${this.#schema}.event where position > $1 order by position limit $2`;
    return followPages({
      after,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      wake: this.#wake,
      page: async (position) => (await this.#query<EventRow>('page', text, [position, PAGE_EVENTS])).map(toStored),
    });
  }

  /** Safe against a clock that was set back: nothing recorded since the instant lies at or before the answer. */
  async positionBefore(instant: Date): Promise<number> {
    const event = `${this.#schema}.event`;
    return this.#number(
      `select coalesce(max(position), 0) as n from ${event}
       where position < coalesce((select min(position) from ${event} where recorded_at >= $1), ${Number.MAX_SAFE_INTEGER})`,
      [instant],
    );
  }

  lastPosition(): Promise<number> {
    return this.#number(`select coalesce(max(position), 0) as n from ${this.#schema}.event`, []);
  }

  async loadCheckpoint(reader: string): Promise<number> {
    const select = `select position from ${this.#schema}.checkpoint where reader = $1`;
    return this.#number(`select coalesce((${select}), 0) as n`, [toExactText(reader)]);
  }

  async saveCheckpoint(reader: string, position: number): Promise<void> {
    await this.#query(
      undefined,
      `${RELAXED} insert into ${this.#schema}.checkpoint select $1, $2 from relaxed
       on conflict (reader) do update set position = excluded.position`,
      [toExactText(reader), position],
    );
  }

  async consume(options: QueueOptions, handler: QueueHandler): Promise<Subscription> {
    this.#listener.start();
    const work = new PostgresWork((text, values) => this.#query(undefined, text, values), this.#schema, options, this);
    await work.declare();
    const pump = pumpWork(options, work, this.#wake, handler);
    this.#subscriptions.add(pump);
    return {
      close: async () => {
        await pump.close();
        this.#subscriptions.delete(pump);
      },
    };
  }

  async park(consumer: string, event: StoredEvent, reason: string): Promise<void> {
    const values = [toExactText(consumer), event.position, toExactText(reason), this.clock?.now() ?? null];
    await this.#query(undefined, `select ${this.#schema}.park($1, $2, $3, $4)`, values);
  }

  async listParked(consumer?: string): Promise<Parked[]> {
    const rows = await this.#query<EventRow & { consumer: string; reason: string; parked_at: Date }>(
      undefined,
      `select p.consumer, p.reason, p.parked_at, e.position, e.recorded_at, e.body
       from ${this.#schema}.parked p join ${this.#schema}.event e using (position)
       where $1::text is null or p.consumer = $1 order by e.position, p.consumer`,
      [consumer === undefined ? null : toExactText(consumer)],
    );
    return rows.map((row) => ({
      consumer: fromExactText(row.consumer),
      event: toStored(row),
      reason: fromExactText(row.reason),
      parkedAt: row.parked_at.toISOString(),
    }));
  }

  async redrive(consumer: string, ref: EventRef): Promise<boolean> {
    const rows = await this.#query<{ redriven: boolean }>(
      undefined,
      `select ${this.#schema}.redrive($1, $2, $3, $4) as redriven`,
      [consumer, ref.business, ref.conversation, ref.id].map(toExactText),
    );
    return rows[0]?.redriven === true;
  }

  /** Writes, under the log's lock: what answers here can append. */
  async ping(): Promise<void> {
    await this.#query(
      undefined,
      `with locked as (select ${this.#schema}.lock_log())
       insert into ${this.#schema}.ping (at) select clock_timestamp() from locked
       on conflict (one) do update set at = excluded.at`,
      [],
    );
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#closing.abort();
    await this.#listener.close();
    await this.pool.end();
  }

  async #number(text: string, values: unknown[]): Promise<number> {
    const rows = await this.#query<{ n: string }>(undefined, text, values);
    return Number(rows[0]?.n);
  }

  /** With a name the server keeps the plan, connection by connection. */
  async #query<Row extends object>(name: string | undefined, text: string, values: unknown[]): Promise<Row[]> {
    this.#assertOpen();
    return available(async () => (await this.pool.query<Row>({ ...(name && { name }), text, values })).rows);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new LogUnavailable('closed');
  }
}
