import { z } from 'zod';

/** One setting, as an operator sees it. */
export interface Setting {
  readonly schema: z.ZodType<unknown, string | undefined>;
  /** What holds when it is not set, in words for the reference. */
  readonly defaultText: string;
  readonly meaning: string;
  /** Never printed, never logged. */
  readonly secret?: true;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be at most 65535');
const number = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= most, `must be at most ${most}`);
const amount = z
  .string()
  .regex(/^\d{1,12}$/, 'must be a whole number')
  .transform(Number);
const url = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), `must be like ${example}`);
function headersOf(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = text.split(',').map((pair) => /^\s*([\w-]+)=(.*?)\s*$/.exec(pair));
  try {
    return Object.fromEntries(pairs.map((pair) => [pair![1]!, decodeURIComponent(pair![2]!)]));
  } catch {
    return undefined;
  }
}
const path = z.string().refine((value) => !value.includes('\0'), 'must be a path');

/** All settings that the services read, in the order of the reference (docs/reference/settings.md is made from this). */
export const SETTINGS = {
  PORT: {
    schema: port.default(3000),
    defaultText: '`3000`',
    meaning: 'The port of the web page, the webhooks and the health checks. `0` takes any free one.',
  },
  HOST: {
    schema: z.string().max(255).default('127.0.0.1'),
    defaultText: '`127.0.0.1`',
    meaning: 'The address to listen on. Loopback only unless told otherwise; `0.0.0.0` inside a container.',
  },
  SLOTGUARD_DATA_DIR: {
    schema: path.optional(),
    defaultText: '`.slotguard`',
    meaning:
      'Where the embedded database and the generated key are kept. A second process beside a running one takes `.slotguard-<port>` unless this is set.',
  },
  SLOTGUARD_BUSINESS: {
    schema: path.optional(),
    defaultText: '`deploy/demo-business.yaml`',
    meaning: "The business's file: services, people, opening hours, facts.",
  },
  EVENT_LOG: {
    schema: z.enum(['postgres', 'jetstream', 'memory'], 'must be postgres, jetstream or memory').default('postgres'),
    defaultText: '`postgres`',
    meaning:
      'Where conversations are kept: `postgres` (right for one shop), `jetstream` (for services that run apart), or `memory` (gone at the end, for trying out).',
  },
  DATABASE_URL: {
    schema: url(/^postgres(ql)?:$/, 'postgres://user:password@host:5432/database').optional(),
    defaultText: 'the embedded Postgres',
    meaning: 'A Postgres (14 or newer) of your own, instead of the embedded one.',
    secret: true,
  },
  NATS_URL: {
    schema: z
      .string()
      .refine(
        (value) =>
          value.split(',').every((one) => URL.canParse(one) && /^(nats|tls):$/.test(new URL(one.trim()).protocol)),
        'must be like nats://user:password@host:4222',
      )
      .optional(),
    defaultText: 'none',
    meaning:
      'The NATS servers (2.11 or newer), several with commas; the user and password of this service stand in the first. Needed by services that run apart.',
    secret: true,
  },
  NATS_CREDS: {
    schema: path.optional(),
    defaultText: 'none',
    meaning: 'A credentials file for NATS, instead of a user and password in `NATS_URL`.',
  },
  NATS_MONITOR_URL: {
    schema: url(/^https?:$/, 'http://nats:8222').optional(),
    defaultText: 'none',
    meaning:
      "Where the NATS server's monitoring answers: asked once at the start whether events are on disk when they are acknowledged.",
  },
  PUBLIC_BASE_URL: {
    schema: url(/^https?:$/, 'https://sms.example.com')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    defaultText: '`http://localhost:<PORT>`',
    meaning: "The address under which providers reach this service; webhooks' signatures are checked over it.",
  },
  CONVERSATION_ID_KEY: {
    schema: z.string().min(32, 'must have 32 characters or more').max(1_000).optional(),
    defaultText: 'made once, kept in the data folder',
    meaning: 'Turns phone numbers into conversation ids that nobody can guess. One for all gateways; back it up.',
    secret: true,
  },
  TWILIO_ACCOUNT_SID: {
    schema: z
      .string()
      .regex(/^AC[0-9a-zA-Z]{8,64}$/, 'must begin with AC')
      .optional(),
    defaultText: 'none',
    meaning: 'The Twilio account that sends texts.',
  },
  TWILIO_AUTH_TOKEN: {
    schema: z.string().min(1).max(200).optional(),
    defaultText: 'none',
    meaning: "Twilio's token: signs requests both ways. Without it webhooks are taken from loopback only.",
    secret: true,
  },
  TWILIO_FROM: {
    schema: z
      .string()
      .regex(/^(\+[1-9]\d{4,14}|\d{3,8}|MG[0-9a-zA-Z]{8,64})$/, 'must be like +15550100')
      .optional(),
    defaultText: 'the number that was texted',
    meaning: 'The number or messaging service that texts are sent from.',
  },
  TWILIO_API_BASE_URL: {
    schema: url(/^https?:$/, 'http://127.0.0.1:4010')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    defaultText: "Twilio's own",
    meaning: 'Points the Twilio client elsewhere, at an emulator for example.',
  },
  OPENAI_API_KEY: {
    schema: z
      .string()
      .min(1)
      .max(1_000)
      .regex(/^[\x21-\x7e]+$/, 'must have no spaces in it')
      .optional(),
    defaultText: 'none',
    meaning:
      'With it a model answers the customers, behind the same guard and gate; without it the rule-based assistant does. For a local server that knows no keys: any word.',
    secret: true,
  },
  OPENAI_BASE_URL: {
    schema: url(/^https?:$/, 'http://127.0.0.1:8080/v1')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    defaultText: "OpenAI's own",
    meaning: 'Another server that speaks the Responses API, with its `/v1`.',
  },
  OPENAI_MODEL: {
    schema: z.string().min(1).max(100).default('gpt-4.1-mini'),
    defaultText: '`gpt-4.1-mini`',
    meaning: 'The model. One that answers within a few seconds: customers wait.',
  },
  OPENAI_TIMEOUT_MS: {
    schema: number(60_000)
      .refine((value) => value >= 1_000, 'must be at least 1000')
      .default(8_000),
    defaultText: '`8000`',
    meaning:
      'For one request to the model, in milliseconds. An answer takes half as much again at most, with its retries; then the rules answer.',
  },
  OPENAI_OUTPUT_TOKENS: {
    schema: number(10_000)
      .refine((value) => value >= 16, 'must be at least 16')
      .default(400),
    defaultText: '`400`',
    meaning: 'The most tokens in one answer of the model; a model that thinks before it speaks needs more.',
  },
  OPENAI_CONVERSATION_TOKENS: {
    schema: amount.default(300_000),
    defaultText: '`300000`',
    meaning:
      'Tokens, in and out, that one conversation may cost; then the rules answer. `0`: the model is never asked.',
  },
  OPENAI_DAY_TOKENS: {
    schema: amount.default(5_000_000),
    defaultText: '`5000000`',
    meaning:
      'Tokens, in and out, that the business may cost in one day of its zone, all gateways together; then the rules answer until midnight.',
  },
  NOTIFY_WEBHOOK_URL: {
    schema: url(/^https?:$/, 'https://example.com/hooks/slotguard').optional(),
    defaultText: 'none',
    meaning: 'Where a signed notice is posted when a customer asks for a person, or writes while one attends.',
    secret: true,
  },
  NOTIFY_WEBHOOK_SECRET: {
    schema: z.string().min(24, 'must have 24 characters or more').max(1_000).optional(),
    defaultText: 'none',
    meaning:
      'Signs these notices (HMAC-SHA256 after standardwebhooks.com); `whsec_` and base64, or any text. Needed with `NOTIFY_WEBHOOK_URL`.',
    secret: true,
  },
  NOTIFY_EMAIL: {
    schema: z.email('must be like desk@example.com').max(200).optional(),
    defaultText: 'none',
    meaning:
      'Whose mailbox is told when a customer asks for a person, or writes while one attends; from the same address. Needs `SMTP_URL`.',
  },
  SMTP_URL: {
    schema: url(/^smtps?:$/, 'smtps://user:password@mail.example.com').optional(),
    defaultText: 'none',
    meaning: 'The mail server that mail is handed to.',
    secret: true,
  },
  SLOTGUARD_INSTANCE: {
    schema: number(9_999).default(0),
    defaultText: '`0`',
    meaning: "This process's number among its equals, from 0. A wrong one costs time, never correctness.",
  },
  SLOTGUARD_INSTANCES: {
    schema: number(10_000)
      .refine((value) => value >= 1, 'must be at least 1')
      .default(1),
    defaultText: '`1`',
    meaning: 'How many equal processes there are.',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, 'must have 16 characters or more').max(1_000).optional(),
    defaultText: 'none',
    meaning:
      'What Prometheus must bring to read `/metrics`, as a bearer token. Set it where strangers reach the listener.',
    secret: true,
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: url(/^https?:$/, 'http://127.0.0.1:4318')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    defaultText: 'none',
    meaning:
      'A collector of OpenTelemetry traces (OTLP over HTTP, JSON). Without it nothing is traced and no SDK is loaded.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    schema: z
      .string()
      .max(4_000)
      .refine((text) => headersOf(text) !== undefined, 'must be like name=value,name=value')
      .transform((text) => headersOf(text) ?? {})
      .optional(),
    defaultText: 'none',
    meaning: 'What the collector wants to be sent with them: `name=value,name=value`, values URL-encoded.',
    secret: true,
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']).default('development'),
    defaultText: '`development`',
    meaning: '`production`: logs are JSON lines, unsigned webhooks are always refused.',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    defaultText: '`info`',
    meaning: 'The least important lines to write: `fatal`, `error`, `warn`, `info`, `debug`, `trace`, or `silent`.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

/** The reference's table, as Markdown. */
export function settingsReference(): string {
  const rows = Object.entries<Setting>(SETTINGS).map(
    ([name, { defaultText, meaning, secret }]) =>
      `| \`${name}\` | ${defaultText} | ${meaning}${secret ? ' Secret.' : ''} |`,
  );
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
