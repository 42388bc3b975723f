import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { describeEventLog } from '@slotguard/event-log/conformance';
import { natsOfSpec } from '@slotguard/testing/spec';
import { JetStreamEventLog } from './jetstream-event-log.js';
import { CONVERSATIONS } from './streams.js';

const server = natsOfSpec();

async function asOperator(url: string, act: (nc: NatsConnection) => Promise<unknown>): Promise<void> {
  const { username, password, host } = new URL(url);
  const nc = await connect({ servers: host, user: username, pass: password });
  await act(nc);
  await nc.close();
}

describeEventLog('in JetStream', {
  features: { restarts: true, fillsUp: true },
  fresh: async () => {
    const url = server.createAccount();
    const limit = (bytes: (used: number) => number): Promise<void> =>
      asOperator(url, async (nc) => {
        const { streams } = await jetstreamManager(nc);
        const { state } = await streams.info(CONVERSATIONS);
        await streams.update(CONVERSATIONS, { max_bytes: bytes(state.bytes) });
      });
    return {
      open: () => JetStreamEventLog.open({ url }),
      restartServer: (meanwhile) => server.restart(meanwhile),
      fillStore: () => limit((used) => used),
      freeStore: () => limit(() => -1),
    };
  },
});
