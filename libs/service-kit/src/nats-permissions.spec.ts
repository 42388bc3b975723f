import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, errors, type NatsConnection } from '@nats-io/transport-node';
import { pause } from '@slotguard/event-log';
import { launchNats, waitFor, type LaunchedNats } from '@slotguard/testing';
import { openLog } from './open-log.js';
import { excessRights } from './nats-rights.js';
import { natsAccess } from './nats-access.js';
import { inboxOf, NATS_ROLES, natsPermissions, natsServerConfig, type NatsRole } from './nats-permissions.js';

const WRITERS = ['sms', 'email', 'voice', 'guard', 'calendar', 'ops'];
const event = (writer: string): string => `conv.radiance.ann.${writer}.dec-1`;
const DO_NOT = ['STREAM.DELETE', 'STREAM.PURGE', 'STREAM.UPDATE', 'STREAM.MSG.DELETE'].map(
  (call) => `$JS.API.${call}.CONVERSATIONS`,
);
/** What anybody might try to say. */
const SAYINGS = [
  ...WRITERS.map(event),
  'conv.radiance._policy.ops.policy-1',
  'conv.radiance.ann.ops.takeover-1',
  ...DO_NOT,
  '$JS.API.STREAM.CREATE.CONVERSATIONS',
  '$JS.API.STREAM.CREATE.OTHER',
  '$JS.API.STREAM.MSG.DELETE.PARKED',
  '$JS.API.CONSUMER.CREATE.CONVERSATIONS.sms-turns',
  '$JS.API.CONSUMER.MSG.NEXT.CONVERSATIONS.sms-turns',
  '$JS.ACK.CONVERSATIONS.sms-turns.1.1.1.1.0',
  '$JS.ACK._.G.CONVERSATIONS.sms-turns.1.1.1.1.0.0',
  '$JS.API.CONSUMER.CREATE.CONVERSATIONS.email-turns',
  '$JS.ACK.CONVERSATIONS.email-turns.1.1.1.1.0',
  '$KV.CHECKPOINTS.booking-guard',
  '$KV.CHECKPOINTS.calendar',
  '$KV.CHECKPOINTS.read-model',
  'parked.sms-turns.radiance.ann.utt-1',
  'redriven.sms-turns.radiance.ann.utt-1',
  'calendar.availability',
  '_INBOX_lookups.sms.answer',
  '_INBOX_guard.answer',
  '_INBOX_sms.answer',
];
/** What anybody might try to hear. */
const HEARINGS = [
  ...['>', 'conv.>', 'conv.*.*.*.*', event('guard'), 'parked.>', '$KV.>', '$JS.>', '$JS.API.>', '_INBOX_guard.>'],
  ...['_INBOX_sms.>', '_INBOX_lookups.sms.>', '_INBOX_lookups.>', 'calendar.availability', 'calendar.>'],
];

/** All of it that the work of each needs: every other cell of the table is refused. */
const MAY: Readonly<Record<NatsRole, { readonly say: readonly string[]; readonly hear: readonly string[] }>> = {
  guard: { say: [event('guard'), '$KV.CHECKPOINTS.booking-guard'], hear: ['_INBOX_guard.>'] },
  calendar: {
    say: [event('calendar'), '$KV.CHECKPOINTS.calendar'],
    hear: ['calendar.availability'],
  },
  projector: { say: ['$KV.CHECKPOINTS.read-model'], hear: [] },
  sms: {
    say: [
      event('sms'),
      '$JS.API.CONSUMER.CREATE.CONVERSATIONS.sms-turns',
      '$JS.API.CONSUMER.MSG.NEXT.CONVERSATIONS.sms-turns',
      '$JS.ACK.CONVERSATIONS.sms-turns.1.1.1.1.0',
      '$JS.ACK._.G.CONVERSATIONS.sms-turns.1.1.1.1.0.0',
      'parked.sms-turns.radiance.ann.utt-1',
      'calendar.availability',
    ],
    hear: ['_INBOX_sms.>', '_INBOX_lookups.sms.>'],
  },
  email: {
    say: [
      event('email'),
      '$JS.API.CONSUMER.CREATE.CONVERSATIONS.email-turns',
      '$JS.ACK.CONVERSATIONS.email-turns.1.1.1.1.0',
      'calendar.availability',
    ],
    hear: [],
  },
  voice: { say: [event('voice'), 'calendar.availability'], hear: [] },
  ops: {
    say: [
      event('ops'),
      'conv.radiance._policy.ops.policy-1',
      'conv.radiance.ann.ops.takeover-1',
      '$JS.API.STREAM.MSG.DELETE.PARKED',
      'redriven.sms-turns.radiance.ann.utt-1',
    ],
    hear: [],
  },
  setup: { say: ['$JS.API.STREAM.CREATE.CONVERSATIONS'], hear: [] },
};

const LOOK_MS = 2_000;
let server: LaunchedNats;
const opened: NatsConnection[] = [];
beforeAll(async () => {
  // In the log's account one who hears everything, as whoever runs the server may.
  const config = natsServerConfig((role) => `4B-${role}`).replace('users: [', 'users: [{ user: root, password: root }');
  server = await launchNats({ config });
}, 120_000);
afterEach(() => Promise.all(opened.splice(0).map((nc) => nc.close())));
afterAll(() => server.stop());

const urlOf = (role: string): string =>
  Object.assign(new URL(server.url), { username: role, password: `4B-${role}` }).href;
async function connectAs(role: NatsRole): Promise<NatsConnection> {
  const { servers, user = '', password = '' } = natsAccess({ natsUrl: urlOf(role) });
  const nc = await connect({ servers: [...servers], user, pass: password, inboxPrefix: inboxOf(role) });
  opened.push(nc);
  return nc;
}

/** Refused, or not: whatever else comes of it, an answer, nobody there or silence, the server has let it pass. */
async function maySay(nc: NatsConnection, subject: string): Promise<boolean> {
  const isRefused = (error: unknown): boolean =>
    error instanceof errors.PermissionViolationError ||
    (error instanceof Error && error.cause instanceof errors.PermissionViolationError);
  return nc.request(subject, '{}', { timeout: LOOK_MS }).then(
    () => true,
    (error: unknown) => !isRefused(error),
  );
}

async function mayHear(nc: NatsConnection, subject: string): Promise<boolean> {
  const refused = new Promise<boolean>((resolve) => {
    nc.subscribe(subject, { callback: (error) => void (error && resolve(true)) });
  });
  // The server reads in order: once it has answered this, it has said all that it has to say of the subscription.
  return !(await Promise.race([
    refused,
    nc
      .flush()
      .then(() => nc.flush())
      .then(() => false),
  ]));
}

describe.each(NATS_ROLES)('as %s', (role) => {
  test.each(SAYINGS)('saying %s', async (subject) => {
    const nc = await connectAs(role);
    expect(await maySay(nc, subject)).toBe(MAY[role].say.includes(subject));
  });
  test.each(HEARINGS)('hearing %s', async (subject) => {
    const nc = await connectAs(role);
    const isOwn = subject === `${inboxOf(role)}.>`;
    expect(await mayHear(nc, subject)).toBe(isOwn || MAY[role].hear.includes(subject));
  });
});

describe('an answer of the log goes where who asked wants it, which the server does not look at', () => {
  const CONTENT = '{"data":{},"personal":{}}';
  /** What all readers of the log need a wildcard for: an answer passes by it, where only a denial keeps the user out. */
  const BY_WILDCARD = SAYINGS.filter((subject) => /CONSUMER\.(CREATE|MSG\.NEXT)\.CONVERSATIONS/.test(subject));
  let root: NatsConnection;
  beforeAll(async () => {
    const settings = { eventLog: 'jetstream' as const, natsUrl: urlOf('setup') };
    await (await openLog(settings, { name: 'setup' })).close();
    root = await connect({ servers: server.url, user: 'root', pass: 'root' });
    await root.request('conv.radiance.bob.sms.utt-1', CONTENT);
  });
  afterAll(() => root.close());

  test.each(NATS_ROLES)('%s has it sent to no subject that it may not say', async (role) => {
    const nc = await connectAs(role);
    const heard = new Set<string>();
    const hearing = root.subscribe('>', {
      callback: (_error, msg) => void (msg.string() === CONTENT && heard.add(msg.subject)),
    });
    await root.flush();
    const own = '$KV.CHECKPOINTS.=ping';
    const forbidden = SAYINGS.filter((subject) => !MAY[role].say.includes(subject) && !BY_WILDCARD.includes(subject));
    for (const reply of [...forbidden, own]) nc.publish('$JS.API.DIRECT.GET.CONVERSATIONS', '{"seq":1}', { reply });
    await waitFor(() => heard.has(own));
    await pause(100);
    hearing.unsubscribe();
    expect([...heard].filter((subject) => forbidden.includes(subject))).toEqual([]);
  });
});

describe('at its start a service', () => {
  test('finds nothing to say of rights that are as they should be', async () => {
    for (const role of NATS_ROLES) expect(await excessRights(natsAccess({ natsUrl: urlOf(role) }), role)).toEqual([]);
  });
  test('says what it may do that is none of its work', async () => {
    const found = await excessRights(natsAccess({ natsUrl: urlOf('sms') }), 'guard');
    expect(found).toContain('This service may publish on conv.*.*.sms.*: its work does not need that.');
    expect(found).toContain('This service may subscribe to _INBOX_lookups.sms.>: its work does not need that.');
  });
  test('says that it shares its account, where the bus has users and no accounts', async () => {
    const permissions = JSON.stringify(natsPermissions('guard'));
    const config = `authorization { users: [{ user: guard, password: guard, permissions: ${permissions} }] }`;
    const alone = await launchNats({ config });
    try {
      const natsUrl = Object.assign(new URL(alone.url), { username: 'guard', password: 'guard' }).href;
      const found = await excessRights(natsAccess({ natsUrl }), 'guard');
      expect(found).toEqual([expect.stringContaining('shares an account of the bus')]);
    } finally {
      await alone.stop();
    }
  });
  test('says that it may do anything where the bus has no users', async () => {
    const free = await launchNats({ config: '' });
    try {
      const found = await excessRights(natsAccess({ natsUrl: free.url }), 'guard');
      expect(found).toEqual([expect.stringContaining('may say and hear anything')]);
    } finally {
      await free.stop();
    }
  });
  test('the streams are made by setup alone, and used by all', async () => {
    const settings = (role: NatsRole) => ({ eventLog: 'jetstream' as const, natsUrl: urlOf(role) });
    await (await openLog(settings('setup'), { name: 'setup' })).close();
    for (const role of NATS_ROLES.filter((one) => one !== 'setup')) {
      const log = await openLog(settings(role), { name: role });
      await log.ping();
      await log.close();
    }
  });
});
