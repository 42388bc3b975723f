import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type LevelWithSilent, type Logger } from 'pino';
import { currentContext } from './correlation.js';
import { frames, redactor } from './redact.js';
import { parseTraceparent } from './tracing.js';

export interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** JSON lines for machines (production), else a readable line. */
  readonly json: boolean;
  /** Exact values that must never be seen: `secretsOf(settings)`. */
  readonly secrets?: readonly string[];
  /** Default: standard output. */
  readonly write?: (line: string) => void;
}

/**
 * Nest's logger over pino. Services write through Nest's `Logger`:
 *
 *     const logger = new Logger('Calendar');
 *     logger.log({ msg: 'appointment booked', appointment, resource });
 *     logger.error({ msg: 'not appended', err });
 *
 * A line carries ids, codes, counts and durations, and the correlation of the work it was written in. No text of a customer, no name, address,
 * number or secret belongs in one; `redact.ts` is the net below.
 */
export class ServiceLogger implements LoggerService {
  private readonly pino: Logger;
  private readonly redact: ReturnType<typeof redactor>;

  constructor(options: LoggerOptions) {
    this.redact = redactor(options.secrets);
    this.pino = pino(
      {
        level: options.level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        messageKey: 'msg',
        formatters: { level: (level) => ({ level }) },
        serializers: { err: (err: unknown) => err },
        mixin: lineContext,
      },
      destination(options),
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.line('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.line('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('fatal', message, rest);
  }

  /** Nest passes the context last, and for errors the stack before it: of a stack only the places are kept. */
  private line(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? { context: last } : {};
    const thrown = rest.find((item) => item instanceof Error);
    const stack = rest.find((item) => typeof item === 'string' && item.includes('\n'));
    const err = thrown ? { err: thrown } : stack ? { err: { at: frames(stack as string) } } : {};
    if (message instanceof Error) return this.write(level, { ...context, err: message }, message.name);
    if (typeof message !== 'object' || message === null)
      return this.write(level, { ...context, ...err }, String(message));
    const { msg, ...fields } = message as { msg?: unknown };
    this.write(level, { ...context, ...err, ...fields }, typeof msg === 'string' ? msg : '');
  }

  private write(level: Level, fields: object, message: string): void {
    this.pino[level](this.redact.fields(fields), this.redact.text(message));
  }
}

/** Of the trace only its id: with that one finds the trace. */
function lineContext(): object {
  const { traceparent, ...context } = currentContext();
  const trace = parseTraceparent(traceparent)?.traceId;
  return { ...context, ...(trace === undefined ? {} : { trace }) };
}

function destination({ json, write }: LoggerOptions): DestinationStream {
  const out: DestinationStream = write ? { write } : json ? pino.destination({ fd: 1, sync: true }) : process.stdout;
  return json ? out : { write: (line) => out.write(readable(line)) };
}

/** `10:02:03.120 INFO  Calendar  appointment booked  appointment=apt-1 resource=ana` */
function readable(line: string): string {
  const { time, level, context, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  const head = `${String(time).slice(11, 23)} ${String(level).toUpperCase().padEnd(5)}`;
  const text = [head, context, msg, pairs.join(' ')].filter((part) => part !== undefined && part !== '').join('  ');
  return `${text}${err === undefined ? '' : `\n${failure(err)}`}\n`;
}

function shown(value: unknown): string {
  return typeof value === 'string' && !/[\s"]/.test(value) ? value : JSON.stringify(value);
}

function failure(err: unknown): string {
  const { type, code, message, at, cause } = err as Record<string, unknown>;
  const first = `    ${[type, code, message].filter((part) => part !== undefined).join(' ')}`;
  const places = Array.isArray(at) ? at.map((place) => `      ${String(place)}`) : [];
  return [first, ...places, ...(cause === undefined ? [] : ['    caused by', failure(cause)])].join('\n');
}
