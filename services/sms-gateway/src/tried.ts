import type { Logger } from '@nestjs/common';
import { isRetryable } from '@slotguard/event-log';

/** What fails is said here and thrown on: the queue tries it again, or parks it. What it was about is in the line's context. */
export async function tried(logger: Logger, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    if (isRetryable(err)) logger.warn({ msg: `${what} put off`, why: String(err) });
    else logger.error({ msg: `${what} failed`, err });
    throw err;
  }
}
