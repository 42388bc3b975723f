import type { StoredEvent } from '@slotguard/contracts';
import { BaseRpcContext, type Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { withContext } from './correlation.js';
import type { Tracing } from './tracing.js';

/** Who handles an event, and how often it was tried (from 1, of a work queue). */
export interface HandledBy {
  readonly consumer: string;
  readonly tracing: Tracing;
  readonly attempt?: number;
}

/**
 * Runs the handler of the event's type to its end, within the event's correlation and in a span of the trace that the event was written
 * in; its error is thrown as it is.
 */
export async function callHandler(server: Server, event: StoredEvent, by: HandledBy): Promise<void> {
  const handler = server.getHandlerByPattern(event.type);
  if (!handler) throw new Error(`no handler for ${event.type}`);
  const { correlation, conversation, id, type, traceparent } = event;
  const attempt = by.attempt === undefined ? {} : { attempt: by.attempt };
  const context = { correlation, conversation, event: id, ...attempt, ...(traceparent ? { traceparent } : {}) };
  const attributes = { 'slotguard.event': id, 'slotguard.conversation': conversation, ...attempt };
  await withContext(context, () =>
    by.tracing.span({ name: `${by.consumer} ${type}`, kind: 'consumer', attributes }, async () => {
      const result: unknown = await handler(event, new BaseRpcContext([event]));
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }),
  );
}
