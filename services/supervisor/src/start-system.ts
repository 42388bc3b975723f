import { mkdir } from 'node:fs/promises';
import {
  choosePort,
  conversationIdKey,
  loadBusiness,
  openLog,
  type Closings,
  type NatsRole,
  type Settings,
} from '@slotguard/service-kit';
import { carrierSettings } from './carrier-settings.js';
import { plansFor, SERVICES, type Counts, type ServiceName } from './plan.js';
import { startServers, type Servers } from './servers.js';
import { SupervisedProcess } from './supervised-process.js';
import { SystemFileWriter } from './system-file.js';

export interface SystemOptions {
  readonly settings: Settings;
  readonly counts: Counts;
  readonly closings: Closings;
  /** What the settings were read from: the services read them again. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line for the terminal. */
  readonly say: (line: string) => void;
}

export interface RunningSystem {
  /** Of the first gateway. */
  readonly url: string;
  readonly webhook: string;
  readonly servers: Servers;
}

/** The bus knows each service as one of its users. */
const ROLES: Readonly<Record<ServiceName, NatsRole>> = {
  'booking-guard': 'guard',
  calendar: 'calendar',
  projector: 'projector',
  'sms-gateway': 'sms',
};
const SERVER_WATCH_MS = 200;

/** Servers first, then the log's streams, then the services; resolves when all of them work. Everything opened stands in `closings`. */
export async function startSystem({ settings, counts, closings, env, say }: SystemOptions): Promise<RunningSystem> {
  await loadBusiness(settings.businessFile);
  await mkdir(settings.dataDir, { recursive: true });
  const file = new SystemFileWriter(settings.dataDir);
  const servers = await startServers(settings, closings, (line) => say(`servers | ${line}`));
  const watch = setInterval(() => {
    for (const [name, running] of Object.entries(servers.running())) file.set(name, running);
  }, SERVER_WATCH_MS);
  closings.add('watch', () => clearInterval(watch));

  // Only this user may make streams; the services look whether they are right.
  const setup = await openLog({ eventLog: 'jetstream', natsUrl: servers.natsUrl('setup') }, { name: 'setup' });
  await setup.close();

  const port = await choosePort(settings.port, settings.host);
  const carrier = await carrierSettings(settings, port, closings);
  const own = {
    ...passedOn(env),
    DATABASE_URL: servers.databaseUrl,
    EVENT_LOG: 'jetstream',
    SLOTGUARD_DATA_DIR: settings.dataDir,
    SLOTGUARD_BUSINESS: settings.businessFile,
    CONVERSATION_ID_KEY: await conversationIdKey(settings, settings.dataDir),
    ...carrier,
  };
  const envOf = (service: ServiceName, instance: number): Record<string, string> => ({
    ...own,
    NATS_URL: servers.natsUrl(ROLES[service]),
    ...(servers.natsMonitorUrl && { NATS_MONITOR_URL: servers.natsMonitorUrl }),
    // The gateways stand where texts arrive, one port after another; the others anywhere.
    PORT: service === 'sms-gateway' ? String(port + instance) : '0',
    // Who talks with customers needs the model's key, nobody else.
    ...(service === 'sms-gateway' ? settingsOf(env, /^OPENAI_\w+$/) : {}),
  });
  await startAll(plansFor(counts, envOf), { closings, file, say });
  const url = `http://${settings.host}:${port}`;
  return { url, webhook: `${url}/webhooks/twilio/sms`, servers };
}

async function startAll(
  plans: ReturnType<typeof plansFor>,
  {
    closings,
    file,
    say,
  }: { readonly closings: Closings; readonly file: SystemFileWriter; readonly say: (line: string) => void },
): Promise<void> {
  const width = Math.max(...plans.map(({ name }) => name.length));
  const processes = plans.map(
    (plan) =>
      new SupervisedProcess(plan, {
        // JSON lines say themselves whose they are.
        line: (name, line) => say(line.startsWith('{') ? line : `${name.padEnd(width)} | ${line}`),
        changed: (name, running) => file.set(name, running),
      }),
  );
  closings.add('system file', () => file.settled());
  // What takes in work ends before what does it.
  for (const service of SERVICES)
    closings.add(service, () =>
      Promise.all(processes.filter(({ plan }) => plan.name.startsWith(service)).map((one) => one.stop())),
    );
  await Promise.all(processes.map(({ ready }) => ready));
}

/** Of that environment only what is a setting or the system needs: a service's user and port are its own. */
function passedOn(env: SystemOptions['env']): Record<string, string> {
  const names =
    /^(PATH|HOME|TMPDIR|TZ|LANG|NODE_OPTIONS|NODE_ENV|HOST|LOG_LEVEL|SLOTGUARD_\w+|TWILIO_\w+|NOTIFY_\w+|SMTP_URL|OTEL_\w+|PUBLIC_BASE_URL)$/;
  return settingsOf(env, names);
}

function settingsOf(env: SystemOptions['env'], names: RegExp): Record<string, string> {
  const pairs = Object.entries(env).filter(([name, value]) => names.test(name) && value !== undefined);
  return Object.fromEntries(pairs) as Record<string, string>;
}
