import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import { nanos, nuid } from '@nats-io/transport-node';
import { LogUnavailable, pause, pauseMs, Wake } from '@slotguard/event-log';
import { setMaxListeners } from 'node:events';
import type { FoundMessage } from './cloud-event.js';
import type { Connection } from './connection.js';
import { deliveryOf, Puller } from './puller.js';
import { CONVERSATIONS } from './streams.js';

/** Enough for the network's delay, little enough to hold in memory. */
const BATCH_EVENTS = 500;
const POLL_MS = 1_000;
/** The server forgets a reader that was not heard of for so long. */
const FORGOTTEN_MS = 30_000;

export interface ReadInOrderOptions {
  readonly after: number;
  readonly signal: AbortSignal;
  /** Only subjects and headers, for those who want to know that something came. */
  readonly headersOnly?: boolean;
}

/**
 * Everything after a position, then what comes, in order and without gaps: an ordered consumer over the whole stream, made anew behind
 * the last message whenever anything is in doubt (the server was away, is silent, has forgotten us, or has left something out).
 */
export async function* readInOrder(connection: Connection, options: ReadInOrderOptions): AsyncGenerator<FoundMessage> {
  const { signal } = options;
  let { after } = options;
  for (let failures = 0; !signal.aborted;) {
    try {
      for await (const found of readUntilInDoubt(connection, { ...options, after })) {
        yield found;
        after = found.position;
        failures = 0;
      }
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
      await pause(pauseMs(failures++), signal);
    }
  }
}

async function* readUntilInDoubt(connection: Connection, options: ReadInOrderOptions): AsyncGenerator<FoundMessage> {
  const consumer = await createConsumer(connection, options);
  const ended = AbortSignal.any([options.signal, connection.lost]);
  setMaxListeners(0, ended);
  const arrivals = new Wake();
  const puller = new Puller(connection, CONVERSATIONS, consumer, () => arrivals.wake());
  try {
    for (let serial = 0; ;) {
      const arrival = arrivals.ticket();
      try {
        for (const msg of puller.take(BATCH_EVENTS)) {
          if (options.signal.aborted) return;
          const delivery = deliveryOf(msg);
          if (delivery.serial !== ++serial) throw new LogUnavailable('gap');
          yield delivery;
        }
        if (options.signal.aborted) return;
        if (ended.aborted || puller.broken !== undefined) throw new LogUnavailable(puller.broken ?? 'disconnected');
        puller.request(BATCH_EVENTS);
        if (puller.waiting === 0) await arrival.wait(POLL_MS, ended);
      } finally {
        arrival.dispose();
      }
    }
  } finally {
    void puller.close(); // the server forgets the consumer by itself: nobody needs the right to delete one
  }
}

async function createConsumer(connection: Connection, { after, headersOnly }: ReadInOrderOptions): Promise<string> {
  const name = `reader-${nuid.next()}`;
  await connection.ask(() =>
    connection.jsm.consumers.add(CONVERSATIONS, {
      name,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: after + 1,
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      max_deliver: 1,
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: nanos(FORGOTTEN_MS),
      ...(headersOnly && { headers_only: true }),
    }),
  );
  return name;
}
