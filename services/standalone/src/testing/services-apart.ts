import type { INestApplication } from '@nestjs/common';
import { BookingGuardModule } from '@slotguard/booking-guard';
import type { Clock } from '@slotguard/business-time';
import { CalendarModule } from '@slotguard/calendar';
import { policyOf, type Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { runReadModel } from '@slotguard/read-model';
import { ruleBasedAssistant } from '@slotguard/receptionist';
import {
  askCalendar,
  Closings,
  inboxOf,
  loadBusiness,
  Metrics,
  natsAccess,
  natsLookups,
  natsLookupServer,
  natsServerConfig,
  readSettings,
  ServiceLogger,
  startApp,
  type NatsRole,
  type ServiceApp,
  type Settings,
} from '@slotguard/service-kit';
import { SmsGatewayModule, type SmsGatewayOptions } from '@slotguard/sms-gateway';
import type { TwilioEmulator } from '@slotguard/twilio-emulator';
import { ID_KEY, startTwilio } from './launch-standalone.js';

/** By their users on the bus. */
export const SERVICES = ['guard', 'calendar', 'projector', 'sms'] as const;
export type Service = (typeof SERVICES)[number];

/** Each service may do what it needs, and beside them `root` may do everything, as whoever runs the server may. */
export const BUS_CONFIG = natsServerConfig((role) => role).replace(
  'users: [',
  'users: [\n    { user: root, password: root }',
);

export interface ApartOptions {
  /** Of a server with `BUS_CONFIG`. */
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Other limits than the gateway's own, for tests that wait for its patience. */
  readonly sms?: Pick<SmsGatewayOptions, 'limits' | 'turnLimits'>;
}

/**
 * The services as they run when distributed, each with a connection and a user of its own on JetStream, looking things up over NATS; but
 * in this process, so that a test can pin their clock. Each is started and stopped by itself.
 */
export class ServicesApart {
  private readonly running = new Map<Service, { readonly closings: Closings; readonly app?: INestApplication }>();
  private readonly looking: EventLog[] = [];

  static async open(options: ApartOptions): Promise<ServicesApart> {
    await (await openLog(options, 'setup')).close();
    const { twilio, env } = await startTwilio(options.clock);
    const settings = readSettings({ LOG_LEVEL: 'silent', ...env });
    return new ServicesApart(options, twilio, settings, await loadBusiness(settings.businessFile));
  }

  private constructor(
    private readonly options: ApartOptions,
    readonly twilio: TwilioEmulator,
    private readonly settings: Settings,
    readonly business: Business,
  ) {}

  /** A connection to look at the log, or to do what this role does. */
  async log(role: NatsRole): Promise<EventLog> {
    const log = await openLog(this.options, role);
    this.looking.push(log);
    return log;
  }

  app(service: Service): INestApplication {
    const app = this.running.get(service)?.app;
    if (!app) throw new Error(`${service} does not run`);
    return app;
  }

  async start(...services: readonly Service[]): Promise<void> {
    for (const service of services) {
      const closings = new Closings();
      const log = await openLog(this.options, service);
      closings.add('log', () => log.close());
      if (service === 'projector') {
        const readModel = await runReadModel(log, this.options.databaseUrl, () => undefined);
        closings.add('read model', () => readModel.close());
        this.running.set(service, { closings });
        continue;
      }
      const logger = new ServiceLogger({ level: 'silent', json: true });
      const parts = { logger, closings, health: {}, metrics: { metrics: new Metrics() } };
      const app = await startApp({ ...parts, ...this.compose(service, log, closings) });
      if (service === 'sms') await app.listen(this.settings.port, '127.0.0.1');
      this.running.set(service, { closings, app });
    }
  }

  async stop(...services: readonly Service[]): Promise<void> {
    for (const service of services) {
      await this.running.get(service)?.closings.close();
      this.running.delete(service);
    }
  }

  async close(): Promise<void> {
    await this.stop('sms', 'projector', 'calendar', 'guard');
    for (const log of this.looking.splice(0)) await log.close();
    await this.twilio.close();
  }

  private compose(service: Exclude<Service, 'projector'>, log: EventLog, closings: Closings): ServiceApp {
    const { clock, databaseUrl, natsUrl, sms } = this.options;
    const { business, settings } = this;
    const nats = natsAccess({ natsUrl: urlOf(natsUrl, service) });
    switch (service) {
      case 'guard': {
        const guard = { log, clock, policy: policyOf(business) };
        return { imports: [BookingGuardModule.register(guard)], servers: [BookingGuardModule.reader(guard)] };
      }
      case 'calendar': {
        const calendar = { business, log, clock, databaseUrl };
        const servers = [natsLookupServer(nats, 'calendar'), CalendarModule.reader(calendar)];
        return { imports: [CalendarModule.register(calendar)], servers };
      }
      case 'sms': {
        const lookups = natsLookups(nats, 'sms');
        closings.add('look-ups', () => lookups.close());
        const assistant = ruleBasedAssistant;
        const parts = { settings, business, log, clock, assistant, conversationIdKey: ID_KEY, ...sms };
        const gateway = { ...parts, availability: askCalendar(lookups) };
        return { imports: [SmsGatewayModule.register(gateway)], servers: [SmsGatewayModule.turns(gateway)] };
      }
      default:
        return service satisfies never;
    }
  }
}

function openLog({ natsUrl, clock }: ApartOptions, role: NatsRole): Promise<EventLog> {
  return JetStreamEventLog.open({ url: urlOf(natsUrl, role), inboxPrefix: inboxOf(role), clock });
}

function urlOf(natsUrl: string, role: NatsRole): string {
  return Object.assign(new URL(natsUrl), { username: role, password: role }).href;
}
