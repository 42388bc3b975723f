import type { StoredEvent } from '@slotguard/contracts';
import { patiently, startOwedReader, type OwedReaderOptions, type ReaderSubscription } from '@slotguard/event-log';
import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { callHandler } from './call-handler.js';
import { observationOf } from './observation.js';

/** For a log that restarts while we start. */
export const LOG_WAIT_MS = 10_000;

export interface LogReaderOptions extends Omit<OwedReaderOptions, 'pay' | 'onError'> {
  /** Tells its handlers from those of other servers in the same app. */
  readonly transportId: symbol;
}

/**
 * An ordered reader of the log as a Nest server: `@EventPattern('BookingRequested', TRANSPORT)` runs for each such event for which something
 * is owed (`owes` names it) until that is in the log. A handler appends what is owed; it may run more than once, here and elsewhere.
 * What it throws with `retryable: true` is tried again; anything else parks the event.
 */
export class LogReaderServer extends Server implements CustomTransportStrategy {
  override transportId: symbol;
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(LogReaderServer.name);
  private subscription: ReaderSubscription | undefined;
  private unwatch: (() => void) | undefined;

  constructor(private readonly options: LogReaderOptions) {
    super();
    this.transportId = options.transportId;
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    const { transportId: _, ...reader } = this.options;
    const { metrics, tracing } = observationOf(reader.log);
    try {
      if (this.messageHandlers.size === 0) throw new Error(`no handler for the reader ${reader.name}`);
      const options: OwedReaderOptions = {
        ...reader,
        owes: (event) => (this.messageHandlers.has(event.type) ? reader.owes(event) : undefined),
        pay: (event) => callHandler(this, event, { consumer: reader.name, tracing }),
        onError: (err, event) => this.report(err, event),
      };
      const subscription = await patiently(() => startOwedReader(options), LOG_WAIT_MS);
      this.subscription = subscription;
      this.unwatch = metrics?.watchReader(reader.name, () => subscription.stats());
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Takes no more work and resolves when the work in hand is done. */
  async close(): Promise<void> {
    await this.subscription?.close();
    this.unwatch?.();
  }

  on(): void {}

  unwrap<T>(): T {
    return this.options.log as unknown as T;
  }

  private report(err: unknown, event?: StoredEvent): void {
    const reader = this.options.name;
    if (event === undefined) return this.logger.error({ msg: 'reading failed, tried again', reader, err });
    const { id, type, conversation, correlation } = event;
    this.logger.error({ msg: 'event parked', reader, event: id, type, conversation, correlation, err });
  }
}
