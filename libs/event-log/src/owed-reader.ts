import type { Clock } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import { setMaxListeners } from 'node:events';
import { conversationKey, eventKey, stableHash } from './event-key.js';
import type { EventLog, Subscription } from './event-log.js';
import { isRetryable, pause, pauseMs, reasonOf } from './retrying.js';
import { Wake } from './wake.js';

export interface OwedReaderOptions {
  readonly log: EventLog;
  /** Of the checkpoint, and of the parked events. */
  readonly name: string;
  /** However far the checkpoint is, this much is looked through again, beside the new. What is unpaid holds the checkpoint, and waits longer. */
  readonly horizonMs: number;
  readonly clock: Clock;
  /** Which of how many: conversations are shared out by their hash. A wrong one costs time, never correctness. */
  readonly instance?: { readonly number: number; readonly count: number };
  /** The id of the event, in the same conversation, that must follow from this one; undefined when nothing must. */
  readonly owes: (event: StoredEvent) => string | undefined;
  /** Appends what is owed. May run again for the same event, also elsewhere at the same time: its ids make that harmless. */
  readonly pay: (event: StoredEvent) => Promise<void>;
  /** Hears of everything that is not merely "not now"; the event, when there is one, has been parked. */
  readonly onError: (error: unknown, event?: StoredEvent) => void;
}

/** Where a reader is, for those who watch over it. */
export interface ReaderStats {
  /** Read up to here; the log's `lastPosition` less this is how far the reader lags. */
  readonly position: number;
  /** How many events, of all that were read, still wait for what they are owed: those that hold the checkpoint. */
  readonly owed: number;
}

export interface ReaderSubscription extends Subscription {
  /** As of now; costs nothing. */
  stats(): ReaderStats;
}

/** The others' debts wait this long for their own instance. */
const COURTESY_MS = 2_000;
/** While what is old is read, its debts look this often whether that is over. */
const CATCH_UP_MS = 100;
/** No longer than this: the last event of before the start may have been purged, and then nothing shows that the reading is over. */
const CATCH_UP_MAX_MS = 10_000;
/** Payments under way at once: enough to keep the log busy, few enough for its connections. */
const IN_FLIGHT = 32;
/** How far reading may run ahead of paying. */
const OUTSTANDING_MAX = 1_000;
const SAVE_EVERY_MS = 1_000;

/**
 * Reads the log in order and sees to it that every debt is paid: one after another within a conversation, side by side across them.
 * A debt is paid when its event is in the log, by whomever. What can't be paid now is tried until it is; what can't ever, is parked.
 * The checkpoint passes an event only when nothing up to it is owed, so a crash anywhere costs at most the same look again. What was parked
 * is tried once more at each start, however old: whatever was broken may have been mended.
 */
export async function startOwedReader(options: OwedReaderOptions): Promise<ReaderSubscription> {
  const { log, name, clock, horizonMs } = options;
  const since = new Date(clock.now().getTime() - horizonMs);
  const end = await log.lastPosition();
  // A log that lost its end may be shorter than the checkpoint.
  const checkpoint = Math.min(await log.loadCheckpoint(name), end);
  const start = Math.min(checkpoint, await log.positionBefore(since));
  const parked = (await log.listParked(name)).map(({ event }) => event);
  return new OwedReader(
    options,
    { back: { read: start, oldUntil: checkpoint, until: checkpoint }, on: { read: checkpoint, oldUntil: end } },
    parked.filter(({ position }) => position <= start),
  );
}

/** One reading of a part of the log. */
interface Cursor {
  /** Up to here. */
  read: number;
  /** What was written before the start. */
  readonly oldUntil: number;
  /** Without it, it goes on with what comes. */
  readonly until?: number;
}

type Outcome = 'paid' | 'later' | { readonly waitMs: number };
interface Payment {
  /** The key of the event that pays. */
  readonly key: string;
  /** Its event has come by in the reading: the log need not be asked. */
  isSeen: boolean;
  readonly attempt: () => Promise<Outcome>;
}

class OwedReader implements ReaderSubscription {
  readonly #begun = performance.now();
  readonly #closing = new AbortController();
  readonly #room = new Wake();
  /** Tells who waits out of courtesy that the debt's event has come by. */
  readonly #arrivals = new Wake();
  /** By position: the lowest is what the checkpoint must not pass. */
  readonly #outstanding = new Map<number, Promise<void>>();
  /** What is outstanding, by the key of the event that pays it. */
  readonly #due = new Map<string, Payment>();
  readonly #lastOf = new Map<string, Promise<void>>();
  readonly #reading: Promise<unknown>;
  readonly #saving: Promise<void>;
  #paying = 0;
  #saved: number;

  constructor(
    private readonly options: OwedReaderOptions,
    private readonly cursors: { readonly back: Cursor; readonly on: Cursor },
    parked: readonly StoredEvent[],
  ) {
    const { back, on } = cursors;
    setMaxListeners(0, this.#closing.signal); // one per debt that waits
    this.#saved = on.read;
    // Not with what is looked through: what comes in of the same conversation waits for it, and would wait for all of that.
    for (const event of parked) this.#take(event, on);
    // Side by side: what comes in need not wait until a day has been looked through.
    this.#reading = Promise.all([this.#follow(on), this.#follow(back)]);
    this.#saving = this.#saveNowAndThen();
  }

  stats(): ReaderStats {
    return { position: this.cursors.on.read, owed: this.#outstanding.size };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#reading, this.#saving, ...this.#outstanding.values()]);
    await this.#save();
  }

  async #follow(cursor: Cursor): Promise<void> {
    const { signal } = this.#closing;
    const { until = Infinity } = cursor;
    for (let failures = 0; !signal.aborted && cursor.read < until;) {
      try {
        for await (const event of this.options.log.follow({ after: cursor.read, signal })) {
          if (event.position <= until) {
            this.#see(eventKey(event));
            this.#take(event, cursor);
          }
          cursor.read = event.position;
          failures = 0;
          if (cursor.read >= until) return;
          while (this.#outstanding.size >= OUTSTANDING_MAX && !signal.aborted) await this.#roomMade();
        }
      } catch (error) {
        if (!signal.aborted) this.options.onError(error);
      }
      // Also when the log has merely ended, because it was closed under us: asking again at once would leave no time for anything else.
      await pause(pauseMs(failures++), signal);
    }
  }

  #see(key: string): void {
    const payment = this.#due.get(key);
    if (payment) payment.isSeen = true;
    this.#arrivals.wake([key]);
  }

  /** What was written before the start was mostly paid then, too: the reading will show it, sooner than the log could be asked. */
  #isCatchingUp({ read, oldUntil }: Cursor): boolean {
    const isPatient = performance.now() - this.#begun < CATCH_UP_MAX_MS;
    return read < oldUntil && isPatient && this.#outstanding.size < OUTSTANDING_MAX;
  }

  #take(event: StoredEvent, cursor: Cursor): void {
    const key = conversationKey(event);
    const payment = this.#payment(event, cursor);
    if (payment === undefined) return;
    const settled = (this.#lastOf.get(key) ?? Promise.resolve())
      .then(() => this.#settle(event, payment))
      .then((paid) => {
        // A debt that was left unpaid stays outstanding, and holds the checkpoint.
        if (paid) this.#outstanding.delete(event.position);
        if (this.#due.get(payment.key) === payment) this.#due.delete(payment.key);
        if (this.#lastOf.get(key) === settled) this.#lastOf.delete(key);
        this.#room.wake();
      });
    this.#outstanding.set(event.position, settled);
    this.#due.set(payment.key, payment);
    this.#lastOf.set(key, settled);
  }

  #payment(event: StoredEvent, cursor: Cursor): Payment | undefined {
    try {
      const id = this.options.owes(event);
      return id === undefined ? undefined : this.#paymentOf(event, id, cursor);
    } catch (error) {
      return { key: eventKey(event), isSeen: false, attempt: () => Promise.reject(error) };
    }
  }

  #paymentOf(event: StoredEvent, id: string, cursor: Cursor): Payment {
    const { log, pay } = this.options;
    const ref = { business: event.business, conversation: event.conversation, id };
    const dueAt = this.#isOurs(event) ? 0 : performance.now() + COURTESY_MS;
    const attempt = async (): Promise<Outcome> => {
      if (payment.isSeen) return 'paid';
      if (this.#isCatchingUp(cursor)) return { waitMs: CATCH_UP_MS };
      if ((await log.get(ref)) !== undefined) return 'paid';
      const courtesyMs = dueAt - performance.now();
      if (courtesyMs > 0) return { waitMs: courtesyMs };
      await pay(event);
      return 'paid';
    };
    const payment: Payment = { key: eventKey(ref), isSeen: false, attempt };
    return payment;
  }

  /** True when nothing is owed for the event any more; false when we are closing and leave it to others. */
  async #settle(event: StoredEvent, payment: Payment): Promise<boolean> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted;) {
      const arrival = this.#arrivals.ticket(payment.key);
      try {
        const outcome = await this.#inTurn(event, payment);
        if (outcome === 'paid') return true;
        if (outcome === 'later') await pause(pauseMs(failures++), signal);
        else await arrival.wait(outcome.waitMs, signal);
      } finally {
        arrival.dispose();
      }
    }
    return false;
  }

  /** One try. What only fails for now says `later`; what fails for good is parked, which may fail for now as well. */
  async #inTurn(event: StoredEvent, payment: Payment): Promise<Outcome> {
    while (this.#paying >= IN_FLIGHT && !this.#closing.signal.aborted) await this.#roomMade();
    if (this.#closing.signal.aborted) return 'later';
    this.#paying++;
    try {
      return await payment.attempt();
    } catch (error) {
      return isRetryable(error) ? 'later' : await this.#park(event, error);
    } finally {
      this.#paying--;
      this.#room.wake();
    }
  }

  async #park(event: StoredEvent, error: unknown): Promise<Outcome> {
    try {
      await this.options.log.park(this.options.name, event, reasonOf(error));
      this.options.onError(error, event);
      return 'paid';
    } catch {
      return 'later';
    }
  }

  #isOurs(event: StoredEvent): boolean {
    const { number, count } = this.options.instance ?? { number: 0, count: 1 };
    return stableHash(conversationKey(event)) % count === number % count;
  }

  async #roomMade(): Promise<void> {
    const ticket = this.#room.ticket();
    await ticket.wait(SAVE_EVERY_MS, this.#closing.signal);
    ticket.dispose();
  }

  async #saveNowAndThen(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#save();
      await pause(SAVE_EVERY_MS, this.#closing.signal);
    }
  }

  async #save(): Promise<void> {
    const position = Math.min(this.cursors.on.read, Math.min(...this.#outstanding.keys()) - 1);
    if (position <= this.#saved) return;
    try {
      await this.options.log.saveCheckpoint(this.options.name, position);
      this.#saved = position;
    } catch (error) {
      if (!isRetryable(error)) this.options.onError(error);
    }
  }
}
