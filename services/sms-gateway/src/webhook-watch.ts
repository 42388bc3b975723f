import { once } from 'node:events';
import { pause } from '@slotguard/event-log';
import type { Observation } from '@slotguard/service-kit';
import type { Request, Response } from 'express';

/** The webhooks that there are: whatever a stranger asks for counts as one thing. */
const NAMES: Readonly<Record<string, string>> = { '/sms': 'sms', '/status': 'status' };
/** How long a process that ends waits for its answers, of the 8 s that it has. */
const SETTLE_MS = 3_000;

/** Sees each webhook from its arrival to its answer: times and traces it, and knows which are still open. */
export class WebhookWatch {
  private readonly open = new Set<Promise<void>>();

  constructor(private readonly observation: Observation) {}

  /** Runs the work in the trace that begins here; the span ends with the answer. */
  until(request: Request, response: Response, work: () => Promise<unknown>): void {
    const watching = this.watched(NAMES[request.path] ?? 'other', response, work).finally(() =>
      this.open.delete(watching),
    );
    this.open.add(watching);
  }

  /** Resolves when all that are open now have their answers. */
  async settled(): Promise<void> {
    const ending = new AbortController();
    await Promise.race([Promise.all(this.open), pause(SETTLE_MS, ending.signal)]);
    ending.abort();
  }

  private async watched(webhook: string, response: Response, work: () => Promise<unknown>): Promise<void> {
    const { metrics, tracing } = this.observation;
    const begun = performance.now();
    await tracing.span({ name: `webhook ${webhook}`, kind: 'server' }, async (span) => {
      const closed = once(response, 'close');
      await work();
      await closed;
      const status = response.writableFinished ? String(response.statusCode) : 'hung_up';
      metrics?.observe('webhookSeconds', { webhook, status }, (performance.now() - begun) / 1_000);
      span.set({ 'slotguard.status': status });
    });
  }
}
