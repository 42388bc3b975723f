import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Controller,
  Get,
  Headers,
  Inject,
  Module,
  Res,
  UnauthorizedException,
  type DynamicModule,
} from '@nestjs/common';
import type { Metrics } from './metrics.js';

const METRICS_OPTIONS = Symbol('metrics options');

export interface MetricsOptions {
  readonly metrics: Metrics;
  /** Whoever asks must bring it (`Authorization: Bearer …`). Without one, whoever reaches the listener may read. */
  readonly token?: string | undefined;
}

@Controller()
export class MetricsController {
  constructor(@Inject(METRICS_OPTIONS) private readonly options: MetricsOptions) {}

  @Get('metrics')
  async scrape(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) response: { type(of: string): unknown },
  ): Promise<string> {
    const { metrics, token } = this.options;
    if (token !== undefined && !isSame(authorization ?? '', `Bearer ${token}`))
      throw new UnauthorizedException({ error: 'no_token', message: 'Send METRICS_TOKEN as a bearer token.' });
    const { text, contentType } = await metrics.scrape();
    response.type(contentType);
    return text;
  }
}

/** `GET /metrics`, beside `HealthModule` on the same listener. */
@Module({})
export class MetricsModule {
  static register(options: MetricsOptions): DynamicModule {
    return {
      module: MetricsModule,
      controllers: [MetricsController],
      providers: [{ provide: METRICS_OPTIONS, useValue: options }],
    };
  }
}

/** In a time that tells nothing about the token. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
