import type { INestApplication, LoggerService } from '@nestjs/common';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BookingGuardModule } from '@slotguard/booking-guard';
import type { Clock } from '@slotguard/business-time';
import { conversationIdFor } from '@slotguard/channel-kit';
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
import type { Carrier } from './phone/carrier.js';
import { StoryFeed } from './phone/story-feed.js';
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
  readonly idKey: string;
  /** Only without a Twilio account: then the demo phone is there. */
  readonly carrier?: Carrier;
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
    ...(parts.carrier ? [await phone(parts, parts.carrier)] : []),
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

async function phone(parts: AppParts, carrier: Carrier): Promise<DynamicModule> {
  const { business, log, clock, idKey, closings } = parts;
  const feed = new StoryFeed(log);
  await feed.start();
  closings.add('phone', () => feed.close());
  return PhoneModule.register({
    log,
    feed,
    business,
    clock,
    carrier,
    conversationOf: (from, to) => conversationIdFor({ key: idKey, channel: 'sms', thread: [from, to] }),
    claim: async () => undefined,
  });
}
