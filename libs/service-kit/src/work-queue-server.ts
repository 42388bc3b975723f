import { patiently, Poison, type EventLog, type QueueOptions, type Subscription } from '@slotguard/event-log';
import { UnreadableEvent, type StoredEvent } from '@slotguard/contracts';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { callHandler } from './call-handler.js';
import { LOG_WAIT_MS } from './log-reader-server.js';
import { observationOf } from './observation.js';

export interface WorkQueueOptions extends Omit<QueueOptions, 'types'> {
  readonly transportId: symbol;
  readonly log: EventLog;
}

/**
 * A work queue as a Nest server: `@EventPattern('UserUtterance', TRANSPORT)` gets each such event at least once, in this process or in a rival.
 * `currentContext().attempt` counts from 1. Throwing means "again, later"; `Poison` and `UnreadableEvent` park it.
 */
export class WorkQueueServer extends Server implements CustomTransportStrategy {
  override transportId: symbol;
  override readonly propagatesEventHandlerErrors = true;
  private subscription: Subscription | undefined;

  constructor(private readonly options: WorkQueueOptions) {
    super();
    this.transportId = options.transportId;
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    const { log, transportId: _, ...queue } = this.options;
    try {
      const options = { ...queue, types: [...this.messageHandlers.keys()] };
      const begin = (): Promise<Subscription> => log.consume(options, (event, attempt) => this.work(event, attempt));
      this.subscription = await patiently(begin, LOG_WAIT_MS);
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Takes no more work and resolves when the work in hand is done. */
  async close(): Promise<void> {
    await this.subscription?.close();
  }

  on(): void {}

  unwrap<T>(): T {
    return this.options.log as unknown as T;
  }

  private async work(event: StoredEvent, attempt: number): Promise<void> {
    const { log, queue } = this.options;
    const { metrics, tracing } = observationOf(log);
    if (attempt > 1) metrics?.count('redeliveries', { queue });
    metrics?.move('inFlight', { queue }, 1);
    try {
      await callHandler(this, event, { consumer: queue, tracing, attempt });
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      throw new Poison(error.message);
    } finally {
      metrics?.move('inFlight', { queue }, -1);
    }
  }
}
