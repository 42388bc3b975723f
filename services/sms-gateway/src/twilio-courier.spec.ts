import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OutgoingText } from '@slotguard/receptionist';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { smsLimits } from './limits.js';
import { CUSTOMER, NUMBER } from './testing/start-gateway.js';
import { TwilioCourier, type TwilioCourierOptions } from './twilio-courier.js';

const TOKEN = 'a-token-that-tests-know';
const text = (more: Partial<OutgoingText> = {}): OutgoingText => ({
  id: 'out-utt-SM1-1',
  business: 'radiance',
  conversation: 'abc',
  to: CUSTOMER,
  from: NUMBER,
  text: 'See you at 2:00 PM',
  recordedAt: new Date().toISOString(),
  ...more,
});

let twilio: TwilioEmulator;
let courier: TwilioCourier;
const courierWith = (more: Partial<TwilioCourierOptions> = {}): TwilioCourier =>
  new TwilioCourier({
    ...{ accountSid: twilio.accountSid, authToken: TOKEN, apiBaseUrl: twilio.apiBaseUrl },
    limits: { settleMs: 20, sendTimeoutMs: 500 },
    ...more,
  });
const bodies = (): string[] => twilio.received(CUSTOMER).map(({ body }) => body);

beforeEach(async () => {
  twilio = await TwilioEmulator.start({ numbers: [NUMBER], authToken: TOKEN });
  courier = courierWith();
});
afterEach(() => twilio.close());

describe('sending a text', () => {
  test('goes from the number that the customer wrote to, and names the receipt’s address', async () => {
    const status = 'https://sms.example.com/webhooks/twilio/status';
    const delivery = await courierWith({ statusCallbackUrl: status }).send(text());
    const [sent] = twilio.received(CUSTOMER);
    expect(delivery).toEqual({ kind: 'sent', providerId: sent?.sid });
    expect(sent).toMatchObject({ from: NUMBER, body: 'See you at 2:00 PM' });
    expect(sent?.statusCallback).toBe(`${status}?conversation=abc&message=out-utt-SM1-1`);
  });

  test('goes from the number or the messaging service that was set', async () => {
    await courierWith({ from: NUMBER }).send(text({ from: '+19995550100' }));
    await courierWith({ from: 'MG0123456789' }).send(text());
    expect(twilio.received(CUSTOMER).map((sent) => sent.messagingServiceSid)).toEqual([undefined, 'MG0123456789']);
  });

  test('asks Twilio for no receipts on an address that it can never reach, or it would refuse the text', async () => {
    const settings = { accountSid: twilio.accountSid, authToken: TOKEN };
    const address = (courier: TwilioCourier) =>
      (courier as unknown as { options: TwilioCourierOptions }).options.statusCallbackUrl;
    const publicBaseUrl = 'http://localhost:3000';
    expect(address(TwilioCourier.of({ twilio: settings, publicBaseUrl }, smsLimits))).toBeUndefined();
    const emulated = { ...settings, apiBaseUrl: twilio.apiBaseUrl };
    expect(address(TwilioCourier.of({ twilio: emulated, publicBaseUrl }, smsLimits))).toContain(
      'localhost:3000/webhooks',
    );
    expect(() => TwilioCourier.of({ twilio: {}, publicBaseUrl }, smsLimits)).toThrow('TWILIO_ACCOUNT_SID');
  });

  test('to somebody who has opted out, or to no number, is refused for good', async () => {
    twilio.webhookUrl = 'http://127.0.0.1:9/nobody';
    await twilio.text(CUSTOMER, NUMBER, 'STOP');
    expect(await courier.send(text())).toEqual({ kind: 'refused', code: '21610' });
    expect(await courier.send(text({ to: '911' }))).toEqual({ kind: 'refused', code: '21211' });
    twilio.failNext({ kind: 'refuse', code: 21614 });
    expect(await courier.send(text({ to: '+15185550177' }))).toEqual({ kind: 'refused', code: '21614' });
  });

  test.each<[string, () => void, string]>([
    ['too many requests', () => twilio.failNext({ kind: 'status', status: 429 }), '20429'],
    ['an error of theirs', () => twilio.failNext({ kind: 'status', status: 503 }), '20500'],
    ['a broken connection', () => twilio.failNext({ kind: 'drop', when: 'before' }), 'ECONNRESET'],
    ['no answer in time', () => twilio.failNext({ kind: 'delay', ms: 5_000 }), 'ECONNABORTED'],
    ['a sender that an operator has to set right', () => twilio.failNext({ kind: 'refuse', code: 21606 }), '21606'],
  ])('%s: later, with a code and nothing of the text', async (_, fail, code) => {
    fail();
    const error = await courier.send(text({ text: 'my secret' })).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ name: 'CourierUnavailable', retryable: true, code });
    expect(JSON.stringify({ ...(error as Error), at: (error as Error).stack })).not.toMatch(/secret|5550199/);
    expect(error).not.toHaveProperty('cause', expect.anything());
  });

  test('a wrong token can be set right: later', async () => {
    await expect(courierWith({ authToken: 'wrong' }).send(text())).rejects.toMatchObject({ code: '20003' });
  });

  test('nobody there: later', async () => {
    await expect(courierWith({ apiBaseUrl: 'http://127.0.0.1:9' }).send(text())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      retryable: true,
    });
  });
});

describe('whether a text went out, after it is not known', () => {
  test('stored without an answer: it did', async () => {
    for (const fault of [
      { kind: 'drop', when: 'after' },
      { kind: 'status', status: 500, stored: true },
      { kind: 'delay', ms: 5_000 },
    ] as const) {
      const message = text({ text: `after ${fault.kind}` });
      twilio.failNext(fault);
      await expect(courier.send(message)).rejects.toMatchObject({ retryable: true });
      const stored = twilio.received(CUSTOMER).at(-1);
      expect(await courier.find(message, [])).toEqual({ kind: 'sent', providerId: stored?.sid });
    }
    expect(bodies()).toHaveLength(3);
  });

  test('never stored: it did not', async () => {
    twilio.failNext({ kind: 'drop', when: 'before' });
    await expect(courier.send(text())).rejects.toMatchObject({ retryable: true });
    expect(await courier.find(text(), [])).toEqual({ kind: 'absent' });
  });

  test('the same words said before, to somebody else or by the customer do not count', async () => {
    const before = await courier.send(text());
    if (before.kind !== 'sent') throw new Error('not sent');
    await courier.send(text({ to: '+15185550177' }));
    twilio.webhookUrl = 'http://127.0.0.1:9/nobody';
    await twilio.text(CUSTOMER, NUMBER, text().text);
    expect(await courier.find(text(), [before.providerId])).toEqual({ kind: 'absent' });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await courier.find(text({ recordedAt: tomorrow }), [])).toEqual({ kind: 'absent' });
    expect(await courier.find(text(), [])).toEqual({ kind: 'sent', providerId: before.providerId });
  });

  test('a list that lags is looked at again', async () => {
    const message = text();
    const found = courierWith({ limits: { settleMs: 200, sendTimeoutMs: 500 } }).find(message, []);
    await courier.send(message);
    expect(await found).toMatchObject({ kind: 'sent' });
  });

  test('by a messaging service, whatever number it took', async () => {
    const service = courierWith({ from: 'MG0123456789' });
    await service.send(text());
    expect(await service.find(text(), [])).toMatchObject({ kind: 'sent' });
  });

  test('a list that does not reach back far enough says nothing', async () => {
    for (let i = 0; i < 100; i++) await courier.send(text({ text: `number ${i}` }));
    expect(await courier.find(text({ text: 'another' }), [])).toEqual({ kind: 'unknown' });
  }, 30_000);

  test('a list that cannot be had: later', async () => {
    twilio.failNext({ kind: 'status', status: 503 }, { on: 'list' });
    await expect(courier.find(text(), [])).rejects.toMatchObject({ retryable: true, code: '20500' });
  });
});
