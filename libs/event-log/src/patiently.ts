import { isRetryable, pause, pauseMs } from './retrying.js';

/** The work, again while it only says "not now", for that long: a server that restarts is no reason to start everything anew. */
export async function patiently<T>(work: () => Promise<T>, forMs: number): Promise<T> {
  const deadline = performance.now() + forMs;
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || performance.now() > deadline) throw error;
      await pause(pauseMs(failures));
    }
  }
}
