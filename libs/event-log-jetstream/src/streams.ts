import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';

export const CONVERSATIONS = 'CONVERSATIONS';
export const PARKED = 'PARKED';
export const REDRIVEN = 'REDRIVEN';
export const CHECKPOINTS = 'KV_CHECKPOINTS';
export const RETRIES = 'KV_RETRIES';

const NANOS_A_DAY = 86_400 * 1e9;
/** What is known of failed tries outlives them by far; then the server's own count of them has to do. */
const RETRIES_KEPT_DAYS = 30;

/** There is a stream of our name that is not ours, or was changed into one that could lose or overwrite events. */
export class StreamDiffers extends Error {
  override readonly name = 'StreamDiffers';
}

type Config = Partial<StreamConfig> & { readonly name: string; readonly subjects: string[] };

/** One message per subject and never a second: the event's id is its lock. */
const CONVERSATIONS_CONFIG: Config = {
  name: CONVERSATIONS,
  description: 'Every event of every conversation, once.',
  subjects: ['conv.*.*.*.*'],
  max_msgs_per_subject: 1,
  discard: DiscardPolicy.New,
  discard_new_per_subject: true,
  deny_delete: true,
};
/** One entry for each consumer and event; parking again replaces its reason, redriving takes it away. */
const PARKED_CONFIG: Config = {
  name: PARKED,
  description: 'Events set aside for a person to look at, by name and place, with the reason.',
  subjects: ['parked.*.*.*.*'],
  max_msgs_per_subject: 1,
  discard: DiscardPolicy.New,
};
const REDRIVEN_CONFIG: Config = {
  name: REDRIVEN,
  description: 'Parked events on their way back to their queue.',
  subjects: ['redriven.*.*.*.*'],
  retention: RetentionPolicy.Workqueue,
  max_msgs_per_subject: 1,
  discard: DiscardPolicy.New,
};
/** What makes a stream a key-value bucket, for the tools that know those. */
const BUCKET = { max_msgs_per_subject: 1, discard: DiscardPolicy.New, allow_rollup_hdrs: true, deny_delete: true };
const CHECKPOINTS_CONFIG: Config = {
  name: CHECKPOINTS,
  description: 'How far each reader has come.',
  subjects: ['$KV.CHECKPOINTS.>'],
  ...BUCKET,
};
const RETRIES_CONFIG: Config = {
  name: RETRIES,
  description: 'Why a queue tried an event again, and which tries do not count.',
  subjects: ['$KV.RETRIES.>'],
  ...BUCKET,
  max_age: RETRIES_KEPT_DAYS * NANOS_A_DAY,
};
export const STREAMS: readonly Config[] = [
  CONVERSATIONS_CONFIG,
  PARKED_CONFIG,
  REDRIVEN_CONFIG,
  CHECKPOINTS_CONFIG,
  RETRIES_CONFIG,
];

/** What else must hold of each, and what a server says when nothing was asked for. */
const ALWAYS: Partial<StreamConfig> = {
  retention: RetentionPolicy.Limits,
  max_msgs: -1,
  max_age: 0,
  max_msg_size: -1,
  deny_delete: false,
  allow_rollup_hdrs: false,
  allow_direct: true,
  sealed: false,
  no_ack: false,
  allow_msg_ttl: false,
};
const NEVER = ['mirror', 'sources', 'republish', 'subject_transform'] as const;

/**
 * Creates what is missing and looks at what is there. Idempotent; several may do it at once. Throws `StreamDiffers` before anything is
 * written to a stream that would not keep it. Size, replicas, storage and placement are the operator's: only new streams get `replicas`.
 */
export async function ensureStreams(jsm: JetStreamManager, replicas = 1): Promise<StreamInfo> {
  const infos: StreamInfo[] = [];
  for (const config of STREAMS) {
    const info = await infoOf(jsm, config.name);
    infos.push(info ?? (await create(jsm, { ...config, num_replicas: replicas })));
  }
  infos.forEach(({ config: actual }, index) => assertAlike(STREAMS[index] as Config, actual));
  return infos[0] as StreamInfo;
}

async function infoOf(jsm: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await jsm.streams.info(name);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return undefined;
    throw error;
  }
}

async function create(jsm: JetStreamManager, config: Config): Promise<StreamInfo> {
  try {
    return await jsm.streams.add({ storage: StorageType.File, allow_direct: true, ...config });
  } catch (error) {
    const taken = error instanceof JetStreamApiError && error.code === NAME_IN_USE;
    if (!taken) throw error;
    return jsm.streams.info(config.name); // a rival was quicker, with other replicas
  }
}

function assertAlike(expected: Config, actual: StreamConfig): void {
  const { description: _, ...settings } = { ...ALWAYS, ...expected };
  const differences = Object.entries(settings)
    .filter(([name, value]) => !same(actual[name as keyof StreamConfig] ?? defaultOf(value), value))
    .map(([name, value]) => `${name} must be ${JSON.stringify(value)}`);
  const extras = NEVER.filter((name) => actual[name] !== undefined).map((name) => `${name} must not be set`);
  const wrong = [...differences, ...extras];
  if (wrong.length === 0) return;
  throw new StreamDiffers(`The stream ${expected.name} is not as the log needs it: ${wrong.join(', ')}.`);
}

function defaultOf(value: unknown): unknown {
  return typeof value === 'boolean' ? false : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const STREAM_NOT_FOUND = 10_059;
const NAME_IN_USE = 10_058;
