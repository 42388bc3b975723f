import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable } from './errors.js';
import { pause, pauseMs } from './retrying.js';
import type { Wake } from './wake.js';

const POLL_MS = 1_000;

/** Reads, waits to be woken, reads again: the last word is always a reading. Throws the signal's reason when it aborts. */
export async function waitUntilStored(options: {
  readonly get: () => Promise<StoredEvent | undefined>;
  readonly wake: Wake;
  readonly tag?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<StoredEvent | undefined> {
  const { get, wake, tag, signal } = options;
  const deadline = performance.now() + options.timeoutMs;
  for (let failures = 0; ;) {
    signal?.throwIfAborted();
    const last = performance.now() >= deadline;
    const ticket = wake.ticket(tag);
    try {
      const event = await get();
      if (event !== undefined || last) return event;
      failures = 0;
      await ticket.wait(Math.min(POLL_MS, deadline - performance.now()), signal);
    } catch (error) {
      if (!(error instanceof LogUnavailable) || last) throw error;
      await pause(Math.min(pauseMs(failures++), Math.max(0, deadline - performance.now())), signal);
    } finally {
      ticket.dispose();
    }
  }
}
