import type { INestApplication, LoggerService } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { BookingGuardModule } from '@slotguard/booking-guard';
import type { Clock } from '@slotguard/business-time';
import { conversationIdFor } from '@slotguard/channel-kit';
import { CalendarModule } from '@slotguard/calendar';
import { policyOf, type Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant, TurnDeps } from '@slotguard/receptionist';
import { receptionistFor, SmsGatewayModule, TURN_DEPS, type SmsGatewayOptions } from '@slotguard/sms-gateway';
import {
  askCalendar,
  InProcessClient,
  InProcessServer,
  startApp,
  type Closings,
  type AppHealth,
  type Lookups,
  type Metrics,
  type Settings,
} from '@slotguard/service-kit';
import { PhoneModule } from './phone/phone.module.js';
import type { Carrier } from './phone/carrier.js';
import { StoryFeed } from './phone/story-feed.js';
import { RunningController } from './running.controller.js';

export interface AppParts {
  readonly settings: Settings;
  readonly business: Business;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly databaseUrl: string;
  readonly logger: LoggerService;
  readonly health: AppHealth;
  readonly metrics: Metrics;
  readonly idKey: string;
  /** Only without a Twilio account: then the demo phone is there. */
  readonly carrier?: Carrier;
  /** Other limits than the gateway's own: for tests that kill it. */
  readonly sms?: Pick<SmsGatewayOptions, 'limits' | 'turnLimits'>;
  readonly closings: Closings;
}

/** All services as modules of one app, each with its servers; `transportId`s keep their handlers apart. Not listening yet. */
export async function createApp(parts: AppParts): Promise<INestApplication> {
  const { settings, business, log, clock, databaseUrl, closings } = parts;
  const instance = { number: settings.instance, count: settings.instances };
  const guard = { log, clock, instance, policy: policyOf(business) };
  const calendar = { business, log, clock, databaseUrl, instance };
  const lookups = new InProcessServer();
  const assistant = await receptionistFor({ settings, log, business, clock, logger: parts.logger, closings });
  const sms = smsOptions(parts, new InProcessClient(lookups), assistant);
  // Asked for when it is needed: by then the gateway has made it.
  const turnDeps = (): TurnDeps => app.get<TurnDeps>(TURN_DEPS, { strict: false });
  const app: INestApplication = await startApp({
    logger: parts.logger,
    closings,
    health: parts.health,
    metrics: { metrics: parts.metrics, token: settings.metricsToken },
    imports: [
      BookingGuardModule.register(guard),
      CalendarModule.register(calendar),
      SmsGatewayModule.register(sms),
      ...(parts.carrier ? [await phone(parts, parts.carrier, turnDeps)] : []),
    ],
    controllers: parts.carrier ? [] : [RunningController],
    servers: [lookups, BookingGuardModule.reader(guard), CalendarModule.reader(calendar), SmsGatewayModule.turns(sms)],
  });
  return app;
}

function smsOptions(parts: AppParts, lookups: Lookups, assistant: Assistant): SmsGatewayOptions {
  const { settings, business, log, clock, idKey, sms = {} } = parts;
  return {
    settings,
    business,
    log,
    clock,
    conversationIdKey: idKey,
    assistant,
    availability: askCalendar(lookups),
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
