import type { Closing } from '@slotguard/service-kit';

/** What has been opened, closed in the opposite order; also when the start fails half-way. */
export class Closings {
  private readonly opened: Closing[] = [];

  add(name: string, close: Closing[1]): void {
    this.opened.unshift([name, close]);
  }

  get inOrder(): readonly Closing[] {
    return this.opened;
  }

  /** Closes all, even if one fails; then throws the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const [, close] of this.opened.splice(0)) {
      await Promise.resolve()
        .then(close)
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
