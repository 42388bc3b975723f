import { pause } from '@slotguard/event-log';
import { Logger } from '@nestjs/common';

/** How late the story may say what only the clock brings. */
const SWEEP_EVERY_MS = 5_000;

/** What has to be looked through now and then. */
export interface Swept {
  sweep(): Promise<void>;
}

/** Sweeps each of these now and then until it is closed. What fails is tried again at the next turn, and keeps none of the others. */
export class Sweep {
  private readonly logger = new Logger('Calendar');
  private readonly closing = new AbortController();
  private sweeping: Promise<void> | undefined;

  constructor(private readonly all: Readonly<Record<string, Swept>>) {}

  start(): void {
    this.sweeping ??= this.run();
  }

  /** Resolves when the sweep in hand is done. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.sweeping;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      for (const [of, swept] of Object.entries(this.all))
        await swept.sweep().catch((err: unknown) => this.logger.warn({ msg: 'no sweep', of, err }));
      await pause(SWEEP_EVERY_MS, signal);
    }
  }
}
