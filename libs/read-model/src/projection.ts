import { setTimeout as wait } from 'node:timers/promises';
import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent, UnreadableEvent } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import { QueryFailedError } from 'typeorm';
import type { DataSource } from 'typeorm';
import { inBatches } from './in-batches.js';
import { project } from './project.js';
import type { Projected } from './store.js';
import { emptyRows, loadCheckpoint, saveBatch, SetBack } from './store.js';

export const READER = 'read-model';

/** One transaction's worth: short enough for a quick commit, long enough for several thousand events a second. */
const BATCH_MAX = 500;
const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 5_000;

export interface ProjectionOptions {
  /** Told of every failed try, which is then repeated, and of every event set aside. For log lines: no personal data in it. */
  readonly onTrouble?: (trouble: Trouble) => void;
  readonly batchMax?: number;
}
export type Trouble =
  | { readonly kind: 'retrying'; readonly error: unknown; readonly inMs: number }
  | { readonly kind: 'parked'; readonly event: string; readonly conversation: string; readonly reason: string };

/**
 * Keeps the rows up to date with the log: an ordered reader whose checkpoint moves in the transaction of the rows. Any number of instances
 * may run; they take turns. Replaying the log changes nothing. What nobody can read is parked and passed.
 */
export class Projection {
  private at = 0;
  private lastError: unknown;
  /** Ends one reading; the next begins at the checkpoint. */
  private reading = new AbortController();

  constructor(
    private readonly log: EventLog,
    private readonly source: DataSource,
    private readonly options: ProjectionOptions = {},
  ) {}

  /** Everything up to this position is in the rows. */
  get position(): number {
    return this.at;
  }
  /** Why it stands still, if it does; gone when it goes on. */
  get trouble(): unknown {
    return this.lastError;
  }

  /** Makes all rows anew from the log, through the running projections; call it on one that runs. */
  async rebuild(): Promise<void> {
    await emptyRows(this.source, READER);
    this.reading.abort();
  }

  /** Runs until the signal aborts; then what is in hand is finished. Outlives restarts of the database and of the log. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const before = this.at;
      try {
        await this.follow(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof SetBack) continue;
        if (this.at > before) failures = 0;
        const inMs = Math.min(RETRY_MIN_MS * 2 ** failures++, RETRY_MAX_MS);
        this.lastError = error;
        this.options.onTrouble?.({ kind: 'retrying', error, inMs });
        await wait(inMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    this.at = await loadCheckpoint(this.source, READER);
    const reading = (this.reading = new AbortController());
    const events = this.log.follow({ after: this.at, signal: AbortSignal.any([signal, reading.signal]) });
    try {
      for await (const batch of inBatches(events, this.options.batchMax ?? BATCH_MAX)) {
        await this.save(batch);
        this.lastError = undefined;
      }
    } finally {
      reading.abort();
    }
  }

  private async save(batch: readonly StoredEvent[]): Promise<void> {
    const projected: Projected[] = [];
    for (const event of batch) projected.push(await this.project(event));
    try {
      this.at = await saveBatch(this.source, READER, this.at, projected);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await this.saveSingly(batch, projected);
    }
  }

  /** The database refuses a row: its event is found, parked and passed, the others are saved. */
  private async saveSingly(batch: readonly StoredEvent[], projected: readonly Projected[]): Promise<void> {
    for (const [i, one] of projected.entries()) {
      try {
        this.at = await saveBatch(this.source, READER, this.at, [one]);
      } catch (error) {
        if (!isRefused(error)) throw error;
        await this.park(batch[i] as StoredEvent, `the database refuses its row (${sqlState(error)})`);
        this.at = await saveBatch(this.source, READER, this.at, [{ position: one.position }]);
      }
    }
  }

  private async project(stored: StoredEvent): Promise<Projected> {
    const { position } = stored;
    try {
      const event = parseEvent(stored);
      const changes = project(event);
      return changes ? { position, event, changes } : { position };
    } catch (error) {
      await this.park(stored, error instanceof UnreadableEvent ? error.message : 'a bug in the projection');
      return { position };
    }
  }

  private async park(event: StoredEvent, reason: string): Promise<void> {
    await this.log.park(READER, event, reason);
    this.options.onTrouble?.({ kind: 'parked', event: event.id, conversation: event.conversation, reason });
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraints) blame the row: no retry mends that. Everything else may pass. */
function isRefused(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error));
}

function sqlState(error: unknown): string {
  if (!(error instanceof QueryFailedError)) return '';
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
