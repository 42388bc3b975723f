import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { launchPostgres, waitFor, type LaunchedPostgres } from '@slotguard/testing';
import { formOf, type Params } from '@slotguard/twilio-emulator';
import twilio from 'twilio';
import { CUSTOMER, NUMBER, startGateway, type Gateway, type GatewayOptions } from './testing/start-gateway.js';

const TOKEN = 'a-token-that-tests-know';
const sms = (more: Params = {}): Params => ({ MessageSid: 'SM1', From: CUSTOMER, To: NUMBER, Body: 'hello', ...more });

const gateways: Gateway[] = [];
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
});
async function start(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const gateway = await startGateway({ log: new MemoryEventLog(), ...options });
  gateways.push(gateway);
  return gateway;
}

interface Posting {
  readonly path?: string;
  readonly headers?: Record<string, string>;
}
function post({ url }: Gateway, body: Params | string, { path = '/webhooks/twilio/sms', headers = {} }: Posting = {}) {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof body === 'string' ? body : formOf(body),
  });
}
function signed(url: string, params: Params, token = TOKEN): Record<string, string> {
  return { 'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, params) };
}
const SMS_PATH = '/webhooks/twilio/sms';

describe('who is let in', () => {
  test('with a token: only what Twilio has signed, over the public address and every parameter, also ones that nobody knows yet', async () => {
    const publicBaseUrl = 'https://sms.example.com';
    const gateway = await start({ twilio: { authToken: TOKEN }, publicBaseUrl });
    const params = sms({ Body: 'Ünï & co ☕ +1', NewOne: ['b', 'a', 'b'] });
    const status = async (headers: Record<string, string>, body = params, path = SMS_PATH): Promise<number> =>
      (await post(gateway, body, { headers, path })).status;
    const good = signed(`${publicBaseUrl}${SMS_PATH}`, params);
    expect(await status(good)).toBe(200);
    expect(await status(signed(`${publicBaseUrl}${SMS_PATH}?a=1&b=%20`, params), params, `${SMS_PATH}?a=1&b=%20`)).toBe(
      200,
    );
    expect(await status({})).toBe(403);
    expect(await status({ 'x-twilio-signature': '' })).toBe(403);
    expect(await status({ 'x-twilio-signature': 'AAAA' })).toBe(403);
    expect(await status(signed(`${publicBaseUrl}${SMS_PATH}`, params, 'another token'))).toBe(403);
    expect(await status(signed(`${gateway.url}${SMS_PATH}`, params))).toBe(403);
    expect(await status(good, { ...params, Body: 'something else' })).toBe(403);
    expect(await status(good, { ...params, OptOutType: 'STOP' })).toBe(403);
    expect(await status(good, params, `${SMS_PATH}?a=1`)).toBe(403);
    expect(await status({ ...good, 'x-forwarded-host': 'evil.example', host: 'evil.example' })).toBe(200);
    expect((await gateway.story()).filter(({ type }) => type === 'UserUtterance')).toHaveLength(1);
  });

  test('in production without a token: nobody, from wherever', async () => {
    const gateway = await start({ environment: 'production' });
    expect((await post(gateway, sms())).status).toBe(403);
    expect((await post(gateway, sms(), { headers: signed(`${gateway.url}${SMS_PATH}`, sms(), '') })).status).toBe(403);
    expect(await gateway.story()).toEqual([]);
  });

  test('without a token: this machine itself, but no proxy on it and no page in its browser', async () => {
    const gateway = await start();
    expect((await post(gateway, sms())).status).toBe(200);
    const others = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'origin'];
    for (const name of others) {
      const refused = await post(gateway, sms({ MessageSid: 'SM2' }), { headers: { [name]: '127.0.0.1' } });
      expect([name, refused.status]).toEqual([name, 403]);
    }
    expect((await gateway.story()).filter(({ type }) => type === 'UserUtterance')).toHaveLength(1);
  });

  test('receipts are no exception', async () => {
    const gateway = await start({ twilio: { authToken: TOKEN } });
    const form = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const path = '/webhooks/twilio/status?conversation=abc&message=out-1';
    expect((await post(gateway, form, { path })).status).toBe(403);
    expect((await post(gateway, form, { path, headers: signed(`${gateway.url}${path}`, form) })).status).toBe(204);
  });
});

describe('what is not taken', () => {
  test.each<[string, Params | string]>([
    ['no MessageSid', { From: CUSTOMER, To: NUMBER, Body: 'x' }],
    ['no From', { MessageSid: 'SM1', To: NUMBER, Body: 'x' }],
    ['no To', { MessageSid: 'SM1', From: CUSTOMER, Body: 'x' }],
    ['two MessageSids', sms({ MessageSid: ['SM1', 'SM2'] })],
    ['two Froms', sms({ From: [CUSTOMER, CUSTOMER] })],
    ['two Bodies', sms({ Body: ['1', '2'] })],
    ['a MessageSid that is no id', sms({ MessageSid: 'SM1.*>' })],
    ['a MessageSid without end', sms({ MessageSid: `SM${'1'.repeat(500)}` })],
    ['a From that is no address', sms({ From: '<script>' })],
    ['nothing at all', ''],
    ['no form but its content type', '{"MessageSid":"SM1"}'],
    ['brackets for names', 'MessageSid[a]=SM1&From[]=1&To[b][c]=2'],
    ['a broken escape', 'MessageSid=%E0%A4%A&From=%&To=%zz'],
  ])('%s: 400, and why', async (_, body) => {
    const gateway = await start();
    const response = await post(gateway, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'malformed', message: expect.stringContaining('Twilio') });
    expect(await gateway.story()).toEqual([]);
  });

  test.each([
    ['JSON', 'application/json', '{}'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
    ['another character set', 'application/x-www-form-urlencoded; charset=utf-16', 'MessageSid=SM1'],
    ['plain text', 'text/plain', 'MessageSid=SM1'],
  ])('%s: 415', async (_, type, body) => {
    const gateway = await start();
    expect((await post(gateway, body, { headers: { 'content-type': type } })).status).toBe(415);
  });

  test('a body or a text that is larger than any text: 413', async () => {
    const gateway = await start();
    expect((await post(gateway, sms({ Body: 'x'.repeat(70_000) }))).status).toBe(413);
    expect((await post(gateway, sms({ Body: 'x'.repeat(10_001) }))).status).toBe(413);
    expect((await post(gateway, sms({ Other: 'x'.repeat(2_000_000) }))).status).toBe(413);
    expect(await gateway.story()).toEqual([]);
    expect((await post(gateway, sms({ Body: 'x'.repeat(10_000) }))).status).toBe(200);
  });

  test('a sender who goes away in the middle of a text, and other methods, disturb nobody', async () => {
    const gateway = await start();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '5000' };
    const cut = httpRequest(`${gateway.url}${SMS_PATH}`, { method: 'POST', headers });
    cut.on('error', () => undefined);
    cut.write('MessageSid=SM1&');
    await waitFor(() => cut.socket?.writable === true && cut.writableLength === 0);
    cut.destroy();
    expect((await fetch(`${gateway.url}${SMS_PATH}`)).status).toBe(404);
    expect((await post(gateway, sms())).status).toBe(200);
    expect(await gateway.story()).not.toEqual([]);
  });
});

describe('what is taken, whatever is in it', () => {
  const storedText = async (gateway: Gateway): Promise<unknown> =>
    (await gateway.story()).find(({ type }) => type === 'UserUtterance')?.personal;

  test.each<[string, string, string]>([
    ['1,600 emoji', encodeURIComponent('😀'.repeat(1_600)), '😀'.repeat(1_600)],
    ['NUL', 'a%00b', 'a\0b'],
    ['lone surrogates', '%ED%A0%80x', '\ufffd\ufffd\ufffdx'],
    ['bytes that are no text', '%FF%FE', '\ufffd\ufffd'],
    ['quotes, tags and SQL', encodeURIComponent(`'; drop table event; -- <b>"\\`), `'; drop table event; -- <b>"\\`],
    ['the name of a prototype', '__proto__', '__proto__'],
  ])('%s', async (_, encoded, text) => {
    const gateway = await start();
    const response = await post(gateway, `MessageSid=SM1&From=%2B15185550199&To=%2B15185550134&Body=${encoded}`);
    expect([response.status, await response.text()]).toEqual([200, '<Response/>']);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await storedText(gateway)).toEqual({ text });
  });

  test('parameters named like parts of an object', async () => {
    const gateway = await start({ twilio: { authToken: TOKEN } });
    const body = `${formOf(sms())}&__proto__=x&constructor=y&hasOwnProperty=z&toString=1&__proto__[polluted]=1`;
    const params = Object.fromEntries(new URLSearchParams(body));
    const response = await post(gateway, body, { headers: signed(`${gateway.url}${SMS_PATH}`, params) });
    expect(response.status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await storedText(gateway)).toEqual({ text: 'hello' });
  });

  test('a picture without words, and a number that is nobody’s', async () => {
    const gateway = await start();
    const media = { MessageSid: 'MM1', From: CUSTOMER, To: NUMBER, NumMedia: '1', MediaUrl0: 'https://x/y.jpg' };
    expect((await post(gateway, media)).status).toBe(200);
    expect(await storedText(gateway)).toEqual({ text: '' });
    expect((await post(gateway, sms({ To: '+19995550100' }))).status).toBe(200);
  });
});

describe('a log line', () => {
  test('says what happened and nothing of a person', async () => {
    const gateway = await start();
    await post(gateway, sms({ Body: 'my secret rash', FromCity: 'ALBANY' }));
    await post(gateway, sms({ Body: 'my secret rash' }));
    await post(gateway, sms({ From: ['+15185550177', 'x'] }));
    await post(gateway, sms(), { headers: { origin: 'https://my.secret' } });
    await waitFor(() => gateway.lines.some((line) => line.includes('"status":403')));
    const all = gateway.lines.join('');
    for (const said of ['text taken', 'text repeated', '"malformed"', '"not_local"']) expect(all).toContain(said);
    expect(all).not.toMatch(/secret|rash|5550199|5550134|5550177|ALBANY/);
  });
});

describe('the log is down', () => {
  test('full: 503 and when to try again, never 200; the same text later is taken once', async () => {
    const log = new MemoryEventLog();
    const gateway = await start({ log });
    for (const capacity of [0, 1]) {
      log.capacity = capacity;
      const response = await post(gateway, sms());
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await response.json()).toMatchObject({ error: 'unavailable' });
    }
    log.capacity = 1_000;
    expect((await post(gateway, sms())).status).toBe(200);
    expect((await gateway.story()).filter(({ type }) => type === 'UserUtterance')).toHaveLength(1);
  });

  test('silent: 503 in time', async () => {
    const log = new MemoryEventLog();
    const gateway = await start({ log, limits: { webhookDeadlineMs: 100 } });
    log.append = () => new Promise(() => undefined);
    expect((await post(gateway, sms())).status).toBe(503);
  });
});

test('a text that came before the gateway’s end is still taken and answered', async () => {
  const log = new MemoryEventLog();
  const append = log.append.bind(log);
  let release = (): void => undefined;
  let arrived = false;
  const held = new Promise<void>((resolve) => (release = resolve));
  const gateway = await start({ log });
  log.append = async (event) => {
    arrived = true;
    await held;
    return append(event);
  };
  const answer = post(gateway, sms());
  await waitFor(() => arrived);
  const closed = gateways.splice(0)[0]?.close();
  release();
  expect((await answer).status).toBe(200);
  await closed;
  expect((await gateway.story()).map(({ type }) => type)).toContain('UserUtterance');
});

describe('the same text again', () => {
  let postgres: LaunchedPostgres;
  beforeAll(async () => {
    postgres = await launchPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());
  let now = new Date('2026-11-16T19:00:00Z');
  const clock = { now: () => now };
  const logs: [string, () => Promise<EventLog>][] = [
    ['the in-memory log', async () => new MemoryEventLog({ clock })],
    ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase(), clock })],
  ];

  test.each(logs)('twenty times at once and ten minutes later is one utterance, on %s', async (_, open) => {
    const log = await open();
    const gateway = await start({ log, clock });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(gateway, sms())));
    now = new Date(now.getTime() + 600_000);
    answers.push(await post(gateway, sms()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const story = await gateway.story();
    expect(story.filter(({ type }) => type === 'UserUtterance').map(({ id }) => id)).toEqual(['utt-SM1']);
    expect(story.filter(({ type }) => type === 'ConversationStarted')).toHaveLength(1);
    await waitFor(async () => (await gateway.story()).some(({ type }) => type === 'TurnEnded'));
    expect((await gateway.story()).filter(({ type }) => type === 'TurnEnded')).toHaveLength(1);
    await gateways.splice(0)[0]?.close();
    await log.close();
  });

  test('Postgres killed and back: 503 while it is gone, and then the text is taken once', async () => {
    const log = await PostgresEventLog.open({ url: await postgres.createDatabase() });
    const gateway = await start({ log });
    expect((await post(gateway, sms())).status).toBe(200);
    await postgres.kill();
    expect((await post(gateway, sms({ MessageSid: 'SM2' }))).status).toBe(503);
    await postgres.restart();
    await waitFor(async () => (await post(gateway, sms({ MessageSid: 'SM2' }))).status === 200);
    const ids = (await gateway.story()).filter(({ type }) => type === 'UserUtterance').map(({ id }) => id);
    expect(ids).toEqual(['utt-SM1', 'utt-SM2']);
    await gateways.splice(0)[0]?.close();
    await log.close();
  }, 60_000);
});
