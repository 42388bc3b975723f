import { LogUnavailable } from '@slotguard/event-log';
import { isNativeError } from 'node:util/types';
import pg from 'pg';

/** Connection lost, out of resources (a full disk is 53100), shutting down, disk failing: SQLSTATE classes. */
const CLASSES = ['08', '53', '57', '58'];
/** A standby or read-only server; lost a race too often; could not get the log's lock in time. */
const CODES = ['25006', '40001', '40P01', '55P03'];

/** Runs a query; what only says "not now" becomes `LogUnavailable`, everything else stays what it is. */
export async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error) ?? error;
  }
}

function unavailable(error: unknown): LogUnavailable | undefined {
  if (error instanceof LogUnavailable || !isNativeError(error)) return undefined;
  const { code } = error as { code?: unknown };
  if (error instanceof pg.DatabaseError) {
    const says = typeof code === 'string' && (CLASSES.includes(code.slice(0, 2)) || CODES.includes(code));
    return says ? new LogUnavailable(code, { cause: error }) : undefined;
  }
  // Not from the server: the client's own words for a broken, refused or silent connection, which carry a system code at best.
  return new LogUnavailable(typeof code === 'string' ? code : 'connection', { cause: error });
}

/** The server chose us as the victim of a deadlock or of a serialization conflict: the same again at once is right. */
export function lostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}
