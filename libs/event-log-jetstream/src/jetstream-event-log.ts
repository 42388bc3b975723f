import { JetStreamApiError, type StreamInfo } from '@nats-io/jetstream';
import type { Clock } from '@slotguard/business-time';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import {
  eventKey,
  LogUnavailable,
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
import { toMessage, toStored } from './cloud-event.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { durabilityDoubts, type DurabilityDoubt } from './durability.js';
import { JetStreamWork } from './jetstream-work.js';
import { KeyValues } from './key-values.js';
import { anyWriterSubject, namesIn, toToken } from './names.js';
import { ensureQueueConsumers } from './queue-consumers.js';
import { readInOrder } from './read-in-order.js';
import { Reads } from './reads.js';
import { Seen } from './seen.js';
import { SetAside } from './set-aside.js';
import { CHECKPOINTS, CONVERSATIONS, ensureStreams, RETRIES } from './streams.js';

export interface JetStreamEventLogOptions extends ConnectionOptions {
  /** Of streams that have to be created. Default 1; 3 in a cluster that shall survive the loss of a server. */
  readonly replicas?: number;
  /** Stamps `recordedAt` instead of the server's own clock: for tests that pin the time. */
  readonly clock?: Clock;
}

/** "Wrong last sequence", twice, and "not ready": the id is taken, or a rival's event of this id is just on its way. */
const REFUSED = [10_071, 10_164, 10_163];
const PUBLISH_ATTEMPTS = 2;

/** The log in NATS JetStream: the distributed default. See docs/adr/0010 for what stands where. */
export class JetStreamEventLog implements EventLog {
  readonly #subscriptions = new Set<Subscription>();
  readonly #wake = new Wake();
  readonly #seen = new Seen();
  readonly #reads: Reads;
  readonly #aside: SetAside;
  readonly #checkpoints: KeyValues;
  readonly #retries: KeyValues;
  #listening: Promise<void> | undefined;

  /** Connects, creates what is missing, checks what is there; rejects with `LogUnavailable`, `UnsupportedServer` or `StreamDiffers`. */
  static async open(options: JetStreamEventLogOptions): Promise<JetStreamEventLog> {
    const connection = await Connection.open(options);
    try {
      const { config } = await connection.ask(() => ensureStreams(connection.jsm, options.replicas));
      return new JetStreamEventLog(connection, config.num_replicas > 1, options.clock);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private constructor(
    private readonly connection: Connection,
    replicated: boolean,
    private readonly clock: Clock | undefined,
  ) {
    setMaxListeners(0, connection.closed);
    this.#reads = new Reads(connection, this.#seen, replicated, this.#pinned);
    this.#aside = new SetAside(connection, this.#reads, clock);
    this.#checkpoints = new KeyValues(connection, CHECKPOINTS);
    this.#retries = new KeyValues(connection, RETRIES);
  }

  /**
   * Whatever the server says of a publish, what stands under the id decides: the event, ours or a rival's, or nothing. A time-out may
   * have stored it, and a refusal (10077) may mean a taken id as well as a full disk.
   */
  async append(event: NewStoredEvent): Promise<Appended> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#publish(event);
      const found = typeof outcome === 'number' ? await this.#reads.at(outcome) : await this.#reads.event(event);
      if (found) return { event: found, adopted: typeof outcome !== 'number' };
      const refusal = typeof outcome === 'number' ? new LogUnavailable('not_found') : outcome;
      if (refusal.code !== 'timeout' || attempt === PUBLISH_ATTEMPTS) throw refusal;
    }
  }

  /** The place where it is stored; or why not, when the reason may pass or the id is taken. */
  async #publish(event: NewStoredEvent): Promise<number | LogUnavailable> {
    const { subject, headers, body } = toMessage(event, this.clock?.now());
    const expect = { lastSubjectSequence: 0, lastSubjectSequenceSubject: anyWriterSubject(event) };
    try {
      const { seq } = await this.connection.ask(() => this.connection.js.publish(subject, body, { headers, expect }));
      return seq;
    } catch (error) {
      if (error instanceof JetStreamApiError && REFUSED.includes(error.code)) {
        return new LogUnavailable(String(error.code), { cause: error });
      }
      if (error instanceof LogUnavailable && !LOST.includes(error.code)) return error;
      throw error;
    }
  }

  get(ref: EventRef): Promise<StoredEvent | undefined> {
    return this.#reads.event(ref);
  }

  readConversation(ref: ConversationRef): Promise<StoredEvent[]> {
    return this.#reads.conversation(ref);
  }

  waitFor(ref: EventRef, options: { timeoutMs: number; signal?: AbortSignal }): Promise<StoredEvent | undefined> {
    this.#listening ??= this.#listen();
    return waitUntilStored({ ...options, get: () => this.get(ref), wake: this.#wake, tag: eventKey(ref) });
  }

  async *follow({ after, signal }: { after: number; signal: AbortSignal }): AsyncGenerator<StoredEvent> {
    const ending = AbortSignal.any([signal, this.connection.closed]);
    for await (const found of readInOrder(this.connection, { after, signal: ending })) {
      const event = toStored(found, this.#pinned);
      this.#seen.note(event);
      yield event;
    }
  }

  /** By halving: the leader tells when each event in the middle was recorded. */
  async positionBefore(instant: Date): Promise<number> {
    let [before, last] = [0, await this.lastPosition()];
    while (before < last) {
      const middle = Math.ceil((before + last) / 2);
      const event = await this.#reads.from(middle);
      const isBefore = event !== undefined && new Date(event.recordedAt) < instant;
      if (isBefore) before = event.position;
      else last = middle - 1;
    }
    return before;
  }

  async lastPosition(): Promise<number> {
    return (await this.#info()).state.last_seq;
  }

  async loadCheckpoint(reader: string): Promise<number> {
    const position = Number((await this.#checkpoints.get(toToken(reader))) ?? 0);
    // What is no place at all would leave a reader standing still without a word; from the beginning it only takes longer.
    return Number.isSafeInteger(position) && position > 0 ? position : 0;
  }

  async saveCheckpoint(reader: string, position: number): Promise<void> {
    await this.#checkpoints.put(toToken(reader), String(position));
  }

  async consume(options: QueueOptions, handler: QueueHandler): Promise<Subscription> {
    await ensureQueueConsumers(this.connection, options);
    const { connection } = this;
    const work = new JetStreamWork(connection, options, this.#reads, this.#aside, this.#retries, this.#pinned);
    const pump = pumpWork(options, work, work.wake, handler);
    const subscription: Subscription = {
      close: async () => {
        if (!this.#subscriptions.delete(subscription)) return;
        await pump.close();
        await work.close().catch(() => undefined);
      },
    };
    this.#subscriptions.add(subscription);
    return subscription;
  }

  park(consumer: string, event: StoredEvent, reason: string): Promise<void> {
    return this.#aside.park(consumer, event, reason);
  }

  listParked(consumer?: string): Promise<Parked[]> {
    return this.#aside.list(consumer);
  }

  redrive(consumer: string, ref: EventRef): Promise<boolean> {
    return this.#aside.redrive(consumer, ref);
  }

  /** The stream has a leader, and something is stored where the checkpoints are. */
  async ping(): Promise<void> {
    await this.lastPosition();
    await this.#checkpoints.put('=ping', new Date().toISOString());
  }

  /** What could make this log forget what it acknowledged, for a loud word at the start; the monitor is the server's own, over HTTP. */
  async durabilityDoubts(monitorUrl?: string): Promise<string[]> {
    return (await this.kindsOfDurabilityDoubt(monitorUrl)).map(({ says }) => says);
  }

  /** The same, with the kind of each. */
  async kindsOfDurabilityDoubt(monitorUrl?: string): Promise<DurabilityDoubt[]> {
    return durabilityDoubts(await this.#info(), monitorUrl);
  }

  async close(): Promise<void> {
    if (this.connection.closed.aborted) return;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await this.connection.close();
    await this.#listening;
  }

  #info(): Promise<StreamInfo> {
    return this.connection.ask(() => this.connection.jsm.streams.info(CONVERSATIONS));
  }

  get #pinned(): boolean {
    return this.clock !== undefined;
  }

  /** Hears of every event through a consumer of its own, never on the events' subjects: there a refused publish is heard too. */
  async #listen(): Promise<void> {
    const signal = this.connection.closed;
    try {
      const after = await this.lastPosition();
      this.#wake.wake();
      for await (const { subject } of readInOrder(this.connection, { after, signal, headersOnly: true })) {
        this.#wake.wake([eventKey(namesIn(subject))]);
      }
    } catch {
      // Who waits looks by itself, every second; the next one to wait tries again.
      this.#listening = undefined;
    }
  }
}

/** The server went away: nothing can be read now either. */
const LOST = ['closed', 'disconnected', 'connection'];
