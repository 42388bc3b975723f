import { AVAILABILITY_PATTERN } from '@slotguard/contracts';
import { permissionsFor, type Permissions } from '@slotguard/event-log-jetstream';
import { LOOKUP_INBOXES } from './nats-lookups.js';

/** The users of the bus: each service is one, and may do what its work needs and no more. `setup` makes streams, and nothing else. */
export const NATS_ROLES = ['guard', 'calendar', 'projector', 'sms', 'email', 'voice', 'ops', 'setup'] as const;
export type NatsRole = (typeof NATS_ROLES)[number];

interface Rights {
  /** Ordered readers of the log that keep a checkpoint. */
  readonly readers?: readonly string[];
  readonly queues?: readonly string[];
  /** Adds events, under its own name as their writer. */
  readonly writes?: true;
  readonly lookups?: 'asks' | 'answers';
  /** Hands out parked events again. */
  readonly redrives?: true;
  readonly creates?: true;
}

const RIGHTS: Readonly<Record<NatsRole, Rights>> = {
  guard: { writes: true, readers: ['booking-guard'] },
  calendar: { writes: true, readers: ['calendar'], lookups: 'answers' },
  projector: { readers: ['read-model'] },
  sms: { writes: true, queues: ['sms-turns'], lookups: 'asks' },
  email: { writes: true, queues: ['email-turns'], lookups: 'asks' },
  voice: { writes: true, lookups: 'asks' },
  ops: { writes: true, redrives: true },
  setup: { creates: true },
};
const QUEUES = Object.values(RIGHTS).flatMap(({ queues = [] }) => queues);

/** Tells a user what it may do, for the look at the start. */
export const USER_INFO = '$SYS.REQ.USER.INFO';

/**
 * What the server lets a user do. Nobody hears `conv.>`: a refused publish is heard there. Nobody is given `allow_responses`. Answers come to an inbox
 * that is the user's own; those to look-ups to another, so that who answers them can't answer for the log.
 */
export function natsPermissions(role: NatsRole): Permissions {
  const { readers = [], queues = [], writes, lookups, redrives = false, creates = false } = RIGHTS[role];
  const otherQueues = QUEUES.filter((queue) => !queues.includes(queue));
  const names = { inboxPrefix: inboxOf(role), readers, queues, otherQueues };
  const { publish, subscribe } = permissionsFor({ ...names, redrives, creates, ...(writes && { writer: role }) });
  const asks = lookups === 'asks';
  const answers = lookups === 'answers';
  const says = [...(asks ? [AVAILABILITY_PATTERN] : []), ...(answers ? [`${LOOKUP_INBOXES}.>`] : []), USER_INFO];
  const hears = [...(asks ? [`${LOOKUP_INBOXES}.${role}.>`] : []), ...(answers ? [AVAILABILITY_PATTERN] : [])];
  return {
    publish: { allow: [...publish.allow, ...says], deny: publish.deny },
    subscribe: { allow: [...subscribe.allow, ...hears] },
  };
}

/** Where the log's answers to this user go. */
export function inboxOf(role: string): string {
  return `_INBOX_${role}`;
}

/** The name of a variable stands as it is; a word that begins with a digit would be read as a number. */
const quoted = (password: string): string => (password.startsWith('$') ? password : JSON.stringify(password));

/** The users, in the language of nats-server's configuration; a password may be `$VARIABLE` of its environment. */
export function natsServerConfig(passwordOf: (role: NatsRole) => string): string {
  const list = (subjects: readonly string[]): string =>
    `[\n${subjects.map((subject) => `          ${JSON.stringify(subject)}`).join('\n')}\n        ]`;
  const users = NATS_ROLES.map((role) => {
    const { publish, subscribe } = natsPermissions(role);
    const deny = publish.deny.length === 0 ? '' : `\n        deny: ${list(publish.deny)}`;
    return `    { user: ${role}, password: ${quoted(passwordOf(role))}, permissions: {
      publish: {
        allow: ${list(publish.allow)}${deny}
      }
      subscribe: {
        allow: ${list(subscribe.allow)}
      } } }`;
  });
  return `authorization {\n  users: [\n${users.join('\n')}\n  ]\n}\n`;
}
