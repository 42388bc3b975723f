import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstreamManager, StorageType, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsServerFromSuite } from '@slotguard/embedded-nats';
import { LogUnavailable } from '@slotguard/event-log';
import { utterance } from '@slotguard/event-log/conformance';
import { launchNats, type LaunchedNats } from '@slotguard/testing';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { STREAMS } from './streams.js';

let server: LaunchedNats;
const opened: { close(): Promise<unknown> }[] = [];
beforeAll(async () => {
  server = await launchNats({ fsync: true });
}, 120_000);
afterAll(() => server.stop());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function open(options: Parameters<typeof JetStreamEventLog.open>[0]): Promise<JetStreamEventLog> {
  const log = await JetStreamEventLog.open(options);
  opened.push(log);
  return log;
}
async function operator(url: string): Promise<JetStreamManager> {
  const { username, password, host } = new URL(url);
  const nc: NatsConnection = await connect({ servers: host, user: username, pass: password });
  opened.push(nc);
  return jetstreamManager(nc);
}

describe('opening the log', () => {
  test('a server older than 2.11 is refused, with words that say so', async () => {
    const old = await launchNats({ binary: await natsServerFromSuite('trixie') });
    try {
      await expect(JetStreamEventLog.open({ url: old.url })).rejects.toMatchObject({
        name: 'UnsupportedServer',
        message: expect.stringContaining('The nats-server is version 2.10.27. The event log needs 2.11 or newer'),
      });
    } finally {
      await old.stop();
    }
  }, 120_000);

  test('a server that is not there is unavailable', async () => {
    await expect(open({ url: 'nats://127.0.0.1:1' })).rejects.toBeInstanceOf(LogUnavailable);
  });

  test('a wrong password is refused for good, and not shown', async () => {
    const url = new URL(server.createAccount());
    url.password = 'not-the-password';
    const opening = open({ url: url.href });
    await expect(opening).rejects.toMatchObject({ name: 'AuthorizationError' });
    await expect(opening).rejects.not.toThrow('not-the-password');
  });

  test('several processes open a new log at once, and opening it again changes nothing', async () => {
    const url = server.createAccount();
    const logs = await Promise.all(Array.from({ length: 5 }, () => open({ url })));
    await logs[0]!.append(utterance('ann', 'utt-1'));
    const again = await open({ url });
    expect(await again.get(utterance('ann', 'utt-1'))).toBeDefined();
    const { streams } = await operator(url);
    const names = (await streams.list().next()).map(({ config }) => config.name);
    expect(names.toSorted()).toEqual(STREAMS.map(({ name }) => name).toSorted());
  });

  test.each([
    ['overwrites', { discard_new_per_subject: false }, 'discard_new_per_subject must be true'],
    ['forgets with time', { max_age: 1e12 }, 'max_age must be 0'],
    ['takes other subjects', { subjects: ['conv.>'] }, 'subjects must be ["conv.*.*.*.*"]'],
    ['can be rolled up', { allow_rollup_hdrs: true }, 'allow_rollup_hdrs must be false'],
    ['can’t be read at any replica', { allow_direct: false }, 'allow_direct must be true'],
    ['tells everybody', { republish: { src: '>', dest: 'all.>' } }, 'republish must not be set'],
  ])('a stream that %s is refused', async (_what, change, why) => {
    const url = server.createAccount();
    const { streams } = await operator(url);
    const [conversations] = STREAMS;
    await streams.add({ ...conversations!, allow_direct: true, ...change });
    await expect(open({ url })).rejects.toMatchObject({ name: 'StreamDiffers', message: expect.stringContaining(why) });
  });

  test('how large a stream may grow is the operator’s to say', async () => {
    const url = server.createAccount();
    const { streams } = await operator(url);
    const [conversations] = STREAMS;
    await streams.add({ ...conversations!, allow_direct: true, max_bytes: 1e9, description: 'ours' });
    await (await open({ url })).append(utterance('ann', 'utt-1'));
  });

  test('a queue whose consumer gives up or leaves out events is refused', async () => {
    const url = server.createAccount();
    const log = await open({ url });
    const { consumers } = await operator(url);
    const config = { durable_name: 'turns', ack_policy: 'explicit' as const, max_deliver: 3 };
    await consumers.add('CONVERSATIONS', { ...config, filter_subject: 'conv.*.*.sms.*' });
    const queue = { queue: 'turns', types: [], inFlight: 1, ackWaitMs: 1_000, maxAttempts: 1, backoffMs: () => 1 };
    await expect(log.consume(queue, async () => undefined)).rejects.toMatchObject({
      name: 'StreamDiffers',
      message: expect.stringMatching(/max_deliver must be -1.*filter_subject must be ""/),
    });
  });

  test('another time for one try is taken over by a queue that is there already', async () => {
    const url = server.createAccount();
    const log = await open({ url });
    const queue = { queue: 'turns', types: [], inFlight: 1, ackWaitMs: 1_000, maxAttempts: 1, backoffMs: () => 1 };
    await log.consume(queue, async () => undefined);
    await log.consume({ ...queue, ackWaitMs: 2_000 }, async () => undefined);
    const { config } = await (await operator(url)).consumers.info('CONVERSATIONS', 'turns');
    expect(config.ack_wait).toBe(2e9);
  });
});

describe('whether the log is durable', () => {
  test('one server that writes before it acknowledges: only that there is one copy', async () => {
    const log = await open({ url: server.createAccount() });
    expect(await log.durabilityDoubts(server.monitorUrl)).toEqual([
      'The log has 1 copy of 3: it is lost or away with the disk of one server.',
    ]);
  });

  test('a server that acknowledges before its disk has it, and one that can’t be asked, are told loudly', async () => {
    const quick = await launchNats({ fsync: false });
    const log = await open({ url: quick.url });
    const said = (await log.durabilityDoubts(quick.monitorUrl)).join(' ');
    expect(said).toContain('set sync_interval: always');
    for (const monitor of [undefined, 'http://127.0.0.1:1']) {
      expect((await log.durabilityDoubts(monitor)).join(' ')).toContain(
        'Unknown whether the server waits for its disk',
      );
    }
    await log.close();
    await quick.stop();
  });

  test('a log in memory is told loudly', async () => {
    const url = server.createAccount();
    const { streams } = await operator(url);
    const [conversations] = STREAMS;
    await streams.add({ ...conversations!, allow_direct: true, storage: StorageType.Memory });
    const log = await open({ url });
    expect((await log.durabilityDoubts(server.monitorUrl)).join(' ')).toContain('kept in memory');
  });
});
