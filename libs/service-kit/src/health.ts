import {
  Controller,
  Get,
  HttpException,
  HttpStatus,
  Inject,
  Module,
  type DynamicModule,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Metrics } from './metrics.js';

/** Resolves when the part can do its work; rejects with why not. By the part's name: `log`, `database`. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

export interface Readiness {
  readonly status: 'ready' | 'not_ready';
  /** `ok`, or a code: never a message, which may hold an address or a secret. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Longer than any healthy answer, shorter than the patience of who asks. */
const CHECK_TIMEOUT_MS = 2_000;
/** Positions; a reader takes a second for ten times as many, so this one stands still or reads years. */
const LAG_MAX = 10_000;
const CHECKS = Symbol('health checks');

@Controller()
export class HealthController implements OnModuleDestroy {
  private draining = false;

  constructor(@Inject(CHECKS) private readonly checks: HealthChecks) {}

  /** The process lives. */
  @Get('healthz')
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  /** It can do its work: 200, else 503, with the reason by part. */
  @Get('readyz')
  async ready(): Promise<Readiness> {
    if (this.draining) throw notReady({ status: 'not_ready', checks: { process: 'draining' } });
    const readiness = await checkAll(this.checks);
    if (readiness.status === 'not_ready') throw notReady(readiness);
    return readiness;
  }

  /** The first that an app does when it closes: while the work in hand ends, nobody should send more. */
  onModuleDestroy(): void {
    this.draining = true;
  }
}

function notReady(readiness: Readiness): HttpException {
  return new HttpException(readiness, HttpStatus.SERVICE_UNAVAILABLE);
}

@Module({})
export class HealthModule {
  static register(checks: HealthChecks): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: CHECKS, useValue: checks }],
    };
  }
}

/** A check for apps with readers of the log: `behind` while one of them is far from its end. */
export async function readersKeepUp(metrics: Pick<Metrics, 'lags'>): Promise<void> {
  const lags = await metrics.lags();
  const behind = [...lags.values()].some((lag) => lag > LAG_MAX);
  if (behind) throw Object.assign(new Error('a reader of the log is far behind'), { code: 'behind' });
}

export async function checkAll(checks: HealthChecks, timeoutMs = CHECK_TIMEOUT_MS): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcome(check, timeoutMs)] as const),
  );
  const ready = results.every(([, result]) => result === 'ok');
  return { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) };
}

async function outcome(check: () => Promise<unknown>, timeoutMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no_answer'), timeoutMs);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(() => 'ok', codeOf);
  return Promise.race([answer, tooLong]).finally(() => clearTimeout(timer));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^[\w-]{1,40}$/.test(code)) return code;
  return error instanceof Error ? error.name : 'failed';
}
