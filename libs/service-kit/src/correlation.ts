import { AsyncLocalStorage } from 'node:async_hooks';

/** What a piece of work is about: ids, never a person. Every line written while it is done carries it (of the trace, its id). */
export interface WorkContext {
  /** The utterance or operator's act that all this goes back to. */
  readonly correlation?: string;
  readonly conversation?: string;
  /** The event in hand. */
  readonly event?: string;
  /** The W3C trace context that the work is done in. */
  readonly traceparent?: string;
  /** Of a work queue, from 1. */
  readonly attempt?: number;
}

const storage = new AsyncLocalStorage<WorkContext>();

/** Runs the work; what it logs, also after an `await`, carries the context (added to the one around it). */
export function withContext<T>(context: WorkContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

export function currentContext(): WorkContext {
  return storage.getStore() ?? {};
}
