import { AckPolicy, DeliverPolicy, JetStreamApiError, type ConsumerConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { QueueOptions } from '@slotguard/event-log';
import type { Connection } from './connection.js';
import { toToken } from './names.js';
import { CONVERSATIONS, REDRIVEN, StreamDiffers } from './streams.js';

/** Failed events wait in here for their next try, beside what is in hand: so many must fit before a queue's neighbours have to wait. */
const UNSETTLED_MAX = 20_000;
/** Workers of one queue that may ask at the same time. */
const WORKERS_MAX = 512;

/**
 * The two durable consumers of a queue, made when missing. Nothing is filtered: the type stands in a header, and passing over an event
 * costs less than a filter over a subject per event. Nothing is ever given up by the server, which would skip it without a word.
 */
export async function ensureQueueConsumers(connection: Connection, options: QueueOptions): Promise<void> {
  const queue = toToken(options.queue);
  const common = {
    durable_name: queue,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    max_deliver: -1,
    ack_wait: nanos(options.ackWaitMs),
    max_ack_pending: UNSETTLED_MAX,
    max_waiting: WORKERS_MAX,
  };
  await ensureConsumer(connection, CONVERSATIONS, common);
  await ensureConsumer(connection, REDRIVEN, { ...common, filter_subject: `redriven.${queue}.*.*.*` });
}

type Wanted = Partial<ConsumerConfig> & { readonly durable_name: string; readonly ack_wait: number };

async function ensureConsumer(connection: Connection, stream: string, wanted: Wanted): Promise<void> {
  const { jsm } = connection;
  const { durable_name: name, ack_wait } = wanted;
  try {
    await connection.ask(() => jsm.consumers.add(stream, wanted as ConsumerConfig));
    return;
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.code === CONSUMER_EXISTS)) throw error;
  }
  const { config: actual } = await connection.ask(() => jsm.consumers.info(stream, name));
  assertAlike(stream, wanted, actual);
  if (actual.ack_wait !== ack_wait) await connection.ask(() => jsm.consumers.update(stream, name, { ack_wait }));
}

/** Throws when this consumer would leave events out, or give them up. */
function assertAlike(stream: string, wanted: Wanted, actual: ConsumerConfig): void {
  const names = ['ack_policy', 'deliver_policy', 'max_deliver', 'filter_subject'] as const;
  const wrong = names.filter((name) => (actual[name] ?? '') !== (wanted[name] ?? ''));
  const settings = wrong.map((name) => `${name} must be ${JSON.stringify(wanted[name] ?? '')}`);
  if (actual.filter_subjects?.length) settings.push('filter_subjects must not be set');
  if (settings.length === 0) return;
  const consumer = `The consumer ${wanted.durable_name} of ${stream}`;
  throw new StreamDiffers(`${consumer} is not as the queue needs it: ${settings.join(', ')}.`);
}

const CONSUMER_EXISTS = 10_148;
