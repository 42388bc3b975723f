import type { NewStoredEvent } from '@slotguard/contracts';
import { eventKey, LogUnavailable, stableHash, type Appended, type EventRef } from '@slotguard/event-log';
import type pg from 'pg';
import { toExactText } from './exact-text.js';
import { toStored, type EventRow } from './event-row.js';
import { available, lostRace } from './unavailable.js';

/** What one transaction takes: enough to share one flush to disk among many, little enough that nobody waits for it. */
const BATCH_EVENTS = 100;
const RACE_ATTEMPTS = 5;

interface Waiting {
  readonly event: NewStoredEvent;
  readonly key: string;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends in one round trip each, and while one is on its way gathers the others: they go together in the next. One writer at a time
 * holds the log's lock anyway; sharing its commit is what makes many at once fast.
 */
export class AppendBatches {
  #waiting: Waiting[] = [];
  #flushing = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly schema: string,
    private readonly now: () => Date | undefined,
  ) {}

  append(event: NewStoredEvent): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, key: eventKey(event), resolve, reject });
      if (!this.#flushing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#flushing = true;
    await Promise.resolve(); // lets appends of the same moment in
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#write(batch);
      } catch (error) {
        if (error instanceof LogUnavailable) this.#refuse([...batch, ...this.#waiting.splice(0)], error);
        else if (batch.length === 1) this.#refuse(batch, error);
        else await this.#writeSingly(batch);
      }
    }
    this.#flushing = false;
  }

  /** One event of each id: a second of the same id goes later and finds the first. */
  #nextBatch(): Waiting[] {
    const keys = new Set<string>();
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const fits = batch.length < BATCH_EVENTS && !keys.has(waiting.key);
      (fits ? batch : rest).push(waiting);
      keys.add(waiting.key);
    }
    this.#waiting = rest;
    return batch;
  }

  /** One event that the server won't have must not take its neighbours with it. */
  async #writeSingly(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      await this.#write([waiting]).catch((error: unknown) => this.#refuse([waiting], error));
    }
  }

  #refuse(batch: readonly Waiting[], error: unknown): void {
    for (const { reject } of batch) reject(error);
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const column = (value: (event: NewStoredEvent) => string): string[] => batch.map(({ event }) => value(event));
    const values = [
      column(({ business }) => toExactText(business)),
      column(({ conversation }) => toExactText(conversation)),
      column(({ id }) => toExactText(id)),
      column(({ type }) => toExactText(type)),
      column((event) => JSON.stringify(event)),
      batch.map(({ key }) => tagOf(key)),
      this.now() ?? null,
    ];
    const rows = await available(() => this.#query(values));
    for (const [index, { event, resolve }] of batch.entries()) {
      const row = rows[index];
      if (row === undefined) throw new Error('the log answered with too few rows');
      resolve({ event: toStored({ ...row, body: row.body ?? JSON.stringify(event) }), adopted: row.adopted });
    }
  }

  async #query(values: unknown[]): Promise<AppendRow[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const text = `select * from ${this.schema}.append($1, $2, $3, $4, $5, $6, $7)`;
        return (await this.pool.query<AppendRow>({ name: 'append', text, values })).rows;
      } catch (error) {
        if (!lostRace(error) || attempt === RACE_ATTEMPTS) throw error;
      }
    }
  }
}

/** The body of an adopted event; a new one's is what was sent. */
type AppendRow = Omit<EventRow, 'body'> & { readonly adopted: boolean; readonly body: string | null };

/** What a notification says of an event: short, so that a whole batch fits; another event of the same tag only wakes in vain. */
export function tagOf(key: string): string {
  return stableHash(key).toString(16);
}

export function tagOfEvent(ref: EventRef): string {
  return tagOf(eventKey(ref));
}
