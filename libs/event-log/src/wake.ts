/**
 * Tells those who wait that there may be something new. A ticket is drawn *before* reading, so that what arrives between the
 * reading and the waiting is not missed.
 */
export class Wake {
  readonly #tickets = new Map<string | undefined, Set<Ticket>>();

  /** With a tag: only for those who said that they brought it, and for those who could not say. */
  ticket(tag?: string): Ticket {
    const alike = this.#tickets.get(tag) ?? new Set();
    this.#tickets.set(tag, alike);
    const ticket = new Ticket(() => {
      alike.delete(ticket);
      if (alike.size === 0 && this.#tickets.get(tag) === alike) this.#tickets.delete(tag);
    });
    alike.add(ticket);
    return ticket;
  }

  /** Without tags everybody wakes. */
  wake(tags?: Iterable<string>): void {
    const woken = tags === undefined ? [...this.#tickets.keys()] : [undefined, ...tags];
    for (const tag of woken) this.#tickets.get(tag)?.forEach((ticket) => ticket.stamp());
  }
}

export class Ticket {
  #stamped = false;
  #resolve: (() => void) | undefined;
  constructor(private readonly onDispose: () => void) {}

  stamp(): void {
    this.#stamped = true;
    this.#resolve?.();
  }

  /** Resolves when woken since the ticket was drawn, after the time (none: never), or when the signal aborts. */
  async wait(timeoutMs: number | undefined, signal?: AbortSignal): Promise<void> {
    if (this.#stamped || signal?.aborted || (timeoutMs ?? 1) <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs);
      this.#resolve = done;
      signal?.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
    });
    this.#resolve = undefined;
  }

  dispose(): void {
    this.onDispose();
  }
}
