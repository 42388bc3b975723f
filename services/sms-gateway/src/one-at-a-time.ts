/**
 * Runs what has the same key one after another, in the order in which it came; different keys side by side. Rivals in other processes
 * converge by the events' ids: this only spares a conversation two turns that think at once.
 */
export class OneAtATime {
  readonly #last = new Map<string, Promise<void>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const done = before.then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, settled);
    try {
      return await done;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }

  /** How many keys have work. */
  get size(): number {
    return this.#last.size;
  }
}
