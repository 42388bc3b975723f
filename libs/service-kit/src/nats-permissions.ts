import { AVAILABILITY_PATTERN } from '@slotguard/contracts';
import { permissionsFor, type Permissions } from '@slotguard/event-log-jetstream';

/**
 * Where the answers to look-ups go, by user. Apart from the inboxes of the log's own answers: who may answer a look-up (the calendar) must
 * not be able to answer for the log.
 */
export const LOOKUP_INBOXES = '_INBOX_lookups';

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

/** Where an answer goes that another account waits for: the server makes a name of it that nobody can guess. */
const ANSWERS_ELSEWHERE = '_R_.>';

/** Tells a user what it may do, for the look at the start. */
export const USER_INFO = '$SYS.REQ.USER.INFO';

/**
 * What the server lets a user do. Nobody hears `conv.>`: a refused publish is heard there. Nobody is given `allow_responses`. Answers come to an inbox
 * that is the user's own; those to look-ups to another.
 */
export function natsPermissions(role: NatsRole): Permissions {
  const { readers = [], queues = [], writes, lookups, redrives = false, creates = false } = RIGHTS[role];
  const otherQueues = QUEUES.filter((queue) => !queues.includes(queue));
  const names = { inboxPrefix: inboxOf(role), readers, queues, otherQueues };
  const { publish, subscribe } = permissionsFor({ ...names, redrives, creates, ...(writes && { writer: role }) });
  const asks = lookups === 'asks';
  const answers = lookups === 'answers';
  const says = [...(asks ? [AVAILABILITY_PATTERN] : []), ...(answers ? [ANSWERS_ELSEWHERE] : []), USER_INFO];
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

const LOG_ACCOUNT = 'LOG';
const accountOf = (role: NatsRole): string => role.toUpperCase();
/**
 * Nobody asks this. But an account that imports it is spared the server's own answer ("JetStream not enabled for account") to all that it
 * asks of the log's account.
 */
const ACCOUNT_INFO = '$JS.API.INFO';
const isTheLogs = (subject: string): boolean => /^(conv|parked|redriven|\$KV|\$JS)\./.test(subject);
/**
 * Asked once, answered in many messages: when they are over the server does not know, and keeps the way back for so long after the last one.
 * Twice as long as anybody waits; its own two minutes would hold half a gigabyte on a busy day.
 */
const MANY = ', response_type: Stream, threshold: "10s"';
const isAnsweredInMany = (subject: string): boolean => /^\$JS\.API\.(CONSUMER\.MSG\.NEXT|DIRECT\.GET)\./.test(subject);

/**
 * The users, in the language of nats-server's configuration; a password may be `$VARIABLE` of its environment. The log has an account of
 * its own, and so has each user: whoever asks names the subject that the answer goes to, and the server does not look whether they may
 * publish there. In one account for all that would be anybody's subject, with an event of one's own for the answer. Between accounts
 * an answer gets no further than the asker's own, where only what this user may say leads on to the log.
 */
export function natsServerConfig(passwordOf: (role: NatsRole) => string): string {
  const exported = new Set([ACCOUNT_INFO, ...NATS_ROLES.flatMap((role) => natsPermissions(role).publish.allow)]);
  const services = [...exported]
    .filter(isTheLogs)
    .map((subject) => `{ service: ${quote(subject)}${isAnsweredInMany(subject) ? MANY : ''} }`);
  const log = `  ${LOG_ACCOUNT}: {
    jetstream: enabled
    users: []
    exports: ${list(services, 6)}
  }`;
  return `accounts {\n${[log, ...NATS_ROLES.map((role) => accountConfig(role, passwordOf(role)))].join('\n')}\n}\n`;
}

function accountConfig(role: NatsRole, password: string): string {
  const { publish, subscribe } = natsPermissions(role);
  const { lookups } = RIGHTS[role];
  const imported = (account: string, subject: string): string =>
    `{ service: { account: ${account}, subject: ${quote(subject)} } }`;
  const imports = [
    ...[ACCOUNT_INFO, ...publish.allow.filter(isTheLogs)].map((subject) => imported(LOG_ACCOUNT, subject)),
    ...(lookups === 'asks' ? [imported(accountOf('calendar'), AVAILABILITY_PATTERN)] : []),
  ];
  const exports = lookups === 'answers' ? `\n    exports: [{ service: ${quote(AVAILABILITY_PATTERN)} }]` : '';
  const deny = publish.deny.length === 0 ? '' : `\n        deny: ${list(publish.deny.map(quote), 10)}`;
  return `  ${accountOf(role)}: {
    users: [{ user: ${role}, password: ${quoted(password)}, permissions: {
      publish: {
        allow: ${list(publish.allow.map(quote), 10)}${deny}
      }
      subscribe: {
        allow: ${list(subscribe.allow.map(quote), 10)}
      } } }]
    imports: ${list(imports, 6)}${exports}
  }`;
}

const quote = (subject: string): string => JSON.stringify(subject);

function list(entries: readonly string[], indent: number): string {
  return `[\n${entries.map((entry) => `${' '.repeat(indent)}${entry}\n`).join('')}${' '.repeat(indent - 2)}]`;
}
