import { setMaxListeners } from 'node:events';
import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, Poison } from './errors.js';
import type { QueueHandler, QueueOptions, Subscription } from './event-log.js';
import { isRetryable, pause, pauseMs, reasonOf } from './retrying.js';
import type { Ticket, Wake } from './wake.js';

const POLL_MS = 1_000;
/** How often within `ackWaitMs` a worker says that it works: one or two such words may get lost. */
const KEEPS = 3;
const NOTHING = { items: [] as readonly WorkItem[], nextDueMs: POLL_MS };

export interface WorkItem {
  readonly event: StoredEvent;
  /** 1 at the first try. */
  readonly attempt: number;
  readonly lastReason: string | undefined;
}

/** What an adapter does for a queue; the pump decides when. */
export interface WorkStore {
  /** Hands out up to `max` items, each hidden from others for `ackWaitMs`; when there are none, how soon one may be due. */
  take(max: number): Promise<{ readonly items: readonly WorkItem[]; readonly nextDueMs?: number }>;
  /** It is being worked on: hidden from others for another `ackWaitMs`. */
  keep(item: WorkItem): Promise<void>;
  done(item: WorkItem): Promise<void>;
  /** `counted: false`: the try was no fault of the event's. */
  retry(
    item: WorkItem,
    again: { readonly delayMs: number; readonly reason: string; readonly counted: boolean },
  ): Promise<void>;
  park(item: WorkItem, reason: string): Promise<void>;
}

/** Serves a queue: takes what is due, at most `inFlight` at once, and settles each item by what its handler did. */
export function pumpWork(options: QueueOptions, store: WorkStore, wake: Wake, handler: QueueHandler): Subscription {
  const { inFlight, ackWaitMs, maxAttempts } = options;
  const { handlingMaxMs = ackWaitMs } = options;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one listener per item in hand
  const inHand = new Set<Promise<void>>();
  let waiting: Ticket | undefined;

  async function pump(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted;) {
      const ticket = (waiting = wake.ticket());
      try {
        const free = inFlight - inHand.size;
        const { items, nextDueMs = POLL_MS } = free === 0 ? NOTHING : await store.take(free);
        failures = 0;
        items.forEach(begin);
        const allTaken = items.length < Math.max(1, free);
        if (allTaken) await ticket.wait(Math.min(POLL_MS, Math.max(1, nextDueMs)), closing.signal);
      } catch (error) {
        report(error);
        await pause(pauseMs(failures++), closing.signal);
      } finally {
        ticket.dispose();
      }
    }
  }

  function begin(item: WorkItem): void {
    const settled = settle(item)
      .catch(report)
      .finally(() => {
        if (inHand.size === inFlight) waiting?.stamp();
        inHand.delete(settled);
      });
    inHand.add(settled);
  }

  /** Frees its slot after `handlingMaxMs` even if the handler never ends: by then another worker has the item. */
  async function settle(item: WorkItem): Promise<void> {
    if (item.attempt > maxAttempts) {
      return record(() => store.park(item, item.lastReason ?? `no answer within ${handlingMaxMs} ms`));
    }
    const handled = (async () => handler(item.event, item.attempt))().then(
      () => record(() => store.done(item)),
      (error: unknown) => record(() => settleFailure(item, error)),
    );
    const late = new AbortController();
    void keep(item, late.signal);
    await Promise.race([handled, pause(handlingMaxMs, late.signal)]);
    late.abort();
  }

  /** Says now and then that the work goes on. When that can't be said, another worker begins it too, which is safe. */
  async function keep(item: WorkItem, until: AbortSignal): Promise<void> {
    const everyMs = ackWaitMs / KEEPS;
    for (let untilMs = handlingMaxMs - ackWaitMs; untilMs > 0; untilMs -= everyMs) {
      await pause(everyMs, until);
      if (until.aborted) return;
      await store.keep(item).catch(report);
    }
  }

  async function settleFailure(item: WorkItem, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    if (error instanceof Poison) return store.park(item, reason);
    // Who is away may come back at any time. Half of the tries are left for workers that die meanwhile.
    const isPatient = isRetryable(error) && item.attempt >= maxAttempts / 2;
    const counted = !(error instanceof LogUnavailable) && !isPatient;
    if (counted && item.attempt >= maxAttempts) return store.park(item, reason);
    const delayMs = options.backoffMs(item.attempt);
    await store.retry(item, { delayMs, reason, counted });
    void pause(delayMs, closing.signal).then(() => waiting?.stamp());
  }

  /** If the log stays away the item comes again after `ackWaitMs`: nothing is lost, at worst it is done twice. */
  async function record(write: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + ackWaitMs;
    for (let failures = 0; ;) {
      try {
        return await write();
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (closing.signal.aborted || performance.now() > deadline) return;
        await pause(pauseMs(failures++), closing.signal);
      }
    }
  }

  function report(error: unknown): void {
    if (!isRetryable(error)) options.onError?.(error);
  }

  const pumping = pump();
  return {
    async close() {
      closing.abort();
      await pumping;
      await Promise.all(inHand);
    },
  };
}
