import type { QueueOptions, WorkItem, WorkStore } from '@slotguard/event-log';
import { fromExactText, toExactText } from './exact-text.js';
import { toStored, type EventRow } from './event-row.js';

type Query = <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>;

/** This transaction need not wait for the disk: what a crash of the machine undoes of it is only done again. */
export const RELAXED = `with relaxed as (select set_config('synchronous_commit', 'off', true))`;

/** A work queue in its tables; times are the server's, so that workers' clocks don't matter. */
export class PostgresWork implements WorkStore {
  readonly #queue: string;

  constructor(
    private readonly query: Query,
    private readonly schema: string,
    private readonly options: QueueOptions,
    private readonly log: { park(consumer: string, event: WorkItem['event'], reason: string): Promise<void> },
  ) {
    this.#queue = toExactText(options.queue);
  }

  async declare(): Promise<void> {
    await this.query(`insert into ${this.schema}.queue (name) values ($1) on conflict do nothing`, [this.#queue]);
  }

  async take(max: number): Promise<{ items: WorkItem[]; nextDueMs?: number }> {
    const { types, ackWaitMs } = this.options;
    const rows = await this.query<EventRow & { attempt: number; last_reason: string | null }>(
      `select * from ${this.schema}.take_work($1, $2, $3, $4)`,
      [this.#queue, types.map(toExactText), max, ackWaitMs],
    );
    const items = rows.map((row) => ({
      event: toStored(row),
      attempt: row.attempt,
      lastReason: row.last_reason === null ? undefined : fromExactText(row.last_reason),
    }));
    if (items.length > 0) return { items };
    const nextDueMs = await this.#nextDueMs();
    return nextDueMs === undefined ? { items } : { items, nextDueMs };
  }

  async #nextDueMs(): Promise<number | undefined> {
    const rows = await this.query<{ ms: number | null }>(
      `select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8 as ms
       from ${this.schema}.work_item where queue = $1`,
      [this.#queue],
    );
    return rows[0]?.ms ?? undefined;
  }

  /** Only by the last to have taken it: one whose time was over has no say any more. */
  async keep(item: WorkItem): Promise<void> {
    await this.query(
      `${RELAXED} update ${this.schema}.work_item set due_at = clock_timestamp() + $4 * interval '1 millisecond'
       from relaxed where queue = $1 and position = $2 and attempt = $3`,
      [this.#queue, item.event.position, item.attempt, this.options.ackWaitMs],
    );
  }

  async done(item: WorkItem): Promise<void> {
    await this.query(
      `${RELAXED} delete from ${this.schema}.work_item using relaxed where queue = $1 and position = $2`,
      [this.#queue, item.event.position],
    );
  }

  /** As with `keep`. */
  async retry(item: WorkItem, again: { delayMs: number; reason: string; counted: boolean }): Promise<void> {
    await this.query(
      `${RELAXED} update ${this.schema}.work_item
       set due_at = clock_timestamp() + $4 * interval '1 millisecond', last_reason = $5, attempt = attempt - $6
       from relaxed where queue = $1 and position = $2 and attempt = $3`,
      [this.#queue, item.event.position, item.attempt, again.delayMs, toExactText(again.reason), again.counted ? 0 : 1],
    );
  }

  park(item: WorkItem, reason: string): Promise<void> {
    return this.log.park(this.options.queue, item.event, reason);
  }
}
