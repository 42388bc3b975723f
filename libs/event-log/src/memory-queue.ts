import type { StoredEvent } from '@slotguard/contracts';
import type { QueueOptions } from './event-log.js';
import type { WorkItem, WorkStore } from './work-pump.js';

interface Entry {
  attempt: number;
  /** On the process's own clock; hidden until then. */
  dueAtMs: number;
  lastReason: string | undefined;
}

/** What a queue knows: how far it has fed on the log, and what is not done yet. */
export class MemoryQueue {
  #cursor = 0;
  readonly #entries = new Map<number, Entry>();

  add(position: number): void {
    this.#entries.set(position, { attempt: 0, dueAtMs: 0, lastReason: undefined });
  }

  take<Row>(
    max: number,
    options: QueueOptions,
    rows: readonly Row[],
    stored: (row: Row) => StoredEvent,
  ): Awaited<ReturnType<WorkStore['take']>> {
    for (const row of rows.slice(this.#cursor)) {
      if (options.types.includes(stored(row).type)) this.add(this.#cursor + 1);
      this.#cursor++;
    }
    const now = performance.now();
    const items: WorkItem[] = [];
    for (const [position, entry] of this.#entries) {
      const row = rows[position - 1];
      if (items.length === max || entry.dueAtMs > now || row === undefined) continue;
      entry.attempt++;
      entry.dueAtMs = now + options.ackWaitMs;
      items.push({ event: stored(row), attempt: entry.attempt, lastReason: entry.lastReason });
    }
    let dueAtMs = Infinity;
    for (const entry of this.#entries.values()) dueAtMs = Math.min(dueAtMs, entry.dueAtMs);
    return { items, ...(dueAtMs === Infinity ? {} : { nextDueMs: dueAtMs - now }) };
  }

  /** Only by the last to have taken it: one whose time was over has no say any more. */
  keep(item: WorkItem, ackWaitMs: number): void {
    const entry = this.#entries.get(item.event.position);
    if (entry?.attempt === item.attempt) entry.dueAtMs = performance.now() + ackWaitMs;
  }

  done(item: WorkItem): void {
    this.#entries.delete(item.event.position);
  }

  /** As with `keep`. */
  retry(item: WorkItem, again: { delayMs: number; reason: string; counted: boolean }): void {
    const entry = this.#entries.get(item.event.position);
    if (entry?.attempt !== item.attempt) return;
    entry.attempt -= again.counted ? 0 : 1;
    entry.dueAtMs = performance.now() + again.delayMs;
    entry.lastReason = again.reason;
  }
}
