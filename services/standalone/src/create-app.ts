import type { INestApplication, LoggerService } from '@nestjs/common';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BookingGuardModule } from '@slotguard/booking-guard';
import type { Clock } from '@slotguard/business-time';
import { conversationIdFor } from '@slotguard/channel-kit';
import { CalendarModule } from '@slotguard/calendar';
import { AVAILABILITY_PATTERN, type AvailabilityAnswer, type Business } from '@slotguard/contracts';
import { defaultPolicy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { ruleBasedAssistant, type TurnDeps } from '@slotguard/receptionist';
import { SmsGatewayModule, TURN_DEPS, type SmsGatewayOptions } from '@slotguard/sms-gateway';
import type { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import {
  connectServer,
  HealthModule,
  InProcessClient,
  InProcessServer,
  MetricsModule,
  type HealthChecks,
  type Metrics,
  type MetricsOptions,
  type Settings,
} from '@slotguard/service-kit';
import type { Closings } from './closings.js';
import { PhoneModule } from './phone/phone.module.js';
import type { Carrier } from './phone/carrier.js';
import { StoryFeed } from './phone/story-feed.js';
import { withoutPlumbing } from './quiet-logger.js';
import { RunningController } from './running.controller.js';
import { securityHeaders } from './security-headers.js';

export interface AppParts {
  readonly settings: Settings;
  readonly business: Business;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly databaseUrl: string;
  readonly logger: LoggerService;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
  readonly idKey: string;
  /** Only without a Twilio account: then the demo phone is there. */
  readonly carrier?: Carrier;
  /** Other limits than the gateway's own: for tests that kill it. */
  readonly sms?: Pick<SmsGatewayOptions, 'limits' | 'turnLimits'>;
  readonly closings: Closings;
}

/** A calendar in the same process answers in milliseconds, or its database is away. */
const LOOKUP_MS = 10_000;

/** The calendar did not answer a look-up: the turn is taken up again. */
class CalendarSilent extends Error {
  override readonly name = 'CalendarSilent';
  readonly retryable = true;
  constructor(cause: unknown) {
    super('the calendar does not answer', { cause });
  }
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
  const sms = smsOptions(parts, new InProcessClient(lookups));
  // Asked for when it is needed: by then the gateway has made it.
  const turnDeps = (): TurnDeps => app.get<TurnDeps>(TURN_DEPS, { strict: false });
  const imports: DynamicModule[] = [
    BookingGuardModule.register(guard),
    CalendarModule.register(calendar),
    SmsGatewayModule.register(sms),
    HealthModule.register(parts.health),
    MetricsModule.register(metricsOptions(parts)),
    ...(parts.carrier ? [await phone(parts, parts.carrier, turnDeps)] : []),
  ];
  // Open streams of the page must not hold up the end.
  const options = { logger, abortOnError: false, forceCloseConnections: true };
  const app: NestExpressApplication = await NestFactory.create<NestExpressApplication>(
    { module: StandaloneModule, imports, controllers: parts.carrier ? [] : [RunningController] },
    options,
  );
  closings.add('app', () => app.close());
  app.disable('x-powered-by');
  app.use(securityHeaders);
  connectServer(app, lookups);
  connectServer(app, BookingGuardModule.reader(guard));
  connectServer(app, CalendarModule.reader(calendar));
  connectServer(app, SmsGatewayModule.turns(sms));
  await app.init();
  await app.startAllMicroservices();
  return app;
}

function metricsOptions({ metrics, settings: { metricsToken: token } }: AppParts): MetricsOptions {
  return { metrics, ...(token === undefined ? {} : { token }) };
}

function smsOptions(parts: AppParts, lookups: ClientProxy): SmsGatewayOptions {
  const { settings, business, log, clock, idKey, sms = {} } = parts;
  const availability: SmsGatewayOptions['availability'] = (request) =>
    firstValueFrom(lookups.send<AvailabilityAnswer>(AVAILABILITY_PATTERN, request).pipe(timeout(LOOKUP_MS))).catch(
      (cause: unknown) => {
        throw new CalendarSilent(cause);
      },
    );
  return {
    settings,
    business,
    log,
    clock,
    conversationIdKey: idKey,
    assistant: ruleBasedAssistant,
    availability,
    ...sms,
  };
}

async function phone(parts: AppParts, carrier: Carrier, turnDeps: () => TurnDeps): Promise<DynamicModule> {
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
    turnDeps,
  });
}
