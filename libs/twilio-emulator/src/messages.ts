import { setTimeout as wait } from 'node:timers/promises';
import type { TwilioMessage } from './message.js';

/** The account's texts in the order in which they came, and who wants to hear of them. */
export class Messages {
  private readonly bySid = new Map<string, TwilioMessage>();
  private readonly listeners = new Set<(message: TwilioMessage) => void>();

  all(): TwilioMessage[] {
    return [...this.bySid.values()];
  }

  get(sid: string): TwilioMessage | undefined {
    return this.bySid.get(sid);
  }

  add(message: TwilioMessage): void {
    this.bySid.set(message.sid, message);
    for (const listener of this.listeners) listener(message);
  }

  /** As the API shows it from now on; nobody is told. */
  change(sid: string, change: Partial<TwilioMessage>): void {
    const message = this.bySid.get(sid);
    if (message) this.bySid.set(sid, { ...message, ...change });
  }

  on(listener: (message: TwilioMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async waitFor(wanted: (message: TwilioMessage) => boolean, timeoutMs: number): Promise<TwilioMessage> {
    const found = this.all().find(wanted);
    if (found) return found;
    const ending = new AbortController();
    let stop = (): void => undefined;
    const coming = new Promise<TwilioMessage>((resolve) => {
      stop = this.on((message) => wanted(message) && resolve(message));
    });
    const tooLate = wait(timeoutMs, undefined, { signal: ending.signal }).then(
      () => {
        throw new Error(`no such text within ${timeoutMs} ms; there are ${this.bySid.size}`);
      },
      () => coming,
    );
    return Promise.race([coming, tooLate]).finally(() => {
      stop();
      ending.abort();
    });
  }
}
