import { AVAILABILITY_PATTERN } from '@slotguard/contracts';
import { LOOKUP_INBOXES } from './nats-lookups.js';

/** The users of the bus: each service is one, and may do what its work needs and no more. `setup` makes streams, and nothing else. */
export const NATS_ROLES = ['guard', 'calendar', 'projector', 'sms', 'email', 'voice', 'ops', 'setup'] as const;
export type NatsRole = (typeof NATS_ROLES)[number];

export interface NatsPermissions {
  readonly publish: { readonly allow: readonly string[]; readonly deny: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
}

interface Rights {
  /** Adds events, under its own name as their writer. */
  readonly writes: boolean;
  /** Reads the log in order, from a checkpoint of this name. */
  readonly reader?: string;
  /** Works on this queue. */
  readonly queue?: string;
  /** Asks or answers look-ups. */
  readonly lookups?: 'asks' | 'answers';
}

const RIGHTS: Readonly<Record<Exclude<NatsRole, 'setup'>, Rights>> = {
  guard: { writes: true, reader: 'booking-guard' },
  calendar: { writes: true, reader: 'calendar', lookups: 'answers' },
  projector: { writes: false, reader: 'read-model' },
  sms: { writes: true, queue: 'sms-turns', lookups: 'asks' },
  email: { writes: true, queue: 'email-turns', lookups: 'asks' },
  voice: { writes: true, lookups: 'asks' },
  ops: { writes: true },
};

const API = '$JS.API';
const STREAMS = ['CONVERSATIONS', 'PARKED', 'REDRIVEN', 'KV_CHECKPOINTS', 'KV_RETRIES'];
const QUEUES = Object.values(RIGHTS).flatMap(({ queue }) => queue ?? []);
/** Tells a user what it may do, for the look at the start. */
export const USER_INFO = '$SYS.REQ.USER.INFO';

/**
 * What the server lets a user do. Nobody hears `conv.>`: a refused publish is heard there. Nobody is given `allow_responses`. Answers come to an inbox
 * that is the user's own; those to look-ups to another, so that who answers them can't answer for the log.
 */
export function natsPermissions(role: NatsRole): NatsPermissions {
  const inbox = `${inboxOf(role)}.>`;
  if (role === 'setup') {
    const making = STREAMS.flatMap((name) => [`${API}.STREAM.CREATE.${name}`, `${API}.STREAM.INFO.${name}`]);
    return {
      publish: { allow: [...making, '$KV.CHECKPOINTS.=ping', USER_INFO], deny: [] },
      subscribe: { allow: [inbox] },
    };
  }
  const rights = RIGHTS[role];
  const { writes, reader, queue, lookups } = rights;
  const allow = [
    ...(writes ? [`conv.*.*.${role}.*`] : []),
    ...reading(),
    ...(reader === undefined ? [] : [`$KV.CHECKPOINTS.${reader}`, `parked.${reader}.*.*.*`]),
    ...(queue === undefined ? [] : working(queue)),
    ...(lookups === 'asks' ? [AVAILABILITY_PATTERN] : []),
    ...(lookups === 'answers' ? [`${LOOKUP_INBOXES}.>`] : []),
    ...(role === 'ops'
      ? ['redriven.*.*.*.*', `${API}.STREAM.MSG.DELETE.PARKED`, `${API}.CONSUMER.INFO.REDRIVEN.*`]
      : []),
    '$KV.CHECKPOINTS.=ping',
    USER_INFO,
  ];
  // Readers have names that nobody knows before, and so may any be made; but none may meddle with another's queue.
  const deny = QUEUES.filter((one) => one !== queue).flatMap((one) => consumerCalls('CONVERSATIONS', one));
  const hears = [
    inbox,
    ...(lookups === 'asks' ? [`${LOOKUP_INBOXES}.${role}.>`] : []),
    ...(lookups === 'answers' ? [AVAILABILITY_PATTERN] : []),
  ];
  return { publish: { allow, deny }, subscribe: { allow: hears } };
}

/** Where the log's answers to this user go. */
export function inboxOf(role: string): string {
  return `_INBOX_${role}`;
}

function reading(): string[] {
  return [
    ...STREAMS.flatMap((name) => [`${API}.STREAM.INFO.${name}`, `${API}.STREAM.MSG.GET.${name}`]),
    `${API}.DIRECT.GET.CONVERSATIONS`,
    ...consumerCalls('CONVERSATIONS', '*'),
  ];
}

function working(queue: string): string[] {
  return [
    ...consumerCalls('REDRIVEN', queue),
    // The second form of their subjects comes with 2.15: domain and account stand before the stream.
    ...['CONVERSATIONS', 'REDRIVEN'].flatMap((stream) => [
      `$JS.ACK.${stream}.${queue}.>`,
      `$JS.ACK.*.*.${stream}.${queue}.>`,
    ]),
    `$KV.RETRIES.${queue}.*`,
    `parked.${queue}.*.*.*`,
  ];
}

function consumerCalls(stream: string, name: string): string[] {
  const calls = ['CREATE', 'INFO', 'DELETE', 'MSG.NEXT'].map((call) => `${API}.CONSUMER.${call}.${stream}.${name}`);
  return [...calls, `${API}.CONSUMER.CREATE.${stream}.${name}.>`];
}

/** The users, in the language of nats-server's configuration. */
export function natsServerConfig(passwordOf: (role: NatsRole) => string): string {
  const list = (subjects: readonly string[]): string =>
    `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;
  const users = NATS_ROLES.map((role) => {
    const { publish, subscribe } = natsPermissions(role);
    const deny = publish.deny.length === 0 ? '' : `, deny: ${list(publish.deny)}`;
    return `    { user: ${role}, password: ${passwordOf(role)}, permissions: {
      publish: { allow: ${list(publish.allow)}${deny} }
      subscribe: { allow: ${list(subscribe.allow)} } } }`;
  });
  return `authorization {\n  users: [\n${users.join('\n')}\n  ]\n}\n`;
}
