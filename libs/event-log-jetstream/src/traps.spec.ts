import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, startOwedReader, type QueueOptions } from '@slotguard/event-log';
import { utterance } from '@slotguard/event-log/conformance';
import { launchNats, waitFor, type LaunchedNats } from '@slotguard/testing';
import { JetStreamEventLog, type JetStreamEventLogOptions } from './jetstream-event-log.js';

const QUEUE: QueueOptions = {
  ...{ queue: 'turns', types: ['UserUtterance'], inFlight: 4, ackWaitMs: 10_000, maxAttempts: 3, backoffMs: () => 10 },
};

let server: LaunchedNats;
const opened: { close(): Promise<unknown> }[] = [];
const reading = new Set<AbortController>();
beforeAll(async () => {
  server = await launchNats();
}, 120_000);
afterAll(() => server.stop());
afterEach(async () => {
  for (const reader of reading) reader.abort();
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function open(url: string, more: Partial<JetStreamEventLogOptions> = {}): Promise<JetStreamEventLog> {
  const log = await JetStreamEventLog.open({ url, ...more });
  opened.push(log);
  return log;
}
/** Somebody with a connection of their own and no manners. */
async function stranger(url: string): Promise<NatsConnection> {
  const { username, password, host } = new URL(url);
  const nc = await connect({ servers: host, ...(username && { user: username, pass: password }) });
  opened.push(nc);
  return nc;
}
function follow(log: JetStreamEventLog): StoredEvent[] {
  const seen: StoredEvent[] = [];
  const reader = new AbortController();
  reading.add(reader);
  void (async () => {
    for await (const event of log.follow({ after: 0, signal: reader.signal })) seen.push(event);
  })();
  return seen;
}
function ids(events: readonly { id: string }[]): string[] {
  return events.map(({ id }) => id);
}

describe('a full store', () => {
  test('refuses with the same code (10077) as a taken id, and is not taken for "recorded"', async () => {
    const url = server.createAccount();
    const log = await open(url);
    const { event } = await log.append(utterance('ann', 'utt-1'));
    const { streams } = await jetstreamManager(await stranger(url));
    await streams.update('CONVERSATIONS', { max_bytes: (await streams.info('CONVERSATIONS')).state.bytes });
    await expect(log.append(utterance('ann', 'utt-2'))).rejects.toMatchObject({
      ...{ name: 'LogUnavailable', code: '10077', retryable: true },
    });
    expect(await log.append(utterance('ann', 'utt-1'))).toEqual({ event, adopted: true });
    expect(ids(await log.readConversation(utterance('ann', '')))).toEqual(['utt-1']);
  });

  test('a server with no room left says "not now" too, and what it acknowledged is all there', async () => {
    const small = await launchNats({ config: 'jetstream { max_file_store: 3MB }' });
    const log = await open(small.url);
    const personal = { text: 'x'.repeat(200_000) };
    const stored: string[] = [];
    let refusal: unknown;
    while (refusal === undefined) {
      const id = `utt-${stored.length + 1}`;
      await log.append(utterance('ann', id, { personal })).then(
        () => stored.push(id),
        (error: unknown) => (refusal = error),
      );
    }
    expect(refusal).toMatchObject({ name: 'LogUnavailable', retryable: true });
    expect(stored.length).toBeGreaterThan(5);
    expect(ids(await log.readConversation(utterance('ann', '')))).toEqual(stored);
    await log.close();
    await small.stop();
  });
});

describe('a refused publish', () => {
  test('is seen by nobody: not by followers, nor by queues, nor by who waits; only on the bare subject, where nobody listens', async () => {
    const url = server.createAccount();
    const [first, second] = [await open(url), await open(url)];
    const followed = follow(await open(url));
    const worked: string[] = [];
    await (await open(url)).consume(QUEUE, async ({ data }) => void worked.push(JSON.stringify(data)));
    const bare: string[] = [];
    const subscription = (await stranger(url)).subscribe('conv.>', {
      callback: (_error, msg) => void bare.push(String(msg.json<{ data: { of: string } }>().data.of)),
    });
    const waiting = first.waitFor(utterance('ann', 'utt-2'), { timeoutMs: 15_000 });
    await first.append(utterance('ann', 'utt-1', { data: { of: 'first' } }));
    expect((await second.append(utterance('ann', 'utt-1', { data: { of: 'second' } }))).adopted).toBe(true);
    await second.append(utterance('ann', 'utt-2', { data: { of: 'last' } }));
    expect((await waiting)?.data).toEqual({ of: 'last' });
    await waitFor(() => worked.length === 2 && followed.length === 2);
    expect(followed.map(({ data }) => data)).toEqual([{ of: 'first' }, { of: 'last' }]);
    expect(worked).toEqual(['{"of":"first"}', '{"of":"last"}']);
    expect(bare).toContain('second');
    subscription.unsubscribe();
  });
});

describe('an answer that does not come', () => {
  test('a publish whose answer is late may have been stored: tried again, it finds itself', async () => {
    const log = await open(server.createAccount(), { timeoutMs: 300 });
    process.kill(server.pid, 'SIGSTOP');
    try {
      await waitFor(() =>
        log
          .lastPosition()
          .then(() => false)
          .catch(() => true),
      );
      const appending = log.append(utterance('ann', 'utt-1'));
      await expect(appending).rejects.toMatchObject({ name: 'LogUnavailable', code: 'timeout', retryable: true });
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    expect(await waitFor(() => log.append(utterance('ann', 'utt-1')))).toMatchObject({ adopted: true });
    expect(ids(await log.readConversation(utterance('ann', '')))).toEqual(['utt-1']);
  });

  test('a killed server loses nothing that was acknowledged', async () => {
    const log = await open(server.createAccount());
    const names = Array.from({ length: 50 }, (_, index) => `utt-${index}`);
    await Promise.all(names.map((id) => log.append(utterance('ann', id))));
    await server.kill();
    await expect(log.append(utterance('ann', 'utt-0'))).rejects.toBeInstanceOf(LogUnavailable);
    await server.restart();
    const events = await waitFor(() => log.readConversation(utterance('ann', '')));
    expect(events).toHaveLength(50);
  });
});

describe('somebody who writes past the log', () => {
  test('the subject says who wrote what, whatever the headers claim', async () => {
    const url = server.createAccount();
    const log = await open(url);
    const claims = headers();
    claims.set('Nats-Subject', 'conv.radiance.ann.guard.dec-1');
    claims.set('Nats-Sequence', '1000');
    claims.set('ce-id', 'dec-1');
    claims.set('ce-type', 'BookingApproved');
    await jetstream(await stranger(url)).publish('conv.radiance.ann.sms.dec-2', '{"data":{},"personal":{}}', {
      headers: claims,
    });
    const followed = follow(log);
    await waitFor(() => followed.length === 1);
    const [read] = await log.readConversation(utterance('ann', ''));
    for (const event of [read, followed[0], await log.get(utterance('ann', 'dec-2'))]) {
      expect(event).toMatchObject({ id: 'dec-2', writer: 'sms', position: 1, type: 'BookingApproved' });
    }
    expect(await log.get(utterance('ann', 'dec-1'))).toBeUndefined();
  });

  test('of two writers who used one id against the rules everybody finds the first', async () => {
    const url = server.createAccount();
    const log = await open(url);
    const js = jetstream(await stranger(url));
    await js.publish('conv.radiance.ann.sms.dec-1', '{"data":{"of":"first"},"personal":{}}');
    await js.publish('conv.radiance.ann.guard.dec-1', '{"data":{"of":"second"},"personal":{}}');
    expect(await log.get(utterance('ann', 'dec-1'))).toMatchObject({ writer: 'sms', data: { of: 'first' } });
    const { event } = await log.append(utterance('ann', 'dec-1', { writer: 'guard' }));
    expect(event).toMatchObject({ writer: 'sms', data: { of: 'first' } });
  });

  test.each(['', 'not json', 'null', '{"data":7}'])('what is no event (%j) stops nobody', async (body) => {
    const url = server.createAccount();
    const log = await open(url);
    await jetstream(await stranger(url)).publish('conv.radiance.ann.sms.odd', body);
    await log.append(utterance('ann', 'utt-1'));
    const followed = follow(log);
    await waitFor(() => followed.length === 2);
    expect(followed[0]).toMatchObject({ id: 'odd', type: '', data: {}, personal: {} });
    expect(ids(await log.readConversation(utterance('ann', '')))).toEqual(['odd', 'utt-1']);
  });
});

describe('a checkpoint that somebody spoilt', () => {
  test.each(['', 'abc', '-1', '{"seq":7}', '1e999'])('%j is the beginning', async (spoilt) => {
    const url = server.createAccount();
    const log = await open(url);
    await log.saveCheckpoint('guard', 7);
    await jetstream(await stranger(url)).publish('$KV.CHECKPOINTS.guard', spoilt);
    expect(await log.loadCheckpoint('guard')).toBe(0);
  });
});

describe('more than one answer holds', () => {
  test('a conversation of 40 MB is read whole, and followed', async () => {
    const log = await open(server.createAccount());
    const personal = { text: 'x'.repeat(2_000_000) };
    const names = Array.from({ length: 20 }, (_, index) => `utt-${index + 1}`);
    for (const id of names) await log.append(utterance('ann', id, { personal }));
    expect(ids(await log.readConversation(utterance('ann', '')))).toEqual(names);
    const followed = follow(log);
    await waitFor(() => followed.length === names.length);
    expect(ids(followed)).toEqual(names);
  });
});

describe('a consumer that somebody deleted', () => {
  test('a follower goes on behind the last event that it had', async () => {
    const url = server.createAccount();
    const log = await open(url);
    await log.append(utterance('ann', 'utt-1'));
    const followed = follow(log);
    await waitFor(() => followed.length === 1);
    await deleteConsumers(url);
    await log.append(utterance('ann', 'utt-2'));
    await waitFor(() => followed.length === 2);
    expect(ids(followed)).toEqual(['utt-1', 'utt-2']);
  });

  test('a queue makes it again, and leaves nothing out', async () => {
    const url = server.createAccount();
    const log = await open(url);
    const worked = new Set<string>();
    await log.consume(QUEUE, async ({ id }) => void worked.add(id));
    await log.append(utterance('ann', 'utt-1'));
    await waitFor(() => worked.size === 1);
    await deleteConsumers(url);
    await log.append(utterance('ann', 'utt-2'));
    await waitFor(() => worked.has('utt-2'));
  });

  async function deleteConsumers(url: string): Promise<void> {
    const { consumers } = await jetstreamManager(await stranger(url));
    for (const { name } of await consumers.list('CONVERSATIONS').next()) await consumers.delete('CONVERSATIONS', name);
  }
});

describe('a pinned clock', () => {
  test('says when an event was recorded, and when one was parked', async () => {
    const times = ['2025-11-14T14:00:00.000Z', '2025-11-15T14:00:00.000Z', '2025-11-17T14:00:00.000Z'];
    let now = times[0]!;
    const log = await open(server.createAccount(), { clock: { now: () => new Date(now) } });
    for (const [index, time] of times.entries()) {
      now = time;
      expect((await log.append(utterance('ann', `utt-${index}`))).event.recordedAt).toBe(time);
    }
    expect(await log.positionBefore(new Date('2025-11-16T00:00:00Z'))).toBe(2);
    expect(await log.positionBefore(new Date(times[0]!))).toBe(0);
    expect(await log.positionBefore(new Date('2026-01-01T00:00:00Z'))).toBe(3);
    await log.park('guard', (await log.get(utterance('ann', 'utt-0')))!, 'why');
    expect((await log.listParked())[0]?.parkedAt).toBe(times[2]);
  });
});

describe('a log that was archived up to its end', () => {
  test('does not keep waiting who owes for what was left', async () => {
    const url = server.createAccount();
    const log = await open(url);
    await log.append(utterance('ann', 'utt-1'));
    const { event: last } = await log.append(utterance('bob', 'utt-2'));
    const { streams } = await jetstreamManager(await stranger(url));
    const { subject } = (await streams.getMessage('CONVERSATIONS', { seq: last.position })) ?? {};
    await streams.purge('CONVERSATIONS', { filter: subject! });
    expect(await log.lastPosition()).toBe(last.position);
    const reader = await startOwedReader({
      ...{ log, name: 'guard', horizonMs: 0, clock: { now: () => new Date() } },
      owes: ({ type, id }) => (type === 'UserUtterance' ? `sel-${id}` : undefined),
      pay: async ({ conversation, id }) => {
        await log.append(utterance(conversation, `sel-${id}`, { type: 'SlotSelected' }));
      },
      onError: () => undefined,
    });
    opened.push(reader);
    const paid = async () => (await log.readConversation(utterance('ann', ''))).length === 2;
    await waitFor(paid, { timeoutMs: 20_000, what: 'the debt to be paid' });
  });
});
