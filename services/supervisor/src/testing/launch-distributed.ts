import { Closings, openLog, readSettings, type NatsRole } from '@slotguard/service-kit';
import type { EventLog } from '@slotguard/event-log';
import { freePort } from '@slotguard/embedded-postgres';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { readCounts } from '../plan.js';
import { startSystem, type RunningSystem } from '../start-system.js';

/** The business's number in tests. */
export const NUMBER = '+15185550134';
const AUTH_TOKEN = 'a-token-that-tests-know';
const ANSWER_MS = 60_000;

export interface LaunchedDistributed extends RunningSystem {
  /** The provider, outside of the system. */
  readonly twilio: TwilioEmulator;
  /** The log, as the user of this role. */
  readonly logAs: (role: NatsRole) => Promise<EventLog>;
  /** Holds `distributed.json`, which names every process. */
  readonly dataDir: string;
  /** Everything that the processes wrote. */
  readonly lines: readonly string[];
  readonly close: () => Promise<void>;
}

/** Every service as processes of its own, on servers of the test's own, behind an emulated Twilio that signs and asks for its token. */
export async function launchDistributed(
  instances: string,
  more: Readonly<Record<string, string>> = {},
): Promise<LaunchedDistributed> {
  const closings = new Closings();
  const folder = await mkdtemp(join(tmpdir(), 'slotguard-distributed-'));
  closings.add('folder', () => rm(folder, { recursive: true, force: true }));
  try {
    const twilio = await TwilioEmulator.start({ numbers: [NUMBER], authToken: AUTH_TOKEN });
    closings.add('twilio', () => twilio.close());
    const port = await freePort();
    const env = {
      PATH: process.env['PATH'],
      PORT: String(port),
      PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
      SLOTGUARD_DATA_DIR: folder,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_FROM: NUMBER,
      TWILIO_API_BASE_URL: twilio.apiBaseUrl,
      ...more,
    };
    const lines: string[] = [];
    const settings = readSettings(env);
    const counts = readCounts(instances);
    const system = await startSystem({ settings, counts, closings, env, say: (line) => lines.push(line) });
    twilio.webhookUrl = system.webhook;
    const logAs = async (role: NatsRole): Promise<EventLog> => {
      const log = await openLog({ eventLog: 'jetstream', natsUrl: system.servers.natsUrl(role) }, { name: 'test' });
      closings.add(role, () => log.close());
      return log;
    };
    let closed: Promise<void> | undefined;
    // Once: a test that looks at what is left closes it itself.
    return { ...system, dataDir: folder, twilio, logAs, lines, close: () => (closed ??= closings.close()) };
  } catch (error) {
    await closings.close().catch(() => undefined);
    throw error;
  }
}

/** Sends a customer's text and resolves with the next text that this customer gets. */
export async function ask(twilio: TwilioEmulator, from: string, text: string): Promise<string> {
  const before = twilio.received(from).length;
  const { status } = await twilio.text(from, NUMBER, text);
  if (status !== 200) throw new Error(`the webhook answered ${status}`);
  const got = await twilio.waitFor(({ to }) => to === from && twilio.received(from).length > before, ANSWER_MS);
  return (twilio.received(from)[before] ?? got).body;
}
