import { setImmediate as soon } from 'node:timers/promises';

/** What is there together comes together, at most so many; what is there alone is not kept waiting. */
export async function* inBatches<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T[], void> {
  const iterator = items[Symbol.asyncIterator]();
  const nothingYet = Symbol('nothing yet');
  let next = iterator.next();
  try {
    for (;;) {
      const first = await next;
      if (first.done) return;
      const batch = [first.value];
      next = iterator.next();
      // An error belongs to the read that met it; until that is awaited it must not count as unhandled.
      next.catch(() => undefined);
      while (batch.length < most) {
        const more = await Promise.race([next.catch(() => nothingYet), soon(nothingYet)]);
        if (typeof more === 'symbol' || more.done) break;
        batch.push(more.value);
        next = iterator.next();
        next.catch(() => undefined);
      }
      yield batch;
    }
  } finally {
    // Not awaited: a reader that waits for news answers only when its signal aborts.
    void iterator.return?.().catch(() => undefined);
  }
}
