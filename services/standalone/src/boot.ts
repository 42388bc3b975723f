import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import type { Clock } from '@slotguard/business-time';
import type { EventLog } from '@slotguard/event-log';
import { runReadModel } from '@slotguard/read-model';
import {
  choosePort,
  Closings,
  conversationIdKey,
  loadBusiness,
  observeLog,
  openDatabase,
  openLog,
  portUnavailable,
  startObservation,
  systemClock,
  type Closing,
  type Settings,
} from '@slotguard/service-kit';
import { startEmulatedCarrier } from './emulated-carrier.js';
import { createApp, type AppParts } from './create-app.js';
import { writeRuntimeFile } from './runtime-file.js';

export interface StandaloneOptions {
  readonly settings: Settings;
  readonly logger: LoggerService;
  /** Instead of the one that the settings name: for tests. Closed by whoever opened it. */
  readonly log?: EventLog;
  readonly clock?: Clock;
  /** Other limits than the gateway's own: for tests that kill it. */
  readonly sms?: AppParts['sms'];
  /** What a person at the terminal wants to know: first use, where the data lies. */
  readonly say?: (line: string) => void;
}

export interface Standalone {
  /** Where the page, the webhooks and the health checks are. */
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly log: EventLog;
  readonly hasPhone: boolean;
  /** First what takes in work, then what the work needs. */
  readonly closings: readonly Closing[];
  close(): Promise<void>;
}

/** Queries take less than a millisecond each, and every connection costs memory. */
const LOG_POOL = 3;

/**
 * Composes all services in one process and resolves when they work. Throws, with everything closed again, errors whose messages say what
 * to do: `PortUnavailable`, `BusinessFileError`, `EmbeddedPostgresError`; `LogUnavailable` and others when a given database does not answer.
 */
export async function bootStandalone(options: StandaloneOptions): Promise<Standalone> {
  const closings = new Closings();
  try {
    return await boot(options, closings);
  } catch (error) {
    await closings.close().catch(() => undefined);
    throw error;
  }
}

async function boot(options: StandaloneOptions, closings: Closings): Promise<Standalone> {
  const { logger, clock = systemClock, say = () => undefined } = options;
  const business = await loadBusiness(options.settings.businessFile);
  const observation = await startObservation(options.settings, 'standalone', logger);
  closings.add('traces', () => observation.tracing.shutdown());
  const port = await choosePort(options.settings.port, options.settings.host);
  const database = await openDatabase({ ...options.settings, port }, say);
  closings.add('database', () => database.close());
  const own = options.log ?? (await openLog(options.settings, { databaseUrl: database.url, poolSize: LOG_POOL }));
  if (!options.log) closings.add('log', () => own.close());
  const log = observeLog(own, observation);

  const url = `http://${urlHost(options.settings.host)}:${port}`;
  const carrier = hasAccount(options.settings)
    ? undefined
    : await startEmulatedCarrier(options.settings, { url, business, clock });
  if (carrier) closings.add('carrier', () => carrier.close());
  const settings: Settings = { ...options.settings, ...carrier?.settings, port, dataDir: database.dataDir };
  const idKey = await conversationIdKey(settings, database.dataDir);
  const readModel = await runReadModel(log, database.url, (trouble) =>
    logger.warn({ msg: 'read model', ...trouble }, 'ReadModel'),
  );
  closings.add('read model', () => readModel.close());
  const health = { log: () => log.ping(), database: () => readModel.ping() };

  const parts = {
    settings,
    business,
    log,
    clock,
    idKey,
    databaseUrl: database.url,
    logger,
    health,
    closings,
    metrics: observation.metrics,
  };
  const app = await createApp({
    ...parts,
    ...(carrier ? { carrier } : {}),
    ...(options.sms ? { sms: options.sms } : {}),
  });
  await app.listen(port, settings.host).catch((error: unknown) => {
    throw portUnavailable(error, port, settings.host);
  });
  closings.add('runtime file', await writeRuntimeFile(database.dataDir, { url, pid: process.pid }));
  return {
    url,
    dataDir: database.dataDir,
    databaseUrl: database.url,
    log,
    hasPhone: carrier !== undefined,
    closings: closings.inOrder,
    close: () => closings.close(),
  };
}

/** Texts go somewhere outside, to Twilio or to an emulator of one's own: then nobody in here plays the customer. */
function hasAccount({ twilio }: Settings): boolean {
  return twilio.accountSid !== undefined || twilio.apiBaseUrl !== undefined;
}

/** An address that a browser on this machine can open. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
