import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';

/** Names one event: conversation ids are unique within a business, event ids within a conversation. */
export interface EventRef {
  readonly business: string;
  readonly conversation: string;
  readonly id: string;
}
export type ConversationRef = Omit<EventRef, 'id'>;

/** `adopted`: an event of that id was there before, and is the one returned; what was to be appended is gone. */
export interface Appended {
  readonly event: StoredEvent;
  readonly adopted: boolean;
}

/** How a work queue is served. Every limit is explicit. */
export interface QueueOptions {
  readonly queue: string;
  readonly types: readonly string[];
  /** How many events this worker has in its hands at once. */
  readonly inFlight: number;
  /** A worker that has not said for this long that it still works is taken for dead: another one gets the event. */
  readonly ackWaitMs: number;
  /** Not finished within this, another worker gets it as well. Must exceed the longest handling. Default `ackWaitMs`. */
  readonly handlingMaxMs?: number;
  /** Tried this often, then parked with the last error as its reason, unless that is only "not now". */
  readonly maxAttempts: number;
  /** Wait before attempt n + 1. */
  readonly backoffMs: (attempt: number) => number;
  /** Hears of faults of the queue itself, which goes on trying; never of the log's being unavailable. */
  readonly onError?: (error: unknown) => void;
}

/**
 * What a queue's handler may say of an event: throwing means "again, later" (counted), `Poison` means "park at once". An error with
 * `retryable: true` says that somebody else is away: again, later, and never parked for it; the pauses grow as for others, save for
 * `LogUnavailable`, which does not count at all.
 */
export type QueueHandler = (event: StoredEvent, attempt: number) => Promise<void>;

export interface Parked {
  readonly consumer: string;
  readonly event: StoredEvent;
  readonly reason: string;
  readonly parkedAt: string;
}

export interface Subscription {
  /** Takes no more work, finishes what is in its hands, then resolves. */
  close(): Promise<void>;
}

/**
 * The log of conversations. Appending is the only way to write, an event's id is its lock, and nothing is ever changed.
 *
 * | call | promise |
 * | --- | --- |
 * | `append` | stored once under its id, or what is stored there already; else `LogUnavailable` (typed, retryable) |
 * | `get`, `readConversation` | what is stored now, in log order; events of one conversation never change order |
 * | `waitFor` | ends in a read: an event that is there is never missed; undefined after `timeoutMs`; an abort throws its reason |
 * | `follow` | every event after a position, in order, without gaps, and then as they come; survives a restart of the server |
 * | `consume` | every event of the types to some worker at least once; poison is parked and never blocks its neighbours |
 */
export interface EventLog {
  append(event: NewStoredEvent): Promise<Appended>;
  get(ref: EventRef): Promise<StoredEvent | undefined>;
  readConversation(ref: ConversationRef): Promise<StoredEvent[]>;
  waitFor(ref: EventRef, options: { timeoutMs: number; signal?: AbortSignal }): Promise<StoredEvent | undefined>;

  /** Ends when the signal aborts. `after: 0` is the beginning. */
  follow(options: { after: number; signal: AbortSignal }): AsyncIterable<StoredEvent>;
  /** The greatest position recorded before an instant; 0 when there is none. */
  positionBefore(instant: Date): Promise<number>;
  /** The greatest position there is; 0 for an empty log. */
  lastPosition(): Promise<number>;
  loadCheckpoint(reader: string): Promise<number>;
  saveCheckpoint(reader: string, position: number): Promise<void>;

  consume(options: QueueOptions, handler: QueueHandler): Promise<Subscription>;
  /** Sets an event aside for a person to look at: the reader's or queue's name, the event, why. */
  park(consumer: string, event: StoredEvent, reason: string): Promise<void>;
  listParked(consumer?: string): Promise<Parked[]>;
  /** Hands a parked event to its queue again; for readers it only clears the entry. False when it is not parked. */
  redrive(consumer: string, ref: EventRef): Promise<boolean>;

  /** Resolves when the log can be written; rejects with `LogUnavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
