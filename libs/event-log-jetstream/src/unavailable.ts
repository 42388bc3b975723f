import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { LogUnavailable } from '@slotguard/event-log';
import { isNativeError } from 'node:util/types';

/** An account that has used up what it may store is refused with a 400, though it is no fault of the request's. */
const ACCOUNT_LIMITS = [10_002, 10_028, 10_047];

/** Runs a request; what only says "not now" becomes `LogUnavailable`, everything else stays what it is. */
export async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error) ?? error;
  }
}

function unavailable(error: unknown): LogUnavailable | undefined {
  if (error instanceof LogUnavailable || !isNativeError(error)) return undefined;
  if (error instanceof JetStreamApiError) {
    const says = error.status >= 500 || ACCOUNT_LIMITS.includes(error.code);
    return says ? new LogUnavailable(String(error.code), { cause: error }) : undefined;
  }
  if (error instanceof errors.TimeoutError) return new LogUnavailable('timeout', { cause: error });
  const lost =
    error instanceof errors.ConnectionError ||
    error instanceof errors.ClosedConnectionError ||
    error instanceof errors.DrainingConnectionError ||
    error instanceof errors.NoRespondersError ||
    error.name === 'JetStreamNotEnabled' || // nobody answers for the streams: starting, or without a leader
    (error instanceof errors.RequestError && !(error.cause instanceof errors.PermissionViolationError));
  return lost ? new LogUnavailable('connection', { cause: error }) : undefined;
}
