import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { findNatsServer, type NatsServerBinary } from './find-nats-server.js';
import { startServerProcess, untilFolderIsFree, type ServerProcess } from './server-process.js';

export interface NatsServerOptions {
  /** Holds the streams, the server's configuration and its log; made when missing. One process at a time may use it. */
  readonly dataDir: string;
  /** Default: `findNatsServer`. */
  readonly binary?: NatsServerBinary;
  /** Of 127.0.0.1. Default: any free ones, which a restart keeps. */
  readonly ports?: NatsPorts;
  /** On disk before it is acknowledged. Off only where a power cut does no harm: in tests. Default on. */
  readonly fsync?: boolean;
  /** Starts the server again, on the same ports, when it dies by itself. Default on. */
  readonly keepAlive?: boolean;
  /** More of the server's configuration, in its own language: accounts, users, a cluster. */
  readonly config?: string;
  readonly log?: (line: string) => void;
}

export interface NatsPorts {
  readonly client: number;
  readonly monitor: number;
}

export interface NatsServer {
  /** `nats://127.0.0.1:port`; the same after a restart. */
  readonly url: string;
  /** `http://127.0.0.1:port`, where `/jsz` and `/healthz` are. */
  readonly monitorUrl: string;
  readonly ports: NatsPorts;
  readonly pid: number;
  readonly version: string;
  stop(): Promise<void>;
}

const RESTART_WAIT_MAX_MS = 10_000;

/** Half a megabyte of text, twice, in its longest spelling; the server's own limit of 1 MB is less. */
export const MAX_PAYLOAD = '8MB';

/** Runs a nats-server with JetStream on a folder. Survives kills of itself and of the server. Throws `EmbeddedNatsError`. */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const log = options.log ?? (() => undefined);
  const binary = options.binary ?? (await findNatsServer(log));
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  await untilFolderIsFree(dataDir);

  const start = async (ports?: NatsPorts): Promise<ServerProcess> => {
    await writeFile(join(dataDir, 'nats.conf'), configuration(dataDir, options, ports), { mode: 0o600 });
    return startServerProcess(binary.path, dataDir);
  };
  let current = await start(options.ports);
  const { ports } = current;
  const stopping = new AbortController();
  const kept = options.keepAlive === false ? Promise.resolve() : keepAlive();

  async function keepAlive(): Promise<void> {
    for (let failures = 0; ; failures++) {
      const since = Date.now();
      await current.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > RESTART_WAIT_MAX_MS) failures = 0;
      log('nats-server has died: starting it again');
      const pauseMs = failures === 0 ? 0 : Math.min(100 * 2 ** failures, RESTART_WAIT_MAX_MS);
      await wait(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = await start(ports).catch((error: unknown) => {
        log(isNativeError(error) ? error.message : String(error));
        return current;
      });
      if (stopping.signal.aborted) await current.stop();
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await current.stop();
    await kept;
  }
  let stopped: Promise<void> | undefined;
  return {
    url: `nats://127.0.0.1:${ports.client}`,
    monitorUrl: `http://127.0.0.1:${ports.monitor}`,
    ports,
    version: binary.version,
    get pid() {
      return current.pid;
    },
    stop: () => (stopped ??= stop()),
  };
}

/** Old servers refuse a configuration with words that they don't know; `sync_interval` is one, so it stands only where it is wanted. */
function configuration(dataDir: string, options: NatsServerOptions, ports: NatsPorts | undefined): string {
  const sync = (options.fsync ?? true) ? 'sync_interval: always' : '';
  return `# Written at every start.
listen: "127.0.0.1:${ports?.client ?? -1}"
http: "127.0.0.1:${ports?.monitor ?? -1}"
ports_file_dir: ${JSON.stringify(dataDir)}
pid_file: ${JSON.stringify(join(dataDir, 'pid'))}
max_payload: ${MAX_PAYLOAD}
jetstream { store_dir: ${JSON.stringify(join(dataDir, 'store'))}, ${sync} }
${options.config ?? ''}
`;
}
