import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { SETTINGS, type Setting, type SettingName } from './setting-table.js';

export interface TwilioSettings {
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly from?: string;
  readonly apiBaseUrl?: string;
}

/** The model at the desk, and what it may cost. */
export interface OpenAiSettings {
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseUrl?: string;
  readonly model: string;
  readonly callMaxMs: number;
  readonly outputTokensMax: number;
  readonly conversationTokensMax: number;
  readonly dayTokensMax: number;
}

/** How the business is told that a customer wants a person. */
export interface NotifySettings {
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly mail?: { readonly smtpUrl: string; readonly address: string };
}

/** What a process was told, checked. Holds secrets: never log it as a whole. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Nobody chose the folder: beside a running process another may be taken. */
  readonly dataDirIsDefault: boolean;
  /** Absolute path of the business's file. */
  readonly businessFile: string;
  readonly eventLog: 'postgres' | 'memory' | 'jetstream';
  readonly databaseUrl?: string;
  /** One address or several, with commas. */
  readonly natsUrl?: string;
  /** Where the NATS server's monitoring answers, for a look at how durable it is. */
  readonly natsMonitorUrl?: string;
  /** Absolute path of a credentials file. */
  readonly natsCredsFile?: string;
  /** Without a slash at its end. */
  readonly publicBaseUrl: string;
  readonly conversationIdKey?: string;
  readonly twilio: TwilioSettings;
  /** Only with a key. */
  readonly openai?: OpenAiSettings;
  readonly notify: NotifySettings;
  /** Where traces go, with which headers; without it there are none. */
  readonly otlp?: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> };
  readonly metricsToken?: string;
  readonly instance: number;
  readonly instances: number;
  readonly environment: 'production' | 'development' | 'test';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** Names every fault of the settings in one message, never their values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly faults: readonly string[]) {
    super(`These settings can't be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

type Env = Readonly<Record<string, string | undefined>>;
type Values = { readonly [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> };

/** The demo business that comes with the checkout, wherever the process was started. */
const DEMO_BUSINESS = fileURLToPath(new URL('../../../deploy/demo-business.yaml', import.meta.url));

/** Reads and checks all settings; an empty one counts as not set. Throws `SettingsError`. */
export function readSettings(env: Env = process.env): Settings {
  const values = readValues(env);
  const given = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
    (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.SLOTGUARD_DATA_DIR ?? '.slotguard'),
    dataDirIsDefault: values.SLOTGUARD_DATA_DIR === undefined,
    businessFile: values.SLOTGUARD_BUSINESS === undefined ? DEMO_BUSINESS : resolve(values.SLOTGUARD_BUSINESS),
    eventLog: values.EVENT_LOG,
    ...given('databaseUrl', values.DATABASE_URL),
    ...given('natsUrl', values.NATS_URL),
    ...given('natsMonitorUrl', values.NATS_MONITOR_URL),
    ...given('natsCredsFile', values.NATS_CREDS === undefined ? undefined : resolve(values.NATS_CREDS)),
    publicBaseUrl: values.PUBLIC_BASE_URL ?? `http://localhost:${values.PORT}`,
    ...given('conversationIdKey', values.CONVERSATION_ID_KEY),
    twilio: {
      ...given('accountSid', values.TWILIO_ACCOUNT_SID),
      ...given('authToken', values.TWILIO_AUTH_TOKEN),
      ...given('from', values.TWILIO_FROM),
      ...given('apiBaseUrl', values.TWILIO_API_BASE_URL),
    },
    ...given('openai', openAiOf(values)),
    notify: notifyOf(values),
    ...given('otlp', otlpOf(values)),
    ...given('metricsToken', values.METRICS_TOKEN),
    instance: values.SLOTGUARD_INSTANCE,
    instances: values.SLOTGUARD_INSTANCES,
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
  };
}

/** For `main.ts`: as `readSettings`, but a fault ends the process with its message and exit code 1. */
export function readSettingsOrExit(env: Env = process.env): Settings {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\nAll settings: docs/reference/settings.md\n`);
    process.exit(1);
  }
}

/** Throws `SettingsError` that names those which are missing. */
export function requireSettings(names: readonly SettingName[], env: Env = process.env): void {
  const missing = names.filter((name) => env[name] === undefined || env[name] === '');
  if (missing.length > 0) throw new SettingsError(missing.map((name) => `${name}: must be set for this service`));
}

/** The values that must never be seen, for the log's redaction. */
export function secretsOf(settings: Settings): string[] {
  const { otlp, metricsToken, notify } = settings;
  const { url: hook, secret } = notify.webhook ?? {};
  const secrets = [
    settings.conversationIdKey,
    settings.twilio.authToken,
    settings.openai?.apiKey,
    metricsToken,
    hook,
    secret,
  ];
  secrets.push(...Object.values(otlp?.headers ?? {}));
  for (const url of [settings.databaseUrl, notify.mail?.smtpUrl, ...(settings.natsUrl?.split(',') ?? [])]) {
    if (url === undefined) continue;
    const { password } = new URL(url);
    if (password !== '') secrets.push(url, password, decodeURIComponent(password));
  }
  return secrets.filter((secret) => secret !== undefined && secret.length > 0) as string[];
}

function openAiOf(values: Values): OpenAiSettings | undefined {
  if (values.OPENAI_API_KEY === undefined) return undefined;
  return {
    apiKey: values.OPENAI_API_KEY,
    ...(values.OPENAI_BASE_URL === undefined ? {} : { baseUrl: values.OPENAI_BASE_URL }),
    model: values.OPENAI_MODEL,
    callMaxMs: values.OPENAI_TIMEOUT_MS,
    outputTokensMax: values.OPENAI_OUTPUT_TOKENS,
    conversationTokensMax: values.OPENAI_CONVERSATION_TOKENS,
    dayTokensMax: values.OPENAI_DAY_TOKENS,
  };
}

function notifyOf({ NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: secret, NOTIFY_EMAIL: address, SMTP_URL }: Values) {
  return {
    ...(url !== undefined && secret !== undefined ? { webhook: { url, secret } } : {}),
    ...(address !== undefined && SMTP_URL !== undefined ? { mail: { smtpUrl: SMTP_URL, address } } : {}),
  };
}

function otlpOf({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_HEADERS: headers,
}: Values): Settings['otlp'] {
  return endpoint === undefined ? undefined : { endpoint, headers: headers ?? {} };
}

function readValues(env: Env): Values {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, setting] of Object.entries<Setting>(SETTINGS)) {
    const result = setting.schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (result.success) values[name] = result.data;
    else faults.push(`${name}: ${result.error.issues.map((issue) => issue.message).join(', ')}`);
  }
  const read = values as Values;
  // An emulator may know no token; Twilio's own webhooks are never taken without one.
  if (read.TWILIO_ACCOUNT_SID !== undefined && !read.TWILIO_AUTH_TOKEN && read.TWILIO_API_BASE_URL === undefined)
    faults.push('TWILIO_AUTH_TOKEN: must be set when TWILIO_ACCOUNT_SID is');
  if (read.NOTIFY_WEBHOOK_URL !== undefined && read.NOTIFY_WEBHOOK_SECRET === undefined)
    faults.push('NOTIFY_WEBHOOK_SECRET: must be set when NOTIFY_WEBHOOK_URL is');
  if (read.NOTIFY_EMAIL !== undefined && read.SMTP_URL === undefined)
    faults.push('SMTP_URL: must be set when NOTIFY_EMAIL is');
  if (read.EVENT_LOG === 'jetstream' && !env['NATS_URL'])
    faults.push('NATS_URL: must be set when EVENT_LOG is jetstream');
  if (read.SLOTGUARD_INSTANCE >= read.SLOTGUARD_INSTANCES)
    faults.push('SLOTGUARD_INSTANCE: must be less than SLOTGUARD_INSTANCES (they count from 0)');
  if (faults.length > 0) throw new SettingsError(faults);
  return read;
}
