import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { StoredEvent } from '@slotguard/contracts';
import { utterance } from '@slotguard/event-log/conformance';
import { launchLaggingCluster, waitFor, type LaggingCluster } from '@slotguard/testing';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { STREAMS } from './streams.js';

const LAG_MS = 2_000;
/** Of so many answers some come from the replica that lags: each is as likely to. */
const MANY = 30;

describe('with three replicas, of which one lags', () => {
  let cluster: LaggingCluster;
  let nc: NatsConnection;
  let jsm: JetStreamManager;
  let guard: JetStreamEventLog;
  let gateway: JetStreamEventLog;
  beforeAll(async () => {
    cluster = await launchLaggingCluster();
    const open = (url = ''): Promise<JetStreamEventLog> =>
      waitFor(() => JetStreamEventLog.open({ url, replicas: 3 }), { timeoutMs: 30_000 });
    guard = await open(cluster.urls[1]);
    gateway = await open(cluster.urls[0]);
    nc = await connect({ servers: cluster.urls[1]! });
    jsm = await jetstreamManager(nc);
    for (const { name } of STREAMS) await moveLeaderAway(name);
    await replicaTakesPart();
  }, 120_000);
  afterAll(async () => {
    cluster?.lag(0);
    await Promise.all([guard?.close(), gateway?.close(), nc?.close()]);
    await cluster?.stop();
  });

  async function moveLeaderAway(stream: string): Promise<void> {
    await waitFor(async () => {
      const { cluster: group } = await jsm.streams.info(stream);
      const settled = group?.leader !== undefined && group.replicas?.every(({ current }) => current);
      if (settled && group.leader !== 's3') return true;
      if (settled) await nc.request(`$JS.API.STREAM.LEADER.STEPDOWN.${stream}`);
      return false;
    });
  }
  /** A replica takes part in answering once it has caught up for the first time: then its lag shows. */
  async function replicaTakesPart(): Promise<void> {
    cluster.lag(LAG_MS);
    let appended = 0;
    await waitFor(async () => {
      await gateway.append(utterance('before', `utt-${++appended}`));
      return (await fewestOnAReplica('before')) < appended;
    });
    cluster.lag(0);
  }
  /** Any replica may answer: how many events the one has that knows least of the conversation. */
  async function fewestOnAReplica(conversation: string): Promise<number> {
    const request = JSON.stringify({ multi_last: [`conv.*.${conversation}.*.*`] });
    let fewest = Infinity;
    for (let asked = 0; asked < MANY; asked++) {
      const answer = await nc.requestMany('$JS.API.DIRECT.GET.CONVERSATIONS', request, { strategy: 'sentinel' });
      let found = 0;
      for await (const { data } of answer) found += data.length > 0 ? 1 : 0;
      fewest = Math.min(fewest, found);
    }
    return fewest;
  }
  /** Readers are spread over the servers; some hear of an event before the guard's own replica has it. */
  async function firstOf(readers: readonly AsyncIterator<StoredEvent>[]): Promise<StoredEvent> {
    const { value } = await Promise.race(readers.map((reader) => reader.next()));
    return value as StoredEvent;
  }

  test('a load that lacks the event that prompted it is not taken for complete: the leader is asked', async () => {
    const { event } = await gateway.append(utterance('ann', 'utt-1'));
    await waitFor(async () => (await fewestOnAReplica('ann')) === 1);
    const reading = new AbortController();
    const readers = Array.from({ length: 6 }, () =>
      guard.follow({ after: event.position - 1, signal: reading.signal })[Symbol.asyncIterator](),
    );
    for (const reader of readers) expect((await reader.next()).value.id).toBe('utt-1');
    cluster.lag(LAG_MS);
    const prompted = firstOf(readers);
    await gateway.append(utterance('ann', 'utt-2'));
    expect((await prompted).id).toBe('utt-2');
    expect(await fewestOnAReplica('ann')).toBe(1);
    for (let load = 0; load < MANY; load++) {
      const events = await guard.readConversation(utterance('ann', ''));
      expect(events.map(({ id }) => id)).toEqual(['utt-1', 'utt-2']);
    }
    expect(await fewestOnAReplica('ann')).toBe(1);
    cluster.lag(0);
    reading.abort();
  });

  test('an event that a replica does not have yet is asked for at the leader', async () => {
    cluster.lag(LAG_MS);
    await gateway.append(utterance('bob', 'utt-1'));
    expect(await fewestOnAReplica('bob')).toBe(0);
    for (let asked = 0; asked < MANY; asked++) {
      expect((await guard.get(utterance('bob', 'utt-1')))?.id).toBe('utt-1');
    }
    expect(await fewestOnAReplica('bob')).toBe(0);
    cluster.lag(0);
  });
});
