import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DayCounter } from '@slotguard/receptionist';
import { smsTurnLimits } from './limits.js';
import type { SmsGatewayOptions } from './options.js';
import { SMS_OPTIONS } from './tokens.js';

/** Counts what the business's day takes; closed when the turns have ended that ask it. */
@Injectable()
export class GatewayDayCounter extends DayCounter implements OnApplicationShutdown {
  constructor(@Inject(SMS_OPTIONS) { log, business, turnLimits }: SmsGatewayOptions) {
    const logger = new Logger('SmsGateway');
    const { waitMs } = { ...smsTurnLimits, ...turnLimits };
    super({
      log,
      business,
      waitMs,
      onError: (err) => logger.error({ msg: 'counting the day failed, tried again', err }),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
