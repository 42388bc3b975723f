import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, errors } from '@nats-io/transport-node';
import type { QueueOptions } from '@slotguard/event-log';
import { utterance } from '@slotguard/event-log/conformance';
import { launchNats, waitFor, type LaunchedNats } from '@slotguard/testing';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { permissionsFor, type LogRole } from './permissions.js';

const QUEUE: QueueOptions = {
  ...{ queue: 'turns', types: ['UserUtterance'], inFlight: 2, ackWaitMs: 5_000, maxAttempts: 2, backoffMs: () => 5 },
};
const ROLES: Record<string, LogRole> = {
  sms: { inboxPrefix: '_INBOX_sms', writer: 'sms', queues: ['turns'] },
  guard: { inboxPrefix: '_INBOX_guard', writer: 'guard', readers: ['guard'], otherQueues: ['turns'] },
  ops: { inboxPrefix: '_INBOX_ops', writer: 'ops', redrives: true, creates: true, otherQueues: ['turns'] },
};

let server: LaunchedNats;
const opened: { close(): Promise<unknown> }[] = [];
beforeAll(async () => {
  const users = Object.entries(ROLES).map(
    ([user, role]) => `{ user: ${user}, password: ${user}, permissions: ${JSON.stringify(permissionsFor(role))} }`,
  );
  server = await launchNats({ config: `authorization { users: [${users.join(',\n')}] }` });
  await open('ops'); // creates the streams
}, 120_000);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});
afterAll(() => server.stop());

function urlOf(user: string): string {
  return Object.assign(new URL(server.url), { username: user, password: user }).href;
}
async function open(user: string): Promise<JetStreamEventLog> {
  const log = await JetStreamEventLog.open({ url: urlOf(user), inboxPrefix: ROLES[user]!.inboxPrefix });
  opened.push(log);
  return log;
}

describe('with its own user each service', () => {
  test('can do all that it has to: write, read, wait, follow, work, park, keep its place', async () => {
    const [sms, guard, ops] = [await open('sms'), await open('guard'), await open('ops')];
    const waiting = sms.waitFor(utterance('ann', 'dec-1'), { timeoutMs: 15_000 });
    const { event } = await sms.append(utterance('ann', 'utt-1'));
    await guard.append(utterance('ann', 'dec-1', { writer: 'guard', type: 'BookingApproved' }));
    expect((await waiting)?.writer).toBe('guard');
    for await (const { id } of guard.follow({ after: 0, signal: new AbortController().signal })) {
      expect(id).toBe('utt-1');
      break;
    }
    await guard.saveCheckpoint('guard', event.position);
    expect(await guard.loadCheckpoint('guard')).toBe(event.position);
    await guard.park('guard', event, 'why');
    let mended = false;
    const worked: string[] = [];
    await sms.consume(QUEUE, async ({ id }) => {
      if (!mended) throw new Error('broken');
      worked.push(id);
    });
    await waitFor(async () => (await ops.listParked('turns')).length === 1);
    mended = true;
    expect(await ops.redrive('turns', event)).toBe(true);
    await waitFor(() => worked.length === 1);
    expect(await ops.redrive('guard', event)).toBe(true);
    expect(await guard.positionBefore(new Date(0))).toBe(0);
    for (const log of [sms, guard, ops]) await log.ping();
  });

  test.each([
    ['sms', 'conv.radiance.ann.guard.dec-1'],
    ['sms', 'conv.radiance.ann.voice.utt-1'],
    ['guard', 'conv.radiance.ann.sms.utt-1'],
    ['guard', '$JS.API.CONSUMER.CREATE.CONVERSATIONS.turns'],
    ['guard', '$JS.API.CONSUMER.MSG.NEXT.CONVERSATIONS.turns'],
    ['guard', '$JS.ACK.CONVERSATIONS.turns.1.1.1.1.0'],
    ['guard', '$KV.CHECKPOINTS.calendar'],
    ['guard', '$JS.API.STREAM.MSG.DELETE.PARKED'],
    ['ops', '$JS.API.STREAM.PURGE.CONVERSATIONS'],
    ['ops', '$JS.API.STREAM.DELETE.CONVERSATIONS'],
    ['ops', '$JS.API.STREAM.UPDATE.CONVERSATIONS'],
    ['sms', '_INBOX_guard.forged'],
  ])('%s may not publish on %s', async (user, subject) => {
    const nc = await connect({ servers: server.url, user, pass: user, inboxPrefix: ROLES[user]!.inboxPrefix });
    opened.push(nc);
    await expect(nc.request(subject, '{}', { timeout: 5_000 })).rejects.toMatchObject({
      cause: expect.any(errors.PermissionViolationError),
    });
  });

  test.each(['conv.>', 'conv.*.*.sms.*', '_INBOX_guard.>', '>'])('nobody may listen on %s', async (subject) => {
    const nc = await connect({ servers: server.url, user: 'sms', pass: 'sms', inboxPrefix: '_INBOX_sms' });
    opened.push(nc);
    const refused = new Promise((resolve) => nc.subscribe(subject, { callback: (error) => resolve(error) }));
    expect(await refused).toBeInstanceOf(errors.PermissionViolationError);
  });

  test('a service that would write under another’s name is told that it may not, and not to try again', async () => {
    const appending = (await open('sms')).append(utterance('ann', 'dec-9', { writer: 'guard' }));
    await expect(appending).rejects.toThrow('Permissions Violation');
    await expect(appending).rejects.not.toMatchObject({ retryable: true });
  });
});
