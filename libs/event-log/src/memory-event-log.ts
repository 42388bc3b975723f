import { setMaxListeners } from 'node:events';
import type { Clock } from '@slotguard/business-time';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import { LogUnavailable } from './errors.js';
import { conversationKey, eventKey } from './event-key.js';
import type {
  Appended,
  ConversationRef,
  EventLog,
  EventRef,
  Parked,
  QueueHandler,
  QueueOptions,
  Subscription,
} from './event-log.js';
import { followPages, PAGE_EVENTS } from './follow-pages.js';
import { MemoryQueue } from './memory-queue.js';
import { waitUntilStored } from './wait-until-stored.js';
import { Wake } from './wake.js';
import { pumpWork } from './work-pump.js';

export interface MemoryEventLogOptions {
  readonly clock?: Clock;
  /** So many events and no more, as on a full disk. Default: no limit. */
  readonly capacity?: number;
}

interface Row {
  /** Kept as text: a reader that changes what it was given changes nothing here, and JSON is all that survives, as on disk. */
  readonly json: string;
  readonly position: number;
  readonly recordedAt: Date;
}

/** The log in one process's memory: for tests and simulation. Several may share one by sharing the object. */
export class MemoryEventLog implements EventLog {
  capacity: number;
  readonly #clock: Clock;
  readonly #rows: Row[] = [];
  readonly #byEvent = new Map<string, Row>();
  readonly #byConversation = new Map<string, Row[]>();
  readonly #checkpoints = new Map<string, number>();
  readonly #queues = new Map<string, MemoryQueue>();
  readonly #parked = new Map<string, Parked>();
  readonly #wake = new Wake();
  readonly #closing = new AbortController();

  constructor({ clock = { now: () => new Date() }, capacity = Infinity }: MemoryEventLogOptions = {}) {
    this.#clock = clock;
    this.capacity = capacity;
    setMaxListeners(0, this.#closing.signal); // one listener per subscription
  }

  async append(event: NewStoredEvent): Promise<Appended> {
    await this.#turn();
    const found = this.#byEvent.get(eventKey(event));
    if (found) return { event: stored(found), adopted: true };
    if (this.#rows.length >= this.capacity) throw new LogUnavailable('full');
    const row = { json: JSON.stringify(event), position: this.#rows.length + 1, recordedAt: this.#clock.now() };
    const ofConversation = this.#byConversation.get(conversationKey(event)) ?? [];
    this.#rows.push(row);
    this.#byEvent.set(eventKey(event), row);
    this.#byConversation.set(conversationKey(event), ofConversation);
    ofConversation.push(row);
    this.#wake.wake([eventKey(event)]);
    return { event: stored(row), adopted: false };
  }

  async get(ref: EventRef): Promise<StoredEvent | undefined> {
    await this.#turn();
    const row = this.#byEvent.get(eventKey(ref));
    return row && stored(row);
  }

  async readConversation(ref: ConversationRef): Promise<StoredEvent[]> {
    await this.#turn();
    return (this.#byConversation.get(conversationKey(ref)) ?? []).map(stored);
  }

  waitFor(ref: EventRef, options: { timeoutMs: number; signal?: AbortSignal }): Promise<StoredEvent | undefined> {
    return waitUntilStored({ ...options, get: () => this.get(ref), wake: this.#wake, tag: eventKey(ref) });
  }

  follow({ after, signal }: { after: number; signal: AbortSignal }): AsyncIterable<StoredEvent> {
    return followPages({
      after,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      wake: this.#wake,
      page: async (position) => this.#rows.slice(position, position + PAGE_EVENTS).map(stored),
    });
  }

  async positionBefore(instant: Date): Promise<number> {
    await this.#turn();
    const first = this.#rows.findIndex(({ recordedAt }) => recordedAt >= instant);
    return first === -1 ? this.#rows.length : first;
  }

  async lastPosition(): Promise<number> {
    await this.#turn();
    return this.#rows.length;
  }

  async loadCheckpoint(reader: string): Promise<number> {
    await this.#turn();
    return this.#checkpoints.get(reader) ?? 0;
  }

  async saveCheckpoint(reader: string, position: number): Promise<void> {
    await this.#turn();
    this.#checkpoints.set(reader, position);
  }

  async consume(options: QueueOptions, handler: QueueHandler): Promise<Subscription> {
    await this.#turn();
    const queue = this.#queues.get(options.queue) ?? new MemoryQueue();
    this.#queues.set(options.queue, queue);
    const subscription = pumpWork(
      options,
      {
        take: async (max) => queue.take(max, options, this.#rows, stored),
        done: async (item) => queue.done(item),
        retry: async (item, again) => queue.retry(item, again),
        park: async (item, reason) => {
          await this.park(options.queue, item.event, reason);
          queue.done(item);
        },
      },
      this.#wake,
      handler,
    );
    this.#closing.signal.addEventListener('abort', () => void subscription.close());
    return subscription;
  }

  async park(consumer: string, event: StoredEvent, reason: string): Promise<void> {
    await this.#turn();
    const parkedAt = this.#clock.now().toISOString();
    this.#parked.set(parkedKey(consumer, event), { consumer, event, reason, parkedAt });
  }

  async listParked(consumer?: string): Promise<Parked[]> {
    await this.#turn();
    return [...this.#parked.values()]
      .filter((parked) => consumer === undefined || parked.consumer === consumer)
      .sort((a, b) => a.event.position - b.event.position);
  }

  async redrive(consumer: string, ref: EventRef): Promise<boolean> {
    await this.#turn();
    const key = parkedKey(consumer, ref);
    const parked = this.#parked.get(key);
    if (!parked) return false;
    this.#parked.delete(key);
    this.#queues.get(consumer)?.add(parked.event.position);
    this.#wake.wake();
    return true;
  }

  ping(): Promise<void> {
    return this.#turn();
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  /** Every call takes a turn of the event loop, as a real one would, so that rivals do interleave. */
  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#closing.signal.aborted) throw new LogUnavailable('closed');
  }
}

function stored(row: Row): StoredEvent {
  return {
    ...(JSON.parse(row.json) as NewStoredEvent),
    position: row.position,
    recordedAt: row.recordedAt.toISOString(),
  };
}

function parkedKey(consumer: string, ref: EventRef): string {
  return JSON.stringify([consumer, eventKey(ref)]);
}
