import type { INestApplication, LoggerService } from '@nestjs/common';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BookingGuardModule } from '@slotguard/booking-guard';
import type { Clock } from '@slotguard/business-time';
import { CalendarModule } from '@slotguard/calendar';
import type { Business } from '@slotguard/contracts';
import { defaultPolicy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import {
  connectServer,
  HealthModule,
  InProcessClient,
  InProcessServer,
  type HealthChecks,
  type Settings,
} from '@slotguard/service-kit';
import type { Closings } from './closings.js';
import { PhoneModule } from './phone/phone.module.js';
import type { PhoneOptions } from './phone/phone.js';
import { withoutPlumbing } from './quiet-logger.js';
import { securityHeaders } from './security-headers.js';

export interface AppParts {
  readonly settings: Settings;
  readonly business: Business;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly databaseUrl: string;
  readonly logger: LoggerService;
  readonly health: HealthChecks;
  readonly phone?: PhoneOptions;
  readonly closings: Closings;
}

@Module({})
class StandaloneModule {}

/** All services as modules of one app, each with its servers; `transportId`s keep their handlers apart. Not listening yet. */
export async function createApp(parts: AppParts): Promise<INestApplication> {
  const { settings, business, log, clock, databaseUrl, closings } = parts;
  const logger = withoutPlumbing(parts.logger);
  const instance = { number: settings.instance, count: settings.instances };
  const guard = { log, clock, instance, policy: defaultPolicy(business.timeZone) };
  const calendar = { business, log, clock, databaseUrl, instance };
  const lookups = new InProcessServer();
  void new InProcessClient(lookups);
  const imports: DynamicModule[] = [
    BookingGuardModule.register(guard),
    CalendarModule.register(calendar),
    HealthModule.register(parts.health),
    ...(parts.phone ? [PhoneModule.register(parts.phone)] : []),
  ];
  // Open streams of the page must not hold up the end.
  const options = { logger, abortOnError: false, forceCloseConnections: true };
  const app = await NestFactory.create<NestExpressApplication>({ module: StandaloneModule, imports }, options);
  closings.add('app', () => app.close());
  app.disable('x-powered-by');
  app.use(securityHeaders);
  connectServer(app, lookups);
  connectServer(app, BookingGuardModule.reader(guard));
  connectServer(app, CalendarModule.reader(calendar));
  await app.init();
  await app.startAllMicroservices();
  return app;
}
