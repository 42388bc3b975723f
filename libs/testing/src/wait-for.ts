import { setTimeout as wait } from 'node:timers/promises';

export interface WaitForOptions {
  /** Default 15 s: well over what a busy machine needs, well under a test's own limit. */
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  /** What is awaited, for the error: "the confirmation". */
  readonly what?: string;
}

/** Asks again and again until the answer is truthy, and returns it; a condition that throws counts as not yet. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitForOptions = {},
): Promise<NonNullable<T>> {
  const { timeoutMs = 15_000, everyMs = 20, what = 'the condition' } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      const answer = await condition();
      if (answer) return answer;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause });
    await wait(everyMs);
  }
}
