import { pause } from '@slotguard/event-log';
import { Logger } from '@nestjs/common';
import type { HoldKeeper } from './hold-keeper.js';

/** How late the story may say that a hold has expired. */
const SWEEP_EVERY_MS = 5_000;

/** Sweeps now and then until it is closed. What fails is tried again at the next turn. */
export class HoldSweep {
  private readonly logger = new Logger('Holds');
  private readonly closing = new AbortController();
  private sweeping: Promise<void> | undefined;

  constructor(private readonly keeper: HoldKeeper) {}

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
      await this.keeper.sweep().catch((err: unknown) => this.logger.warn({ msg: 'no sweep of the holds', err }));
      await pause(SWEEP_EVERY_MS, signal);
    }
  }
}
