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

/** What all connections share. */
class MemoryStore {
  readonly rows: Row[] = [];
  readonly byEvent = new Map<string, Row>();
  readonly byConversation = new Map<string, Row[]>();
  readonly checkpoints = new Map<string, number>();
  readonly queues = new Map<string, MemoryQueue>();
  readonly parked = new Map<string, Parked>();
  readonly wake = new Wake();
  constructor(
    readonly clock: Clock,
    public capacity: number,
  ) {}
}

/** The log in one process's memory: for tests and simulation. */
export class MemoryEventLog implements EventLog {
  readonly #store: MemoryStore;
  readonly #closing = new AbortController();
  readonly #subscriptions = new Set<Subscription>();

  constructor(options: MemoryEventLogOptions | MemoryStore = {}) {
    const { clock = { now: () => new Date() }, capacity = Infinity } = options;
    this.#store = options instanceof MemoryStore ? options : new MemoryStore(clock, capacity);
    setMaxListeners(0, this.#closing.signal); // one listener per follower
  }

  /** Another connection to the same log, closed on its own. */
  connect(): MemoryEventLog {
    return new MemoryEventLog(this.#store);
  }

  get capacity(): number {
    return this.#store.capacity;
  }
  set capacity(events: number) {
    this.#store.capacity = events;
  }

  async append(event: NewStoredEvent): Promise<Appended> {
    await this.#turn();
    const found = this.#store.byEvent.get(eventKey(event));
    if (found) return { event: stored(found), adopted: true };
    if (this.#store.rows.length >= this.#store.capacity) throw new LogUnavailable('full');
    const row = {
      json: JSON.stringify(event),
      position: this.#store.rows.length + 1,
      recordedAt: this.#store.clock.now(),
    };
    const ofConversation = this.#store.byConversation.get(conversationKey(event)) ?? [];
    this.#store.rows.push(row);
    this.#store.byEvent.set(eventKey(event), row);
    this.#store.byConversation.set(conversationKey(event), ofConversation);
    ofConversation.push(row);
    this.#store.wake.wake([eventKey(event)]);
    return { event: stored(row), adopted: false };
  }

  async get(ref: EventRef): Promise<StoredEvent | undefined> {
    await this.#turn();
    const row = this.#store.byEvent.get(eventKey(ref));
    return row && stored(row);
  }

  async readConversation(ref: ConversationRef): Promise<StoredEvent[]> {
    await this.#turn();
    return (this.#store.byConversation.get(conversationKey(ref)) ?? []).map(stored);
  }

  waitFor(ref: EventRef, options: { timeoutMs: number; signal?: AbortSignal }): Promise<StoredEvent | undefined> {
    return waitUntilStored({ ...options, get: () => this.get(ref), wake: this.#store.wake, tag: eventKey(ref) });
  }

  follow({ after, signal }: { after: number; signal: AbortSignal }): AsyncIterable<StoredEvent> {
    return followPages({
      after,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      wake: this.#store.wake,
      page: async (position) => this.#store.rows.slice(position, position + PAGE_EVENTS).map(stored),
    });
  }

  async positionBefore(instant: Date): Promise<number> {
    await this.#turn();
    const first = this.#store.rows.findIndex(({ recordedAt }) => recordedAt >= instant);
    return first === -1 ? this.#store.rows.length : first;
  }

  async lastPosition(): Promise<number> {
    await this.#turn();
    return this.#store.rows.length;
  }

  async loadCheckpoint(reader: string): Promise<number> {
    await this.#turn();
    return this.#store.checkpoints.get(reader) ?? 0;
  }

  async saveCheckpoint(reader: string, position: number): Promise<void> {
    await this.#turn();
    this.#store.checkpoints.set(reader, position);
  }

  async consume(options: QueueOptions, handler: QueueHandler): Promise<Subscription> {
    await this.#turn();
    const queue = this.#store.queues.get(options.queue) ?? new MemoryQueue();
    this.#store.queues.set(options.queue, queue);
    const pump = pumpWork(
      options,
      {
        take: async (max) => queue.take(max, options, this.#store.rows, stored),
        keep: async (item) => queue.keep(item, options.ackWaitMs),
        done: async (item) => queue.done(item),
        retry: async (item, again) => queue.retry(item, again),
        park: async (item, reason) => {
          await this.park(options.queue, item.event, reason);
          queue.done(item);
        },
      },
      this.#store.wake,
      handler,
    );
    this.#subscriptions.add(pump);
    return pump;
  }

  async park(consumer: string, event: StoredEvent, reason: string): Promise<void> {
    await this.#turn();
    const parkedAt = this.#store.clock.now().toISOString();
    this.#store.parked.set(parkedKey(consumer, event), { consumer, event, reason, parkedAt });
  }

  async listParked(consumer?: string): Promise<Parked[]> {
    await this.#turn();
    return [...this.#store.parked.values()]
      .filter((parked) => consumer === undefined || parked.consumer === consumer)
      .sort((a, b) => a.event.position - b.event.position);
  }

  async redrive(consumer: string, ref: EventRef): Promise<boolean> {
    await this.#turn();
    const key = parkedKey(consumer, ref);
    const parked = this.#store.parked.get(key);
    if (!parked) return false;
    this.#store.parked.delete(key);
    this.#store.queues.get(consumer)?.add(parked.event.position);
    this.#store.wake.wake();
    return true;
  }

  ping(): Promise<void> {
    return this.#turn();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
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
