import type { LoggerService } from '@nestjs/common';
import type { NewStoredEvent } from '@slotguard/contracts';
import type { Appended, EventLog } from '@slotguard/event-log';
import { currentContext } from './correlation.js';
import { countEvent } from './count-event.js';
import { Metrics } from './metrics.js';
import type { Settings } from './settings.js';
import { NO_TRACING, parseTraceparent, startTracing, type Tracing } from './tracing.js';

/** What watches over one app. */
export interface Observation {
  readonly metrics?: Metrics;
  readonly tracing: Tracing;
}

const UNOBSERVED: Observation = { tracing: NO_TRACING };
const observations = new WeakMap<EventLog, Observation>();

export async function startObservation(
  settings: Pick<Settings, 'otlp'>,
  service: string,
  logger: LoggerService,
): Promise<Required<Observation>> {
  return { metrics: new Metrics(), tracing: await startTracing(settings, service, logger) };
}

/**
 * The log, watched: what is added to it is counted and traced, whoever adds it, and carries the trace that it was written in. Everything
 * that works on a log, works through it; hence servers and modules find their observation by the log that they are given.
 */
export function observeLog(log: EventLog, observation: Observation): EventLog {
  const append = (event: NewStoredEvent): Promise<Appended> => observedAppend(log, observation, event);
  const observed = new Proxy(log, {
    get(target, property) {
      if (property === 'append') return append;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  observation.metrics?.watchLog(log);
  observations.set(observed, observation);
  return observed;
}

/** Of a log from `observeLog`; of any other: nobody watches. */
export function observationOf(log: EventLog): Observation {
  return observations.get(log) ?? UNOBSERVED;
}

async function observedAppend(
  log: EventLog,
  { metrics, tracing }: Observation,
  event: NewStoredEvent,
): Promise<Appended> {
  const { id, type, conversation, channel } = event;
  const attributes = { 'slotguard.event': id, 'slotguard.conversation': conversation, 'slotguard.channel': channel };
  const appended = await tracing.span({ name: `append ${type}`, kind: 'producer', attributes }, async (span) => {
    const stored = await log.append(traced(event));
    if (stored.adopted) span.set({ 'slotguard.adopted': true });
    return stored;
  });
  const { business } = event;
  if (metrics && !appended.adopted)
    countEvent(metrics, appended.event, (request) => log.get({ business, conversation, id: request }));
  return appended;
}

function traced(event: NewStoredEvent): NewStoredEvent {
  const { traceparent } = currentContext();
  return parseTraceparent(traceparent) && traceparent ? { ...event, traceparent } : event;
}
