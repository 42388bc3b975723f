import type { StoredEvent } from '@slotguard/contracts';
import { BaseRpcContext, type Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { withContext } from './correlation.js';

/** Runs the handler of the event's type to its end, within the event's correlation; its error is thrown as it is. */
export async function callHandler(server: Server, event: StoredEvent, attempt?: number): Promise<void> {
  const handler = server.getHandlerByPattern(event.type);
  if (!handler) throw new Error(`no handler for ${event.type}`);
  const { correlation, conversation, id } = event;
  const context = { correlation, conversation, event: id, ...(attempt === undefined ? {} : { attempt }) };
  await withContext(context, async () => {
    const result: unknown = await handler(event, new BaseRpcContext([event]));
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  });
}
