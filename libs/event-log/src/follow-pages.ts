import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable } from './errors.js';
import { pause, pauseMs } from './retrying.js';
import type { Wake } from './wake.js';

export const PAGE_EVENTS = 500;
/** The safety net under a lost notification. */
const POLL_MS = 1_000;

/** Turns reading by pages into following: everything after a position, then what comes, over restarts of the server. */
export async function* followPages(options: {
  readonly after: number;
  readonly signal: AbortSignal;
  readonly wake: Wake;
  /** Up to `PAGE_EVENTS` events after a position, in order. */
  readonly page: (after: number) => Promise<readonly StoredEvent[]>;
}): AsyncGenerator<StoredEvent, void, void> {
  const { signal, wake, page } = options;
  let position = options.after;
  for (let failures = 0; !signal.aborted;) {
    const ticket = wake.ticket();
    try {
      const events = await page(position);
      failures = 0;
      for (const event of events) {
        if (signal.aborted) return;
        yield event;
        position = event.position;
      }
      if (events.length < PAGE_EVENTS) await ticket.wait(POLL_MS, signal);
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
      await pause(pauseMs(failures++), signal);
    } finally {
      ticket.dispose();
    }
  }
}
