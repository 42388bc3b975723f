import { startNatsServer, type NatsServer, type NatsServerBinary } from '@slotguard/embedded-nats';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.js';

export interface LaunchedNats {
  /** Of the server, as its first account; the same after a restart. */
  readonly url: string;
  readonly monitorUrl: string;
  readonly pid: number;
  /** The url of an account that nobody has used, for one test: with streams and subjects of its own. */
  createAccount(): string;
  /** Stops as an operator would, runs `meanwhile`, and starts on the same ports. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** `kill -9`; `restart` brings it back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface LaunchNatsOptions {
  readonly binary?: NatsServerBinary;
  /** Only for tests of what a power cut leaves: fsync costs time. Kills lose nothing either way. */
  readonly fsync?: boolean;
  /** Instead of our accounts. */
  readonly config?: string;
}

const ACCOUNTS = 200;

/** Starts a real nats-server of the test's own on free ports, its streams in a temporary folder. */
export async function launchNats(options: LaunchNatsOptions = {}): Promise<LaunchedNats> {
  const folder = await tempFolder('nats');
  const { config = accounts(), fsync = false, ...more } = options;
  const start = (ports?: NatsServer['ports']): Promise<NatsServer> =>
    startNatsServer({
      dataDir: join(folder.path, 'data'),
      keepAlive: false,
      ...{ config, fsync, ...more },
      ...(ports && { ports }),
    });
  let server = await start().catch(async (error: unknown) => {
    await folder.remove();
    throw error;
  });
  const { url, monitorUrl, ports } = server;
  let used = 0;
  const createAccount = (): string => {
    if (used === ACCOUNTS) throw new Error(`only ${ACCOUNTS} accounts`);
    const name = `test_${++used}`;
    return Object.assign(new URL(url), { username: name, password: name }).href;
  };
  return {
    url: options.config === undefined ? createAccount() : url,
    monitorUrl,
    get pid() {
      return server.pid;
    },
    createAccount,
    async restart(meanwhile) {
      await server.stop();
      await meanwhile?.();
      server = await start(ports);
    },
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
    },
    async stop() {
      await server.stop();
      await folder.remove();
    },
  };
}

function accounts(): string {
  const names = Array.from({ length: ACCOUNTS }, (_, index) => `test_${index + 1}`);
  const each = names.map((name) => `${name}: { jetstream: enabled, users: [{ user: ${name}, password: ${name} }] }`);
  return `accounts {\n${each.join('\n')}\n}`;
}
