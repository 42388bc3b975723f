import { nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { Connection } from './connection.js';

/** A request that nobody ends within this ends by itself, and the next one is made. */
const REQUEST_MS = 5_000;
/** What may be on its way at once: half of what makes the server think that we are too slow. */
const BYTES_MAX = 32 * 1024 * 1024;

/** Where a message stands, as its reply subject says: the first form, or the second that begins with domain and account. */
export interface Delivery {
  readonly position: number;
  /** 1 at the first time. */
  readonly deliveries: number;
  /** Counts what this consumer was given, without gaps. */
  readonly serial: number;
  readonly recordedAt: Date;
}

export function deliveryOf(msg: Msg): Delivery {
  const tokens = (msg.reply ?? '').split('.');
  const [deliveries, position, serial, time] = tokens.slice(tokens.length === 9 ? 4 : 6);
  return {
    position: Number(position),
    deliveries: Number(deliveries),
    serial: Number(serial),
    recordedAt: new Date(Number(BigInt(time ?? 0) / 1_000_000n)),
  };
}

/** Takes messages from a pull consumer: asks for so many, one request at a time, and keeps what arrives until it is taken. */
export class Puller {
  readonly #subscription: Subscription;
  readonly #nc: NatsConnection;
  #arrived: Msg[] = [];
  #expected = 0;
  #expiresAt = 0;
  #broken: string | undefined;

  constructor(
    connection: Connection,
    private readonly stream: string,
    private readonly consumer: string,
    private readonly onChange: () => void,
  ) {
    this.#nc = connection.nc;
    this.#subscription = this.#nc.subscribe(connection.inbox(), {
      callback: (error, msg) => {
        if (error) this.#end(error.name);
        else if (msg.reply?.startsWith('$JS.ACK.')) this.#keep(msg);
        else this.#hear(msg);
        this.onChange();
      },
    });
  }

  /** Why nothing more will come by itself; undefined when all is well. */
  get broken(): string | undefined {
    const silent = this.#expected > 0 && performance.now() > this.#expiresAt + REQUEST_MS;
    return this.#broken ?? (silent ? 'silent' : undefined);
  }

  /** Asks for up to `batch` messages, unless a request is still under way. */
  request(batch: number): void {
    if (batch <= 0 || (this.#expected > 0 && this.broken === undefined)) return;
    this.#broken = undefined;
    this.#expected = batch;
    this.#expiresAt = performance.now() + REQUEST_MS;
    this.#nc.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.consumer}`,
      JSON.stringify({ batch, expires: nanos(REQUEST_MS), max_bytes: BYTES_MAX }),
      { reply: this.#subscription.getSubject() },
    );
  }

  /** How many have come and are not taken yet. */
  get waiting(): number {
    return this.#arrived.length;
  }

  take(max: number): Msg[] {
    return this.#arrived.splice(0, max);
  }

  /** Back in front, in their order: they could not be used yet. */
  untake(messages: readonly Msg[]): void {
    this.#arrived.unshift(...messages);
  }

  /** The connection broke: whatever was asked for is forgotten there. */
  reset(): void {
    this.#end('disconnected');
  }

  /** Takes nothing more; returns what came meanwhile and was never taken. */
  async close(): Promise<Msg[]> {
    if (!this.#subscription.isClosed()) await this.#subscription.drain().catch(() => undefined);
    return this.take(Infinity);
  }

  #keep(msg: Msg): void {
    this.#arrived.push(msg);
    this.#expected = Math.max(0, this.#expected - 1);
  }

  /** No message but word of the request: it is over (404, 408, 409), or there is no such consumer (503). A pulse is 100. */
  #hear({ headers }: Msg): void {
    const code = headers?.code ?? 0;
    if (code !== 100) this.#end([404, 408, 409].includes(code) ? undefined : String(code));
  }

  #end(broken: string | undefined): void {
    this.#expected = 0;
    this.#broken = broken;
  }
}
