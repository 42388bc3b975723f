import { pause } from '@slotguard/event-log';

/** The customer has said something while this was thought about: it is not wanted any more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  constructor() {
    super('overtaken by newer words');
  }
}

/**
 * What `ask` comes to, unless something newer is said meanwhile: then its signal aborts and `Overtaken` is thrown at once, whether or
 * not `ask` heeds the signal. An answer that comes at once costs no look.
 */
export async function unlessOvertaken<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  isOvertaken: () => Promise<boolean>,
  pollMs: number,
): Promise<T> {
  const thinking = new AbortController();
  const waiting = new AbortController();
  const answer = ask(thinking.signal).then((value) => ({ value }));
  try {
    for (;;) {
      const first = await Promise.race([answer, pause(pollMs, waiting.signal)]);
      if (first) return first.value;
      if (await isOvertaken()) throw new Overtaken();
    }
  } finally {
    waiting.abort();
    thinking.abort(new Overtaken());
    // Nobody waits for it any more.
    answer.catch(() => undefined);
  }
}
