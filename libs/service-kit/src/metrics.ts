import type { EventLog, ReaderStats } from '@slotguard/event-log';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, type LabelOf, type MetricDefinition, type MetricName } from './metric-table.js';

type Labels<N extends MetricName> = Readonly<Record<LabelOf<N>, string>>;
type OfType<Type> = { [N in MetricName]: (typeof METRICS)[N]['type'] extends Type ? N : never }[MetricName];
type Instrument = Counter | Gauge | Histogram;

/** Longer than any healthy answer, shorter than a scrape's patience. */
const ASK_MS = 2_000;

/** The figures of one app, in a registry of its own: two apps in one process do not mix. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly instruments = {} as Record<MetricName, Instrument>;
  private readonly readers = new Map<string, () => ReaderStats>();
  private log: Pick<EventLog, 'lastPosition' | 'listParked'> | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const [name, definition] of Object.entries<MetricDefinition>(METRICS))
      this.instruments[name as MetricName] = instrument(definition, this.registry);
  }

  count<N extends OfType<'counter'>>(name: N, labels: Labels<N>, by = 1): void {
    (this.instruments[name] as Counter).inc(labels, by);
  }

  observe<N extends OfType<'histogram'>>(name: N, labels: Labels<N>, value: number): void {
    (this.instruments[name] as Histogram).observe(labels, value);
  }

  /** Up or down by so much. */
  move<N extends OfType<'gauge'>>(name: N, labels: Labels<N>, by: number): void {
    this.gauge(name).inc(labels, by);
  }

  /** The log that lag and parked events are read from at each scrape. */
  watchLog(log: Pick<EventLog, 'lastPosition' | 'listParked'>): void {
    this.log = log;
  }

  /** Until what it returns is called. */
  watchReader(reader: string, stats: () => ReaderStats): () => void {
    this.readers.set(reader, stats);
    return () => void this.readers.delete(reader);
  }

  /** How many positions each reader has not read yet. Rejects when the log does not answer. */
  async lags(): Promise<ReadonlyMap<string, number>> {
    if (this.log === undefined || this.readers.size === 0) return new Map();
    const last = await this.log.lastPosition();
    return new Map([...this.readers].map(([reader, stats]) => [reader, Math.max(0, last - stats().position)]));
  }

  /** As text for Prometheus, with its content type. */
  async scrape(): Promise<{ readonly text: string; readonly contentType: string }> {
    const [owed, lag, parked] = [this.gauge('owed'), this.gauge('lag'), this.gauge('parked')];
    for (const gauge of [owed, lag, parked]) gauge.reset();
    for (const [reader, stats] of this.readers) owed.set({ reader }, stats().owed);
    await Promise.all([
      inTime(this.lags()).then((lags) => lags?.forEach((behind, reader) => lag.set({ reader }, behind))),
      inTime(this.log?.listParked()).then((all) => all?.forEach(({ consumer }) => parked.inc({ consumer }))),
    ]);
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  private gauge(name: OfType<'gauge'>): Gauge {
    return this.instruments[name] as Gauge;
  }
}

function instrument({ name, type, help, labels, buckets }: MetricDefinition, registry: Registry): Instrument {
  const config = { name, help, labelNames: [...labels], registers: [registry] };
  switch (type) {
    case 'counter':
      return new Counter(config);
    case 'gauge':
      return new Gauge(config);
    case 'histogram':
      return new Histogram({ ...config, ...(buckets ? { buckets: [...buckets] } : {}) });
    default:
      return type satisfies never;
  }
}

/** Undefined when it fails or takes too long: a figure that is not known is left out, the others are told. */
async function inTime<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ASK_MS, undefined);
  });
  return Promise.race([work?.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
