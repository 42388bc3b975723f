import { nanos, type Msg, type Subscription } from '@nats-io/transport-node';
import type { FoundMessage } from './cloud-event.js';
import type { Connection } from './connection.js';

/** A request that nobody ends within this ends by itself, and the next one is made. */
const REQUEST_MS = 5_000;
/** What may be on its way at once: half of what makes the server think that we are too slow. */
const BYTES_MAX = 32 * 1024 * 1024;
/** The server's words for a request that is over: nothing there, time over, or one of its limits. */
const OVER = [404, 408, 409];
const PULSE = 100;

/** A message as a consumer hands it out. */
export interface Delivery extends FoundMessage {
  /** 1 at the first time. */
  readonly deliveries: number;
  /** Counts what this consumer was given, without gaps. */
  readonly serial: number;
}

/** What its reply subject says of it: in the first form, or the second that begins with domain and account. Times are nanoseconds. */
export function deliveryOf({ subject, headers, data, reply = '' }: Msg): Delivery {
  const tokens = reply.split('.');
  const [deliveries, position, serial, time = ''] = tokens.slice(tokens.length === 9 ? 4 : 6);
  return {
    ...{ subject, headers, body: data },
    position: Number(position),
    deliveries: Number(deliveries),
    serial: Number(serial),
    recordedAt: new Date(Number(time.slice(0, -6))),
  };
}

/** Takes messages from a pull consumer: asks for so many, one request at a time, and keeps what arrives until it is taken. */
export class Puller {
  readonly #subscription: Subscription;
  #arrived: Msg[] = [];
  #expected = 0;
  #expiresAt = 0;
  /** Of the connection on which the request was made. */
  #lost: AbortSignal;
  #refusal: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly stream: string,
    private readonly consumer: string,
    private readonly onChange: () => void,
  ) {
    this.#lost = connection.lost;
    this.#subscription = connection.nc.subscribe(connection.inbox(), {
      callback: (error, msg) => {
        if (error) this.#end(error.name);
        else if (msg.reply?.startsWith('$JS.ACK.')) this.#keep(msg);
        else this.#hear(msg.headers?.code ?? 0);
        this.onChange();
      },
    });
  }

  /** Why nothing more will come of the last request; undefined when all is well. */
  get broken(): string | undefined {
    if (this.#refusal !== undefined || this.#expected === 0) return this.#refusal;
    if (this.#lost.aborted) return 'disconnected';
    return performance.now() > this.#expiresAt + REQUEST_MS ? 'silent' : undefined;
  }

  /** How many have come and are not taken yet. */
  get waiting(): number {
    return this.#arrived.length;
  }

  /** Asks for up to `batch` messages, unless a request is still under way. */
  request(batch: number): void {
    if (batch <= 0 || this.#expected > 0) return;
    this.#expected = batch;
    this.#expiresAt = performance.now() + REQUEST_MS;
    this.#lost = this.connection.lost;
    this.connection.nc.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.consumer}`,
      JSON.stringify({ batch, expires: nanos(REQUEST_MS), max_bytes: BYTES_MAX }),
      { reply: this.#subscription.getSubject() },
    );
  }

  take(max: number): Msg[] {
    return this.#arrived.splice(0, max);
  }

  /** Back in front: it could not be used yet. */
  untake(msg: Msg): void {
    this.#arrived.unshift(msg);
  }

  /** What was wrong is mended, or is to be tried again. */
  forget(): void {
    this.#end(undefined);
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

  /** No message but word of the request: it is over, or there is no such consumer (503). */
  #hear(code: number): void {
    if (code !== PULSE) this.#end(OVER.includes(code) ? undefined : String(code));
  }

  #end(refusal: string | undefined): void {
    this.#expected = 0;
    this.#refusal = refusal;
  }
}
