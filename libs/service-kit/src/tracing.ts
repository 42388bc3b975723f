import type { LoggerService } from '@nestjs/common';
import type { Settings } from './settings.js';

/** What a span tells of its work: ids, codes and counts, never a person. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** Of few kinds: no ids in it. */
  readonly name: string;
  /** `server`, `consumer`: called, or fed, from outside; `client`, `producer`: calls, or feeds, others. */
  readonly kind: 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
}

export interface Span {
  set(attributes: Attributes): void;
}

/** Traces leave the process here. The context that a span begins in is `currentContext().traceparent`; its own is that of its work. */
export interface Tracing {
  /** Runs the work within a span; its error marks the span by its name, and is thrown on. */
  span<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
  /** Sends what is left, for a few seconds at most. */
  shutdown(): Promise<void>;
}

/** Nobody collects traces. An event's context is handed on all the same, so that this process breaks no other's trace. */
export const NO_TRACING: Tracing = {
  span: (_, work) => work({ set: () => undefined }),
  shutdown: async () => undefined,
};

/** With an endpoint in the settings, the SDK is loaded and sends there; without one nothing of it is loaded. */
export async function startTracing(
  { otlp }: Pick<Settings, 'otlp'>,
  service: string,
  logger: LoggerService,
): Promise<Tracing> {
  if (otlp === undefined) return NO_TRACING;
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing(otlp, service, logger);
}

export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  /** Bit 0: sampled. */
  readonly flags: number;
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Of version 00 of W3C Trace Context; anything else counts as none. */
export function parseTraceparent(text: string | undefined): TraceContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags ?? '', 16) };
}

export function formatTraceparent({ traceId, spanId, flags }: TraceContext): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
}
