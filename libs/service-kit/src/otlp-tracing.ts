import type { LoggerService } from '@nestjs/common';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { currentContext, withContext } from './correlation.js';
import type { Settings } from './settings.js';
import { formatTraceparent, parseTraceparent, type Span, type SpanOptions, type Tracing } from './tracing.js';

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** For one batch, its repetitions included: a process that ends has 8 s for everything. */
const SEND_MS = 2_500;

/**
 * Sends spans by OTLP over HTTP, in the background. Loaded only when there is somewhere to send them (docs/adr/0011). Nothing global: the
 * context is our own (`correlation.ts`), and each app has a provider of its own.
 */
export class OtlpTracing implements Tracing {
  private readonly provider: BasicTracerProvider;
  private readonly tracer: Tracer;

  constructor({ endpoint, headers }: NonNullable<Settings['otlp']>, service: string, logger: LoggerService) {
    const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers, timeoutMillis: SEND_MS });
    this.provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'slotguard' }),
      spanProcessors: [new BatchSpanProcessor(saying(exporter, logger), { exportTimeoutMillis: SEND_MS })],
    });
    this.tracer = this.provider.getTracer('slotguard');
  }

  async span<T>({ name, kind, attributes = {} }: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const span = this.tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent());
    const { traceId, spanId, traceFlags: flags } = span.spanContext();
    try {
      const inside = { traceparent: formatTraceparent({ traceId, spanId, flags }) };
      return await withContext(inside, () => work({ set: (more) => void span.setAttributes(more) }));
    } catch (error) {
      // The name only: a message may quote what a customer wrote.
      const message = error instanceof Error ? error.name : 'failed';
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  }

  async shutdown(): Promise<void> {
    await this.provider.shutdown();
  }
}

function parent(): Context {
  const outer = parseTraceparent(currentContext().traceparent);
  if (outer === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, flags: traceFlags } = outer;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** The SDK keeps to itself that nobody takes its spans: said once, and again after it went well in between. */
function saying(exporter: SpanExporter, logger: LoggerService): SpanExporter {
  let silent = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0 && !silent) logger.warn({ msg: 'traces not taken', err: result.error }, 'Tracing');
        silent = result.code !== 0;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
