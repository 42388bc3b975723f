import { pause, pauseMs, Wake } from '@slotguard/event-log';
import pg from 'pg';

/** One connection that hears of every append and wakes who waits; after a break it comes back, and wakes all, who then look. */
export class Listener {
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly channel: string,
    private readonly wake: Wake,
  ) {}

  start(): void {
    this.#listening ??= this.#listen();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted;) {
      const client = new pg.Client(this.config);
      const broken = new Wake().ticket();
      client.on('error', () => broken.stamp());
      client.on('end', () => broken.stamp());
      client.on('notification', ({ payload }) => this.wake.wake(payload ? payload.split(' ') : undefined));
      try {
        await client.connect();
        await client.query(`listen ${pg.escapeIdentifier(this.channel)}`);
        failures = 0;
        this.wake.wake();
        await broken.wait(undefined, signal);
      } catch {
        // The next round tries again; until then readers poll.
      } finally {
        await client.end().catch(() => undefined);
      }
      await pause(pauseMs(failures++), signal);
    }
  }
}
