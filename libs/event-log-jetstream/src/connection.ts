import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, createInbox, credsAuthenticator, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { LogUnavailable } from '@slotguard/event-log';
import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { available } from './unavailable.js';

export interface ConnectionOptions {
  /** `nats://user:password@host:port`; several, separated by commas, name the servers of one cluster. */
  readonly url: string;
  /** A file with the user's credentials, instead of a name and a password in the url. */
  readonly credsFile?: string | undefined;
  /** Where answers arrive; the only subjects that this user may subscribe to are below it. Default `_INBOX`. */
  readonly inboxPrefix?: string | undefined;
  /** Shown by the server's monitoring. */
  readonly name?: string | undefined;
  /** An answer that takes longer counts as none. Default 5 s: far above what a busy server needs. */
  readonly timeoutMs?: number | undefined;
}

const TIMEOUT_MS = 5_000;
const RECONNECT_MS = 250;
/** A server that is silent for twice this long is gone. */
const PING_MS = 10_000;

/** The server from which the log's tools are there: batched direct gets, expectations over wildcards. */
export const SERVER_MIN = '2.11';

/** The server is older than the log can use. */
export class UnsupportedServer extends Error {
  override readonly name = 'UnsupportedServer';
}

/** A connection that comes back by itself, and until then says at once that it is away, instead of keeping requests for later. */
export class Connection {
  readonly #closing = new AbortController();
  #lost = new AbortController();

  static async open(options: ConnectionOptions): Promise<Connection> {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const { servers, user } = await addressOf(options);
    const nc = await available(() =>
      connect({
        servers,
        ...user,
        name: options.name ?? 'slotguard-log',
        ...(options.inboxPrefix && { inboxPrefix: options.inboxPrefix }),
        timeout: timeoutMs,
        maxReconnectAttempts: -1,
        reconnectTimeWait: RECONNECT_MS,
        pingInterval: PING_MS,
        ignoreAuthErrorAbort: true,
        noAsyncTraces: true,
      }),
    );
    try {
      assertNewEnough(nc);
      const jsm = await available(() => jetstreamManager(nc, { checkAPI: false, timeout: timeoutMs }));
      return new Connection(nc, jsm, jetstream(nc, { timeout: timeoutMs }), timeoutMs, options.inboxPrefix);
    } catch (error) {
      await nc.close();
      throw error;
    }
  }

  private constructor(
    readonly nc: NatsConnection,
    readonly jsm: JetStreamManager,
    readonly js: JetStreamClient,
    readonly timeoutMs: number,
    private readonly inboxPrefix: string | undefined,
  ) {
    setMaxListeners(0, this.#closing.signal);
    setMaxListeners(0, this.#lost.signal);
    void this.#watch();
  }

  /** Aborts when the server goes away; a new one stands here once it is back. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Throws `LogUnavailable` when there is no server now. */
  assertUp(): void {
    if (this.closed.aborted) throw new LogUnavailable('closed');
    if (this.lost.aborted) throw new LogUnavailable('disconnected');
  }

  /** A request of ours. Rejects with `LogUnavailable` at once when there is no server, or when it goes away meanwhile. */
  async ask<T>(work: () => Promise<T>): Promise<T> {
    this.assertUp();
    const { lost } = this;
    let away = (): void => undefined;
    const gone = new Promise<never>((_, reject) => {
      away = () => reject(new LogUnavailable('disconnected'));
      lost.addEventListener('abort', away, { once: true });
    });
    try {
      return await Promise.race([available(work), gone]);
    } finally {
      lost.removeEventListener('abort', away);
    }
  }

  request(subject: string, payload: object | string): Promise<Msg> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return this.ask(() => this.nc.request(subject, body, { timeout: this.timeoutMs }));
  }

  /** A new subject of this user's own, for answers. */
  inbox(): string {
    return createInbox(this.inboxPrefix);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.nc.close();
  }

  async #watch(): Promise<void> {
    for await (const { type } of this.nc.status()) {
      if (type === 'disconnect') this.#lost.abort();
      if (type !== 'reconnect') continue;
      this.#lost = new AbortController();
      setMaxListeners(0, this.#lost.signal);
    }
    this.#lost.abort();
  }
}

async function addressOf({ url, credsFile }: ConnectionOptions): Promise<{ servers: string[]; user: object }> {
  const urls = url.split(',').map((each) => new URL(each.trim()));
  const [{ username, password } = { username: '', password: '' }] = urls;
  const servers = urls.map(({ protocol, host }) => `${protocol}//${host}`);
  const tls = urls.some(({ protocol }) => protocol === 'tls:') && { tls: {} };
  if (credsFile) return { servers, user: { ...tls, authenticator: credsAuthenticator(await readFile(credsFile)) } };
  const named = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return { servers, user: { ...tls, ...(username && named) } };
}

function assertNewEnough({ info }: NatsConnection): void {
  const version = info?.version ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minMajor = 0, minMinor = 0] = SERVER_MIN.split('.').map(Number);
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return;
  throw new UnsupportedServer(
    `The nats-server is version ${version}. The event log needs ${SERVER_MIN} or newer: an older one would take in stale writes without a word.`,
  );
}
