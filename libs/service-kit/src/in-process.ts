import { BaseRpcContext, ClientProxy, Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { ReadPacket, WritePacket } from '@nestjs/microservices';
import { from, isObservable, mergeMap, of, type Observable, type Subscription } from 'rxjs';

/**
 * The transport of look-ups between services (`@MessagePattern('calendar.availability', LOOKUPS)`): in process in standalone, NATS when
 * distributed. A server of either kind carries this id (`server.setTransportId(LOOKUPS)`), so that only the wiring differs.
 */
export const LOOKUPS = Symbol('lookups');

/** Answers requests of the clients in the same process. */
export class InProcessServer extends Server implements CustomTransportStrategy {
  override transportId = LOOKUPS;
  private listening = false;

  listen(callback: () => void): void {
    this.listening = true;
    callback();
  }

  close(): void {
    this.listening = false;
  }

  /** What the handler of the pattern answers. Everything crosses as JSON, as it would between processes. */
  handle(pattern: string, data: unknown): Observable<unknown> {
    const handler = this.listening ? this.getHandlerByPattern(pattern) : null;
    if (!handler) throw new Error(`nobody answers ${pattern} in this process`);
    const answer = handler(copy(data), new BaseRpcContext([pattern]));
    return from(Promise.resolve(answer)).pipe(mergeMap((value) => (isObservable(value) ? value : of(value))));
  }

  on(): void {}

  unwrap<T>(): T {
    return this as unknown as T;
  }
}

/** Asks the services in the same process; used as any `ClientProxy`. */
export class InProcessClient extends ClientProxy {
  constructor(private readonly server: InProcessServer) {
    super();
  }

  connect(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}

  unwrap<T>(): T {
    return this.server.unwrap<T>();
  }

  protected publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    let subscription: Subscription | undefined;
    try {
      subscription = this.server.handle(this.normalizePattern(packet.pattern as string), packet.data).subscribe({
        next: (response: unknown) => callback({ response: copy(response) }),
        error: (err: unknown) => callback({ err }),
        complete: () => callback({ isDisposed: true }),
      });
    } catch (err) {
      callback({ err });
    }
    return () => subscription?.unsubscribe();
  }

  protected dispatchEvent<T>(): Promise<T> {
    return Promise.reject(new Error('events go into the log, not from service to service'));
  }
}

function copy(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
