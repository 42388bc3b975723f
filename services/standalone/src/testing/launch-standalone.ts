import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@slotguard/business-time';
import type { EventLog } from '@slotguard/event-log';
import { choosePort, readSettings, ServiceLogger } from '@slotguard/service-kit';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { bootStandalone, type Standalone } from '../boot.js';

/** The business's number in tests. */
export const NUMBER = '+15185550134';
export const AUTH_TOKEN = 'a-token-that-tests-know';
/** The same in every process of a test, so that conversations have the same ids. */
export const ID_KEY = 'a-key-that-tests-know-of-32-letters-and-more';

export interface LaunchOptions {
  readonly databaseUrl: string;
  readonly log?: EventLog;
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedStandalone extends Standalone {
  /** The provider, outside of the system: its list of messages is what really went out. */
  readonly twilio: TwilioEmulator;
}

export interface LaunchedTwilio {
  readonly twilio: TwilioEmulator;
  /** What tells a process to take it for Twilio, and to listen where it is called. */
  readonly env: Readonly<Record<string, string>>;
}

/** A provider that calls a port which is free now. */
export async function startTwilio(clock?: Clock): Promise<LaunchedTwilio> {
  const port = await choosePort(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const twilio = await TwilioEmulator.start({
    numbers: [NUMBER],
    authToken: AUTH_TOKEN,
    webhookUrl: `${url}/webhooks/twilio/sms`,
    ...(clock ? { clock } : {}),
  });
  const env = {
    PORT: String(port),
    PUBLIC_BASE_URL: url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: NUMBER,
    TWILIO_API_BASE_URL: twilio.apiBaseUrl,
    CONVERSATION_ID_KEY: ID_KEY,
  };
  return { twilio, env };
}

/** The whole system in this process, on a database of the test's, behind an emulated Twilio and with a data folder of its own. */
export async function launchStandalone(options: LaunchOptions): Promise<LaunchedStandalone> {
  const { databaseUrl, log, clock } = options;
  const { twilio, env } = await startTwilio(clock);
  const dataDir = await mkdtemp(join(tmpdir(), 'slotguard-standalone-'));
  const leave = async (): Promise<void> => {
    await twilio.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const settings = readSettings({
    DATABASE_URL: databaseUrl,
    SLOTGUARD_DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...env,
    ...options.env,
  });
  const logger = new ServiceLogger({ level: settings.logLevel, json: true });
  try {
    const standalone = await bootStandalone({
      settings,
      logger,
      ...(log ? { log } : {}),
      ...(clock ? { clock } : {}),
    });
    let closed: Promise<void> | undefined;
    return {
      ...standalone,
      twilio,
      // Once: a test that goes well closes it itself, to look at what is left.
      close: () => (closed ??= standalone.close().finally(leave)),
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Far more than a busy machine needs. */
const ANSWER_MS = 60_000;

/** Sends a customer's text and resolves with the next text that this customer gets. */
export async function ask(twilio: TwilioEmulator, from: string, text: string): Promise<string> {
  const before = twilio.received(from).length;
  const { status } = await twilio.text(from, NUMBER, text);
  if (status !== 200) throw new Error(`the webhook answered ${status}`);
  const got = await twilio.waitFor(({ to }) => to === from && twilio.received(from).length > before, ANSWER_MS);
  return (twilio.received(from)[before] ?? got).body;
}
