import { startNatsServer, type NatsServer } from '@slotguard/embedded-nats';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { tempFolder } from './temp-folder.js';

/** Three servers, of which the third can be made to hear late what the others agree on, while its clients notice nothing of it. */
export interface LaggingCluster {
  /** By server; the third is the one that lags. */
  readonly urls: readonly string[];
  /** How much later the third server's replicas get what is stored. */
  lag(ms: number): void;
  stop(): Promise<void>;
}

export async function launchLaggingCluster(): Promise<LaggingCluster> {
  const folder = await tempFolder('cluster');
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  let lagMs = 0;
  const proxies = await Promise.all([ports[0], ports[1]].map((port) => slowRoute(port, () => lagMs)));
  const routes = [[ports[1]], [ports[0]], proxies.map(({ port }) => port)];
  const start = (index: number): Promise<NatsServer> =>
    startNatsServer({
      dataDir: join(folder.path, `s${index + 1}`),
      fsync: false,
      keepAlive: false,
      config: `server_name: s${index + 1}
cluster {
  name: shop, listen: "127.0.0.1:${ports[index]}", no_advertise: true, compression: off
  advertise: "127.0.0.1:1" # nobody finds a way around the proxies
  routes: [${routes[index]?.map((port) => `"nats-route://127.0.0.1:${port}"`).join(', ')}]
}`,
    });
  const servers = await Promise.all([0, 1, 2].map(start));
  return {
    urls: servers.map(({ url }) => url),
    lag: (ms) => (lagMs = ms),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      for (const proxy of proxies) proxy.close();
      await folder.remove();
    },
  };
}

interface SlowRoute {
  readonly port: number;
  close(): void;
}

/** A way to another server on which what it replicates, on a connection of its own, can be slow to come. */
async function slowRoute(port: number, lagMs: () => number): Promise<SlowRoute> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    sockets.add(client).add(target);
    let replication = false;
    const pass = (from: Socket, to: Socket, mayLag: boolean): void => {
      let last = Promise.resolve();
      from.on('data', (data: Buffer) => {
        replication ||= data.includes('"route_account":"$SYS"');
        const late = replication && mayLag && lagMs() > 0 ? wait(lagMs(), undefined, { ref: false }) : undefined;
        last = last.then(() => late).then(() => void to.write(data));
      });
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    };
    pass(client, target, false);
    pass(target, client, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = (): void => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  };
  return { port: address.port, close };
}
