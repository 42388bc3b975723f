import { toToken } from './names.js';
import { CHECKPOINTS, CONVERSATIONS, PARKED, REDRIVEN, RETRIES, STREAMS } from './streams.js';

/** What one service does with the log. */
export interface LogRole {
  /** The inboxes' prefix is the user's own: nobody else may listen there. */
  readonly inboxPrefix: string;
  /** Under whose name it writes events; none for one that only reads. */
  readonly writer?: string;
  /** Names of its ordered readers that keep a checkpoint or park. */
  readonly readers?: readonly string[];
  /** Names of its work queues. */
  readonly queues?: readonly string[];
  /** Names of the others' queues, whose consumers it must not touch. */
  readonly otherQueues?: readonly string[];
  /** For operators: hands out parked events again. */
  readonly redrives?: boolean;
  /** For whoever prepares the log: creates the streams. */
  readonly creates?: boolean;
}

export interface Permissions {
  readonly publish: { readonly allow: readonly string[]; readonly deny: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
}

/** The subjects that a service's NATS user needs for its log, and no others. Nobody may subscribe to an event's subject. */
export function permissionsFor(role: LogRole): Permissions {
  const { inboxPrefix, writer, readers = [], queues = [], otherQueues = [], redrives, creates } = role;
  const allow = [
    ...STREAMS.map(({ name }) => `$JS.API.STREAM.INFO.${name}`),
    ...[CONVERSATIONS, PARKED, CHECKPOINTS, RETRIES].map((stream) => `$JS.API.STREAM.MSG.GET.${stream}`),
    `$JS.API.DIRECT.GET.${CONVERSATIONS}`,
    `$JS.API.CONSUMER.CREATE.${CONVERSATIONS}.*`,
    `$JS.API.CONSUMER.MSG.NEXT.${CONVERSATIONS}.*`,
    '$KV.CHECKPOINTS.=ping',
    ...(writer === undefined ? [] : [`conv.*.*.${toToken(writer)}.*`]),
    ...readers.flatMap((reader) => [`$KV.CHECKPOINTS.${toToken(reader)}`, `parked.${toToken(reader)}.*.*.*`]),
    ...queues.flatMap(queueSubjects),
    ...(redrives ? redriveSubjects() : []),
    ...(creates ? STREAMS.map(({ name }) => `$JS.API.STREAM.CREATE.${name}`) : []),
  ];
  const deny = otherQueues.flatMap((queue) => [
    `$JS.API.CONSUMER.CREATE.${CONVERSATIONS}.${toToken(queue)}`,
    `$JS.API.CONSUMER.MSG.NEXT.${CONVERSATIONS}.${toToken(queue)}`,
  ]);
  return { publish: { allow, deny }, subscribe: { allow: [`${inboxPrefix}.>`] } };
}

function queueSubjects(name: string): string[] {
  const queue = toToken(name);
  return [
    `$JS.API.CONSUMER.CREATE.${REDRIVEN}.${queue}.redriven.${queue}.*.*.*`,
    `$JS.API.CONSUMER.MSG.NEXT.${REDRIVEN}.${queue}`,
    ...[CONVERSATIONS, REDRIVEN].flatMap((stream) => [
      `$JS.API.CONSUMER.INFO.${stream}.${queue}`,
      `$JS.ACK.${stream}.${queue}.>`,
      `$JS.ACK.*.*.${stream}.${queue}.>`, // the second form, which begins with domain and account
    ]),
    `$KV.RETRIES.${queue}.*`,
    `parked.${queue}.*.*.*`,
  ];
}

function redriveSubjects(): string[] {
  return [`$JS.API.STREAM.MSG.DELETE.${PARKED}`, `$JS.API.CONSUMER.INFO.${REDRIVEN}.*`, 'redriven.*.*.*.*'];
}
