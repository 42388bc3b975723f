import { pause } from '@slotguard/event-log';

/** The customer has said something while this was thought about, or wants no messages, or a person attends: nobody wants it any more. */
export class Unwanted extends Error {
  override readonly name = 'Unwanted';
  constructor(readonly how: 'superseded' | 'silent') {
    super(`not wanted any more (${how})`);
  }
}

/**
 * What `ask` comes to, unless that is not wanted any more meanwhile: then its signal aborts and `Unwanted` is thrown at once, whether or
 * not `ask` heeds the signal. An answer that comes at once costs no look.
 */
export async function unlessUnwanted<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  whyNot: () => Promise<Unwanted['how'] | undefined>,
  pollMs: number,
): Promise<T> {
  const thinking = new AbortController();
  const waiting = new AbortController();
  const answer = ask(thinking.signal).then((value) => ({ value }));
  try {
    for (;;) {
      const first = await Promise.race([answer, pause(pollMs, waiting.signal)]);
      if (first) return first.value;
      const how = await whyNot();
      if (how) throw new Unwanted(how);
    }
  } finally {
    waiting.abort();
    thinking.abort(new Unwanted('superseded'));
    // Nobody waits for it any more.
    answer.catch(() => undefined);
  }
}
