import type { Msg } from '@nats-io/transport-node';
import { nanos } from '@nats-io/transport-node';
import type { QueueOptions, WorkItem, WorkStore } from '@slotguard/event-log';
import { LogUnavailable, Wake } from '@slotguard/event-log';
import { toStored, typeOf } from './cloud-event.js';
import type { Connection } from './connection.js';
import type { KeyValues } from './key-values.js';
import { toToken } from './names.js';
import { deliveryOf, Puller } from './puller.js';
import { ensureQueueConsumers } from './queue-consumers.js';
import type { Reads } from './reads.js';
import { entryIn, type SetAside } from './set-aside.js';
import { CONVERSATIONS, REDRIVEN } from './streams.js';

/** What is known of the tries of one delivery: the server counts deliveries, and not all of them are the event's fault. */
interface Tries {
  readonly uncounted: number;
  readonly reason: string;
}
interface Taken {
  readonly msg: Msg;
  readonly key: string;
  readonly uncounted: number;
}
const NONE: Tries = { uncounted: 0, reason: '' };

/** A work queue on two durable consumers: the stream of all events, of which it passes over other types, and what was redriven to it. */
export class JetStreamWork implements WorkStore {
  /** Stamped when something has arrived. */
  readonly wake = new Wake();
  readonly #taken = new WeakMap<WorkItem, Taken>();
  readonly #events: Puller;
  readonly #redriven: Puller;

  constructor(
    private readonly connection: Connection,
    private readonly options: QueueOptions,
    private readonly reads: Reads,
    private readonly aside: SetAside,
    private readonly retries: KeyValues,
    private readonly pinned: boolean,
  ) {
    const puller = (stream: string): Puller =>
      new Puller(connection, stream, toToken(options.queue), () => this.wake.wake());
    this.#events = puller(CONVERSATIONS);
    this.#redriven = puller(REDRIVEN);
  }

  /** Never more in sight than there is room for, save for one redriven event, which may have to wait for a moment. */
  async take(max: number): Promise<{ items: WorkItem[] }> {
    this.connection.assertUp();
    await this.#mend();
    const items: WorkItem[] = [];
    for (const puller of [this.#redriven, this.#events]) await this.#takeFrom(puller, max, items);
    const free = max - items.length - this.#events.waiting;
    this.#events.request(free);
    this.#redriven.request(Math.min(1, free));
    return { items };
  }

  /** Unconfirmed: the next one says the same. */
  async keep(item: WorkItem): Promise<void> {
    this.connection.assertUp();
    this.#takenAs(item).msg.respond('+WPI');
  }

  async done(item: WorkItem): Promise<void> {
    await this.#answer(item, '+ACK');
  }

  async retry(item: WorkItem, again: { delayMs: number; reason: string; counted: boolean }): Promise<void> {
    const { key, uncounted } = this.#takenAs(item);
    const tries: Tries = { uncounted: uncounted + (again.counted ? 0 : 1), reason: again.reason };
    await this.retries.put(key, JSON.stringify(tries));
    await this.#answer(item, `-NAK ${JSON.stringify({ delay: nanos(again.delayMs) })}`);
  }

  async park(item: WorkItem, reason: string): Promise<void> {
    await this.aside.park(this.options.queue, item.event, reason);
    await this.#answer(item, '+TERM');
  }

  /** Gives back what arrived and nobody began; that it was handed out does not count. */
  async close(): Promise<void> {
    for (const puller of [this.#events, this.#redriven]) {
      for (const msg of await puller.close()) {
        const item = await this.#itemOf(msg);
        if (item) await this.retry(item, { delayMs: 0, reason: 'the worker closed', counted: false });
      }
    }
  }

  /** After any trouble the consumers are seen to before the next request; "not now" makes the pump wait, so nothing turns in a circle. */
  async #mend(): Promise<void> {
    const why = this.#events.broken ?? this.#redriven.broken;
    if (why === undefined) return;
    await ensureQueueConsumers(this.connection, this.options);
    this.#events.forget();
    this.#redriven.forget();
    throw new LogUnavailable(why);
  }

  /** What can't be looked at now waits for the next time, unless there is enough to do meanwhile. */
  async #takeFrom(puller: Puller, max: number, items: WorkItem[]): Promise<void> {
    while (items.length < max) {
      const [msg] = puller.take(1);
      if (msg === undefined) return;
      try {
        const item = await this.#itemOf(msg);
        if (item) items.push(item);
      } catch (error) {
        puller.untake(msg);
        if (items.length === 0) throw error;
        return;
      }
    }
  }

  /** Undefined for an event that is none of this queue's types: it is let go at once. */
  async #itemOf(msg: Msg): Promise<WorkItem | undefined> {
    const delivery = deliveryOf(msg);
    const { position, deliveries } = delivery;
    const redriven = msg.subject.startsWith('redriven.');
    if (!redriven && !this.options.types.includes(typeOf(msg.headers))) return this.#letGo(msg);
    const key = `${toToken(this.options.queue)}.${redriven ? 'redriven' : 'event'}-${position}`;
    const known = deliveries > 1 ? await this.retries.get(key) : undefined;
    const { uncounted, reason } = known === undefined ? NONE : (JSON.parse(known) as Tries);
    const event = redriven
      ? await this.reads.at(entryIn({ body: msg.data }).position)
      : toStored(delivery, this.pinned);
    if (event === undefined) return this.#letGo(msg);
    const item: WorkItem = { event, attempt: deliveries - uncounted, lastReason: reason || undefined };
    this.#taken.set(item, { msg, key, uncounted });
    return item;
  }

  /** Unconfirmed: if it is lost, the message comes again and goes the same way. */
  #letGo(msg: Msg): undefined {
    msg.respond('+ACK');
  }

  async #answer(item: WorkItem, word: string): Promise<void> {
    await this.connection.request(this.#takenAs(item).msg.reply ?? '', word);
  }

  #takenAs(item: WorkItem): Taken {
    const taken = this.#taken.get(item);
    if (taken === undefined) throw new Error('not an item of this queue');
    return taken;
  }
}
