import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { TwilioEmulator } from './twilio-emulator.js';

const PHONE = '+15185550199';
const NUMBER = '+15185550100';

/** Takes webhooks down, and answers them with the statuses it was given, then 200. */
class Hook {
  readonly calls: { url: string; form: URLSearchParams; headers: Record<string, unknown> }[] = [];
  readonly statuses: number[] = [];
  readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      this.calls.push({ url: request.url ?? '', form, headers: request.headers });
      response.writeHead(this.statuses.shift() ?? 200, { 'content-type': 'text/xml' }).end('<Response/>');
    });
  });
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

class Rebased extends twilio.RequestClient {
  constructor(private readonly base: string) {
    super({ timeout: 2_000 });
  }
  override request: twilio.RequestClient['request'] = (options) =>
    super.request({ ...options, uri: options.uri.replace(/^https:\/\/\w+\.twilio\.com/, this.base) });
}

describe("Twilio's Messages API on loopback", () => {
  let emulator: TwilioEmulator;
  let hook: Hook;
  let client: twilio.Twilio;
  const send = (body: string, more: object = {}) => client.messages.create({ to: PHONE, from: NUMBER, body, ...more });

  beforeEach(async () => {
    hook = new Hook();
    hook.server.listen(0, '127.0.0.1');
    await once(hook.server, 'listening');
    emulator = await TwilioEmulator.start({ numbers: [NUMBER], authToken: 'secret', webhookUrl: `${hook.url}/sms` });
    client = twilio(emulator.accountSid, 'secret', { httpClient: new Rebased(emulator.apiBaseUrl) });
  });
  afterEach(async () => {
    await emulator.close();
    hook.server.closeAllConnections();
    hook.server.close();
  });

  test("the SDK sends a text and reads it back, and the phone's owner gets it", async () => {
    const sent = await send('See you at 2:00 PM');
    expect(sent).toMatchObject({ status: 'queued', body: 'See you at 2:00 PM', to: PHONE, dateSent: null });
    await emulator.idle();
    expect(emulator.received(PHONE).map(({ body }) => body)).toEqual(['See you at 2:00 PM']);
    expect(await client.messages(sent.sid).fetch()).toMatchObject({ sid: sent.sid, status: 'delivered' });
    await expect(client.messages('SMnone').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('the SDK lists by number and date, page by page, the newest first', async () => {
    for (const body of ['one', 'two', 'three']) await send(body);
    await emulator.text(PHONE, NUMBER, 'thanks');
    const bodies = async (filter: object): Promise<string[]> =>
      (await client.messages.list(filter)).map(({ body }) => body);
    expect(await bodies({ to: PHONE, from: NUMBER, pageSize: 2 })).toEqual(['three', 'two', 'one']);
    expect(await bodies({ to: NUMBER })).toEqual(['thanks']);
    expect(await bodies({ limit: 1 })).toEqual(['thanks']);
    await emulator.idle();
    const anHourAgo = new Date(Date.now() - 3_600_000);
    expect(await bodies({ to: PHONE, dateSentAfter: anHourAgo })).toHaveLength(3);
    expect(await bodies({ to: PHONE, dateSentBefore: anHourAgo })).toEqual([]);
  });

  test('the SDK reads what is set on a number and on a messaging service', async () => {
    emulator.configureNumber(NUMBER, { smsUrl: `${hook.url}/other#rc=2`, smsFallbackUrl: `${hook.url}/again` });
    emulator.configureService('MG0123456789', { useInboundWebhookOnNumber: false, inboundRequestUrl: 'https://a.b/c' });
    const [number, another] = await client.incomingPhoneNumbers.list({ phoneNumber: NUMBER });
    expect(number).toMatchObject({
      ...{ phoneNumber: NUMBER, smsUrl: `${hook.url}/other#rc=2`, smsMethod: 'POST', smsApplicationSid: '' },
      ...{ smsFallbackUrl: `${hook.url}/again`, capabilities: { sms: true } },
    });
    expect(another).toBeUndefined();
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: PHONE })).toEqual([]);
    expect(await client.messaging.v1.services('MG0123456789').fetch()).toMatchObject({
      ...{ sid: 'MG0123456789', useInboundWebhookOnNumber: false, inboundRequestUrl: 'https://a.b/c' },
    });
    const of = await client.messaging.v1.services('MG0123456789').phoneNumbers.list();
    expect(of.map(({ phoneNumber }) => phoneNumber)).toEqual([NUMBER]);
    await expect(client.messaging.v1.services('MGnone').fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('when the webhook fails for good, the fallback gets the text, with what went wrong', async () => {
    emulator.configureNumber(NUMBER, { smsUrl: `${hook.url}/sms#rc=1&rp=5xx`, smsFallbackUrl: `${hook.url}/again` });
    hook.statuses.push(503, 503);
    const handed = await emulator.text(PHONE, NUMBER, 'hello');
    expect(handed.status).toBe(200);
    expect(hook.calls.map(({ url, form }) => [url, form.get('ErrorCode')])).toEqual([
      ['/sms', null],
      ['/sms', null],
      ['/again', '11217'],
    ]);
    await emulator.text(PHONE, NUMBER, 'fine');
    expect(hook.calls.at(-1)?.url).toBe('/sms');
  });

  test("a text from a phone reaches the webhook with Twilio's parameters and signature", async () => {
    const handed = await emulator.text(PHONE, NUMBER, 'Ünï & co ☕', { extraParams: { Odd: ['b', 'a', 'b'] } });
    expect(handed).toMatchObject({ status: 200, body: '<Response/>', attempts: 1 });
    const [call] = hook.calls;
    expect(Object.fromEntries(call!.form)).toMatchObject({
      MessageSid: handed.messageSid,
      From: PHONE,
      To: NUMBER,
      Body: 'Ünï & co ☕',
      NumMedia: '0',
      AccountSid: emulator.accountSid,
    });
    const params = { ...Object.fromEntries(call!.form), Odd: ['b', 'a', 'b'] };
    const signature = String(call!.headers['x-twilio-signature']);
    expect(twilio.validateRequest('secret', signature, `${hook.url}/sms`, params)).toBe(true);
    expect(twilio.validateRequest('other', signature, `${hook.url}/sms`, params)).toBe(false);
  });

  test('a webhook that fails is tried again only when its address says so, under the same token', async () => {
    hook.statuses.push(503);
    expect(await emulator.text(PHONE, NUMBER, 'once')).toMatchObject({ status: 503, attempts: 1 });
    emulator.webhookUrl = `${hook.url}/sms#rc=2&rp=all`;
    hook.statuses.push(503, 503);
    expect(await emulator.text(PHONE, NUMBER, 'thrice')).toMatchObject({ status: 200, attempts: 3 });
    const thrice = hook.calls.slice(1);
    expect(new Set(thrice.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    expect(new Set(thrice.map(({ form }) => form.get('MessageSid'))).size).toBe(1);
    expect(thrice.every(({ url }) => url === '/sms')).toBe(true);
  });

  test('STOP keeps every later text from the customer until START; the carrier answers both itself', async () => {
    await emulator.text(PHONE, NUMBER, 'please stop');
    await send('still welcome');
    await emulator.text(PHONE, NUMBER, ' Stop ');
    await expect(send('unwelcome')).rejects.toMatchObject({ status: 400, code: 21610 });
    await emulator.text(PHONE, NUMBER, 'start');
    await send('welcome back');
    const auto = emulator.messages().filter(({ direction }) => direction === 'outbound-reply');
    expect(auto.map(({ body }) => body.slice(0, 36))).toEqual([
      'You have successfully been unsubscri',
      'You have successfully been re-subscr',
    ]);
    expect(hook.calls.map(({ form }) => form.get('Body'))).toEqual(['please stop', ' Stop ', 'start']);
  });

  test('Advanced Opt-Out says in the webhook what it made of a text', async () => {
    await emulator.text(PHONE, NUMBER, 'leave me alone', { optOutType: 'STOP' });
    expect(hook.calls[0]!.form.get('OptOutType')).toBe('STOP');
    await expect(send('unwelcome')).rejects.toMatchObject({ code: 21610 });
  });

  test('receipts come to the address that the text named, twice or out of order where a test wants it', async () => {
    emulator.receipts = () => [{ status: 'delivered' }, { status: 'sent' }, { status: 'delivered' }];
    const { sid } = await send('hello', { statusCallback: `${hook.url}/status?message=out-1` });
    await emulator.idle();
    expect(hook.calls.map(({ url, form }) => [url, form.get('MessageSid'), form.get('MessageStatus')])).toEqual(
      ['delivered', 'sent', 'delivered'].map((status) => ['/status?message=out-1', sid, status]),
    );
    const [first] = hook.calls;
    const signature = String(first!.headers['x-twilio-signature']);
    const url = `${hook.url}/status?message=out-1`;
    expect(twilio.validateRequest('secret', signature, url, Object.fromEntries(first!.form))).toBe(true);
  });

  test.each([
    ['no such number', { to: '911' }, 21211],
    ['a number that is not ours', { from: '+15185550111' }, 21659],
    ['no words', { body: '' }, 21602],
    ['too many words', { body: 'x'.repeat(1_601) }, 21617],
    ['a receipt address that is none', { statusCallback: 'nowhere' }, 21609],
  ])('%s is refused', async (_, more, code) => {
    await expect(send('hello', more)).rejects.toMatchObject({ status: 400, code });
    expect(emulator.messages()).toEqual([]);
  });

  test('a wrong token is not let in', async () => {
    const stranger = twilio(emulator.accountSid, 'guess', { httpClient: new Rebased(emulator.apiBaseUrl) });
    await expect(stranger.messages.list({ limit: 1 })).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('faults strike as told: nothing stored, or stored without an answer', async () => {
    emulator.failNext({ kind: 'status', status: 429 });
    await expect(send('a')).rejects.toMatchObject({ status: 429, code: 20429 });
    emulator.failNext({ kind: 'drop', when: 'before' });
    await expect(send('b')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.messages()).toEqual([]);
    emulator.failNext({ kind: 'drop', when: 'after' });
    await expect(send('c')).rejects.toMatchObject({ code: 'ECONNRESET' });
    emulator.failNext({ kind: 'status', status: 500, stored: true });
    await expect(send('d')).rejects.toMatchObject({ status: 500 });
    emulator.failNext({ kind: 'refuse', code: 21614 });
    await expect(send('e')).rejects.toMatchObject({ code: 21614 });
    emulator.failNext({ kind: 'status', status: 503 }, { on: 'list' });
    await expect(client.messages.list({ limit: 5 })).rejects.toMatchObject({ status: 503 });
    await send('f');
    expect(emulator.received(PHONE).map(({ body }) => body)).toEqual(['c', 'd', 'f']);
  });
});
