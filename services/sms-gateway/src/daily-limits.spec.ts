import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { NUMBER, startGateway, type Gateway, type GatewayOptions } from './testing/start-gateway.js';

const [ANN, BOB, CYD] = ['+15185550171', '+15185550172', '+15185550173'] as const;
const ANSWER = 'What day suits you?';
const LIMIT = "You've reached today's limit for texts with us. Please call (518) 555-0134, or text again tomorrow.";
const FULL = "We can't answer more texts today. Please call (518) 555-0134, or text again tomorrow.";

const postgres = postgresOfSpec();
const nats = natsOfSpec();

const closings = cleanUpsOfTest();

/** Two gateways on one log and one number: the carrier hands texts to the one or the other. */
async function shop(log: EventLog, dailyLimits: GatewayOptions['dailyLimits']) {
  const twilio = await TwilioEmulator.start({ numbers: [NUMBER] });
  closings.push(() => twilio.close());
  const { accountSid, apiBaseUrl } = twilio;
  const start = async (): Promise<Gateway> => {
    const gateway = await startGateway({
      log,
      twilio: { accountSid, apiBaseUrl },
      ...(dailyLimits && { dailyLimits }),
    });
    closings.push(() => gateway.close());
    return gateway;
  };
  const gateways = [await start(), await start()];
  return {
    /** Hands a text to this gateway; the answers that the customer then gets. */
    async text(from: string, body: string, by = 0): Promise<string[]> {
      const gateway = gateways[by]!;
      twilio.webhookUrl = `${gateway.url}/webhooks/twilio/sms`;
      const before = twilio.received(from).length;
      const { messageSid } = await twilio.text(from, NUMBER, body);
      const ended = async (): Promise<boolean> =>
        (await gateway.story(from)).some(({ id }) => id === `end-utt-${messageSid}`);
      await waitFor(ended, { what: 'the end of the turn' });
      return twilio
        .received(from)
        .slice(before)
        .map((message) => message.body);
    },
    async restart(by: number): Promise<void> {
      await gateways[by]?.close();
      gateways[by] = await start();
    },
  };
}

describe.each<[string, () => Promise<EventLog>]>([
  ['the in-memory log', async () => new MemoryEventLog()],
  ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase() })],
  ['JetStream', async () => JetStreamEventLog.open({ url: nats.createAccount() })],
])('the day’s bounds, on %s', (_, open) => {
  const openLog = async (): Promise<EventLog> => {
    const log = await open();
    closings.push(() => log.close());
    return log;
  };

  test('one customer reaches the limit, through whichever gateway; another does not feel it; a restart counts the same', async () => {
    const spa = await shop(await openLog(), { turnsPerCustomer: 2 });
    expect(await spa.text(ANN, 'hello')).toEqual([ANSWER]);
    expect(await spa.text(ANN, 'hello', 1)).toEqual([ANSWER]);
    await spa.restart(0);
    expect(await spa.text(ANN, 'hello')).toEqual([LIMIT]);
    expect(await spa.text(ANN, 'hello', 1)).toEqual([]);
    expect(await spa.text(BOB, 'hello', 1)).toEqual([ANSWER]);
    expect(await spa.text(ANN, 'help', 1)).toEqual([expect.stringContaining('Radiance Med Spa')]);
    expect(await spa.text(ANN, 'STOP', 1)).toEqual([]);
  }, 60_000);

  test('all customers together reach the limit of both gateways; who has not been told is told, once', async () => {
    const spa = await shop(await openLog(), { turns: 3 });
    expect(await spa.text(ANN, 'hello')).toEqual([ANSWER]);
    expect(await spa.text(BOB, 'hello')).toEqual([ANSWER]);
    expect(await spa.text(ANN, 'hello', 1)).toEqual([ANSWER]);
    expect(await spa.text(CYD, 'hello', 1)).toEqual([FULL]);
    await spa.restart(0);
    expect(await spa.text(CYD, 'hello')).toEqual([]);
    expect(await spa.text(BOB, 'hello')).toEqual([FULL]);
    expect(await spa.text(BOB, 'help')).toEqual([expect.stringContaining('Radiance Med Spa')]);
  }, 60_000);
});
