import type { LoggerService } from '@nestjs/common';

/** Something to close, by its name for the log. */
export type Closing = readonly [name: string, close: () => Promise<unknown> | unknown];

export interface ShutdownOptions {
  /** In this order: first what takes in work (the app: HTTP, readers, queues drain), then what the work needs (log, database). */
  readonly closings: readonly Closing[];
  readonly logger: LoggerService;
  /** Work that has not ended by then is left to the next start, which finds it owed. */
  readonly timeoutMs?: number;
  readonly exit?: (code: number) => void;
  readonly signals?: Pick<NodeJS.Process, 'on'>;
}

/** A container gets 10 s from SIGTERM to SIGKILL. */
const TIMEOUT_MS = 8_000;

/**
 * Ends the process on SIGTERM or SIGINT once the work in hand is done: exit code 0, or 1 when a closing failed or took too long.
 * A second signal ends it at once. Returns the same ending for callers that decide themselves.
 */
export function shutdownOnSignal(options: ShutdownOptions): (why: string) => Promise<void> {
  const { logger, exit = (code: number) => process.exit(code), signals = process, timeoutMs = TIMEOUT_MS } = options;
  let ending: Promise<void> | undefined;

  async function end(why: string): Promise<void> {
    logger.log({ msg: 'ending', why }, 'Shutdown');
    const timer = setTimeout(() => {
      logger.error({ msg: 'not all work ended in time', timeoutMs }, 'Shutdown');
      exit(1);
    }, timeoutMs);
    let code = 0;
    for (const [part, close] of options.closings) {
      try {
        await close();
      } catch (err) {
        code = 1;
        logger.error({ msg: 'not closed', part, err }, 'Shutdown');
      }
    }
    clearTimeout(timer);
    logger.log({ msg: 'ended' }, 'Shutdown');
    exit(code);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    signals.on(signal, () => {
      if (ending) return exit(1);
      ending = end(signal);
    });
  }
  return (why) => (ending ??= end(why));
}
