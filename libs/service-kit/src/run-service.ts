import 'reflect-metadata';
import type { DynamicModule } from '@nestjs/common';
import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { patiently, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { loadBusiness } from './business-file.js';
import type { AppServer } from './connect-server.js';
import { choosePort, portUnavailable } from './choose-port.js';
import { Closings } from './closings.js';
import { LOG_WAIT_MS } from './log-reader-server.js';
import { ServiceLogger } from './logger.js';
import { natsAccess, type NatsAccess } from './nats-access.js';
import { excessRights } from './nats-rights.js';
import type { NatsRole } from './nats-permissions.js';
import { natsLookups, type Lookups } from './nats-lookups.js';
import { observeLog, startObservation } from './observation.js';
import { openLog } from './open-log.js';
import { reasonToStop } from './reason-to-stop.js';
import { readSettingsOrExit, requireSettings, secretsOf, type Settings } from './settings.js';
import type { SettingName } from './setting-table.js';
import { shutdownOnSignal } from './shutdown.js';
import { startApp, type AppHealth } from './start-app.js';
import { systemClock } from './system-clock.js';

/** What every service finds when it starts. */
export interface ServiceParts {
  readonly settings: Settings;
  readonly business: Business;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: ServiceLogger;
  /** Which of how many of its kind. */
  readonly instance: { readonly number: number; readonly count: number };
  readonly nats: NatsAccess;
  /** Asks other services; connects when it is first used. */
  readonly lookups: Lookups;
  /** What the service opens itself; closed after its app. */
  readonly closings: Closings;
}

/** What a service is made of. */
export interface ServiceApp {
  readonly imports: readonly DynamicModule[];
  readonly servers: readonly AppServer[];
  /** Beside the log's own. */
  readonly health?: AppHealth;
}

export interface ServiceDescription {
  readonly name: string;
  /** Its user on the bus, and so what it may do there. */
  readonly role: NatsRole;
  /** Settings without which it can't work apart from the others. */
  readonly needs: readonly SettingName[];
  readonly compose: (parts: ServiceParts) => ServiceApp | Promise<ServiceApp>;
}

/** A service as a process of its own, for its `main.ts`: starts, says that it is ready, drains on SIGTERM; ends with why when it can't start. */
export async function runService(description: ServiceDescription): Promise<void> {
  const { name, needs } = description;
  const settings = readSettingsOrExit();
  const logger = new ServiceLogger({
    level: settings.logLevel,
    json: settings.environment === 'production',
    secrets: secretsOf(settings),
  });
  const closings = new Closings();
  try {
    requireSettings(['NATS_URL', ...needs]);
    const url = await start(description, { settings, logger, closings });
    const end = shutdownOnSignal({ closings: closings.inOrder, logger });
    // Started by a supervisor: nobody would stop us after it.
    process.once('disconnect', () => void end('the supervisor is gone'));
    process.stdout.write(`${name} is ready: ${url}\n`);
  } catch (error) {
    process.stderr.write(`${reasonToStop(error)}\n`);
    await closings.close().catch(() => undefined);
    process.exit(1);
  }
}

async function start(
  { name, role, compose }: ServiceDescription,
  { settings, logger, closings }: Pick<ServiceParts, 'settings' | 'logger' | 'closings'>,
): Promise<string> {
  const { host } = settings;
  const business = await loadBusiness(settings.businessFile);
  const port = await choosePort(settings.port, host);
  const nats = natsAccess(settings);
  const observation = await startObservation(settings, name, logger);
  closings.add('traces', () => observation.tracing.shutdown());
  const own = await patiently(() => openLog(settings, { databaseUrl: settings.databaseUrl, name }), LOG_WAIT_MS);
  closings.add('log', () => own.close());
  const doubts = await patiently(() => doubtsOf(own, settings, nats, role), LOG_WAIT_MS);
  for (const msg of doubts) logger.warn({ msg }, 'Log');
  const log = observeLog(own, observation);
  const lookups = natsLookups(nats, name);
  closings.add('look-ups', () => lookups.close());
  const instance = { number: settings.instance, count: settings.instances };
  const parts = { settings, business, log, clock: systemClock, logger, instance, nats, lookups, closings };
  const { health = {}, ...composed } = await compose(parts);
  const metrics = { metrics: observation.metrics, token: settings.metricsToken };
  const app = await startApp({ logger, closings, health: { log: () => log.ping(), ...health }, metrics, ...composed });
  await app.listen(port, host).catch((error: unknown) => {
    throw portUnavailable(error, port, host);
  });
  return `http://${host}:${port}`;
}

/** What an operator must hear at every start: that the log may forget, or that this service may do more than it should. */
async function doubtsOf(
  log: EventLog,
  { natsMonitorUrl }: Settings,
  nats: NatsAccess,
  role: NatsRole,
): Promise<string[]> {
  if (!(log instanceof JetStreamEventLog)) return [];
  return [...(await log.durabilityDoubts(natsMonitorUrl)), ...(await excessRights(nats, role))];
}
