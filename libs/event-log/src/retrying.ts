import { isNativeError } from 'node:util/types';
import { Wake } from './wake.js';

/** The pause after the nth failure in a row: doubling, bounded, never long enough to look dead. */
export function pauseMs(failures: number): number {
  return Math.min(50 * 2 ** Math.min(failures, 10), 2_000);
}

/** Errors that say of themselves that the same thing may work later. */
export function isRetryable(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true;
}

/** Sleeps, less when the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const ticket = new Wake().ticket();
  await ticket.wait(ms, signal);
}

/** What is kept with a parked event: the kind of error and its message, which holds no personal data. */
export function reasonOf(error: unknown): string {
  const text = isNativeError(error) ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}
