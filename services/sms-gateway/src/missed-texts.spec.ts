import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@slotguard/contracts';
import { MemoryEventLog } from '@slotguard/event-log';
import { waitFor } from '@slotguard/testing';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { smsLimits, type SmsLimits } from './limits.js';
import { fetchMissedTexts, type Fetched } from './missed-texts.js';
import { business, CUSTOMER, KEY, NUMBER, startGateway } from './testing/start-gateway.js';
import type { Gateway, GatewayOptions } from './testing/start-gateway.js';
import { TwilioSentTexts } from './twilio-sent-texts.js';

const TOKEN = 'a-token-that-tests-know';
const PUBLIC = 'https://sms.example.com';
const ANOTHER = '+15185550177';
const HOUR = 3_600_000;

let now: Date;
const clock = { now: () => now };
let log: MemoryEventLog;
let twilio: TwilioEmulator;
/** Where the proxy in front of the public address hands its requests on. */
let listening: string;
const open: Gateway[] = [];

beforeEach(async () => {
  now = new Date('2026-11-16T19:00:00Z');
  log = new MemoryEventLog({ clock });
  listening = 'http://127.0.0.1:9';
  const proxy = { publicBaseUrl: PUBLIC, localBaseUrl: () => listening };
  const webhookUrl = `${PUBLIC}/webhooks/twilio/sms#rc=2&rp=all`;
  twilio = await TwilioEmulator.start({ numbers: [NUMBER], authToken: TOKEN, proxy, webhookUrl, clock });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  await twilio.close();
});

async function start(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const { accountSid, apiBaseUrl } = twilio;
  const gateway = await startGateway({
    ...{ log, clock, publicBaseUrl: PUBLIC, twilio: { accountSid, apiBaseUrl, authToken: TOKEN } },
    ...options,
    limits: { missedGraceMs: 40, ...options.limits },
  });
  open.push(gateway);
  listening = gateway.url;
  return gateway;
}
async function stop(gateway: Gateway): Promise<void> {
  open.splice(open.indexOf(gateway), 1);
  await gateway.close();
}
/** A text, then time goes on past the moment in which it could still be on its way. */
async function text(from: string, body: string): Promise<{ messageSid: string; status: number; attempts: number }> {
  const handed = await twilio.text(from, NUMBER, body);
  now = new Date(now.getTime() + 1_000);
  return handed;
}
const told = async (gateway: Gateway, customer = CUSTOMER): Promise<string[]> =>
  (await gateway.story(customer)).filter(isUtterance).map(({ personal }) => (personal as { text: string }).text);
const isUtterance = ({ type }: StoredEvent): boolean => type === 'UserUtterance';
const heard = (customer = CUSTOMER): string[] => twilio.received(customer).map(({ body }) => body);
const answered = (gateway: Gateway, customer = CUSTOMER): Promise<unknown> =>
  waitFor(
    async () => {
      const story = await gateway.story(customer);
      const answers = story.flatMap(({ type, data }) =>
        type === 'TurnEnded' ? (data as { answers: string[] }).answers : [],
      );
      return story.some(isUtterance) && story.filter(isUtterance).every(({ id }) => answers.includes(id));
    },
    { what: 'an answer to every text' },
  );

/** A customer whom the log knows, and nobody there any more. */
async function answeredOnce(): Promise<void> {
  const gateway = await start();
  await text(CUSTOMER, 'hello');
  await answered(gateway);
  await stop(gateway);
}

describe('texts that came while nobody was there', () => {
  test('Twilio gives up on them; when the gateway is back each is in the log once and answered once', async () => {
    const before = await start();
    await text(CUSTOMER, 'hello');
    await answered(before);
    await stop(before);

    for (const [from, body] of [
      [CUSTOMER, 'book me for botox'],
      [ANOTHER, 'are you open?'],
      [CUSTOMER, 'tomorrow'],
    ] as const)
      expect(await text(from, body)).toMatchObject({ status: 0, attempts: 3 });

    const back = await start();
    await waitFor(async () => (await told(back)).length === 3 && (await told(back, ANOTHER)).length === 1);
    await answered(back);
    await answered(back, ANOTHER);
    expect(await told(back)).toEqual(['hello', 'book me for botox', 'tomorrow']);
    // One turn answers both texts that were missed, as it does with a burst.
    expect(heard()).toEqual(['What day suits you?', 'What day suits you??']);
    expect(heard(ANOTHER)).toEqual(['What day suits you?']);
    expect(back.lines.filter((line) => line.includes('missed text taken'))).toHaveLength(3);
    expect(back.lines.join('')).not.toMatch(/botox|tomorrow|5550199|5550177|5550134/);
  });

  test('one that the webhook brings again after it was fetched, or two gateways that fetch at once, make no second one', async () => {
    await answeredOnce();
    const { messageSid } = await text(CUSTOMER, 'book me');
    const [one, two] = await Promise.all([start(), start()]);
    await waitFor(async () => (await told(one)).length === 2);
    expect((await twilio.text(CUSTOMER, NUMBER, 'book me', { messageSid })).status).toBe(200);
    await answered(two);
    expect(await told(two)).toEqual(['hello', 'book me']);
    expect(heard()).toHaveLength(2);
  });

  test('a STOP among them counts: nothing is sent any more', async () => {
    await answeredOnce();
    await text(CUSTOMER, 'book me');
    await text(CUSTOMER, 'STOP');
    const back = await start();
    await answered(back);
    await waitFor(async () => (await told(back)).length === 3);
    await answered(back);
    expect((await back.story()).map(({ type }) => type)).toContain('CustomerOptedOut');
    expect(heard()).toHaveLength(1);
  });

  test('a number in it means what had been shown when it was sent, not what was shown since', async () => {
    await answeredOnce();
    const sentAt = now.toISOString();
    await text(CUSTOMER, '2');
    now = new Date(now.getTime() + HOUR);
    const back = await start();
    await waitFor(async () => (await told(back)).length === 2);
    const utterance = (await back.story()).filter(isUtterance).at(-1);
    expect(Date.parse((utterance?.data as { beganAt: string }).beganAt)).toBe(Date.parse(sentAt));
    expect(Date.parse(utterance?.time ?? '')).toBe(now.getTime());
  });
});

describe('texts that were refused', () => {
  test('the log was away: without a restart, each is fetched when it is back', async () => {
    const gateway = await start();
    await text(CUSTOMER, 'hello');
    await answered(gateway);
    log.capacity = 0;
    expect(await text(CUSTOMER, 'book me')).toMatchObject({ status: 503, attempts: 3 });
    expect(await text(ANOTHER, 'are you open?')).toMatchObject({ status: 503, attempts: 3 });
    log.capacity = 1_000;
    await answered(gateway, ANOTHER);
    await waitFor(async () => (await told(gateway)).length === 2);
    await answered(gateway);
    expect([await told(gateway), await told(gateway, ANOTHER)]).toEqual([['hello', 'book me'], ['are you open?']]);
    expect([heard().length, heard(ANOTHER).length]).toEqual([2, 1]);
  }, 20_000);

  test('Twilio’s list is away too: it is asked again', async () => {
    const gateway = await start();
    await text(CUSTOMER, 'hello');
    await answered(gateway);
    log.capacity = 0;
    twilio.failNext({ kind: 'status', status: 503 }, { on: 'list' });
    twilio.failNext({ kind: 'drop', when: 'before' }, { on: 'numbers' });
    await text(CUSTOMER, 'book me');
    log.capacity = 1_000;
    await waitFor(async () => (await told(gateway)).length === 2, { timeoutMs: 15_000 });
    expect(gateway.lines.filter((line) => line.includes('could not be looked for'))).toHaveLength(2);
  }, 20_000);
});

describe('what is not fetched', () => {
  /** One look, as a gateway that starts now would do it. */
  const look = (limits: Partial<SmsLimits> = {}, since?: Date): Promise<Fetched> => {
    const { accountSid, apiBaseUrl } = twilio;
    const settings = { publicBaseUrl: PUBLIC, twilio: { accountSid, apiBaseUrl, authToken: TOKEN } };
    const sent = TwilioSentTexts.of(settings, smsLimits)!;
    const all = { ...smsLimits, missedGraceMs: 0, ...limits };
    return fetchMissedTexts({ log, clock, business, conversationIdKey: KEY, sent, limits: all, startedAt: now }, since);
  };
  const ids = ({ taken }: Fetched): string[] => taken.map(({ id }) => id.replace('utt-', ''));
  /** One text that was taken and answered: since then the number is ours. */
  async function served(): Promise<void> {
    const gateway = await start();
    await text(ANOTHER, 'hello');
    await answered(gateway, ANOTHER);
    await stop(gateway);
  }

  test('what was sent to the number before it was ours, also after a restart', async () => {
    twilio.configureNumber(NUMBER, { smsUrl: 'http://127.0.0.1:9/another-system' });
    await text(CUSTOMER, 'an old question, long answered by others');
    twilio.configureNumber(NUMBER, { smsUrl: `${PUBLIC}/webhooks/twilio/sms` });
    expect(ids(await look())).toEqual([]);
    await served();
    expect(ids(await look())).toEqual([]);
    const { messageSid } = await text(CUSTOMER, 'missed');
    expect(ids(await look())).toEqual([messageSid]);
    expect(ids(await look())).toEqual([]);
  });

  test('what was sent to a number whose webhook is another’s, until that is ours', async () => {
    await served();
    twilio.configureNumber(NUMBER, { smsUrl: 'http://127.0.0.1:9/another-system' });
    const { messageSid } = await text(CUSTOMER, 'hello');
    expect(ids(await look())).toEqual([]);
    twilio.configureNumber(NUMBER, { smsUrl: `${PUBLIC}/webhooks/twilio/sms#rc=1` });
    expect(ids(await look())).toEqual([messageSid]);
  });

  test.each([
    ['more than three days ago', 72 * HOUR + 1_000, false],
    ['a little less than three days ago', 72 * HOUR - 1_000, true],
    ['so lately that the webhook may still bring it', 29_000, false],
    ['longer ago than the webhook is tried', 31_000, true],
  ])('a text that was sent %s', async (_, agoMs, isFetched) => {
    await served();
    const { messageSid } = await twilio.text(CUSTOMER, NUMBER, 'hello');
    now = new Date(now.getTime() + agoMs);
    const fetched = await look({ missedGraceMs: 30_000 });
    expect(ids(fetched)).toEqual(isFetched ? [messageSid] : []);
    expect(fetched.isOpen).toBe(agoMs < 30_000);
  });

  test('more than one look goes through: the newest come in, and that there are more is said', async () => {
    await served();
    await text(CUSTOMER, 'one');
    const { messageSid } = await text(CUSTOMER, 'two');
    const fetched = await look({ missedTextsMax: 1 }, new Date(now.getTime() - HOUR));
    expect([ids(fetched), fetched.isCut]).toEqual([[messageSid], true]);
  });

  test('our own texts, and what no webhook would have taken', async () => {
    await served();
    await text(CUSTOMER, 'x'.repeat(10_001));
    expect(ids(await look())).toEqual([]);
    expect(heard(ANOTHER)).toHaveLength(1);
  });
});

test('without an account at Twilio there is nothing to look through, and all else works', async () => {
  const gateway = await start({ twilio: { authToken: TOKEN } });
  expect((await text(CUSTOMER, 'hello')).status).toBe(200);
  expect(gateway.lines.join('')).not.toContain('missed');
});
