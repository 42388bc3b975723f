import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NumberSettings } from '@slotguard/twilio-emulator';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { checkClock } from './check-clock.js';
import { checkMail, mailDomain, type MailResolver } from './check-mail.js';
import { checkOpenAi } from './check-openai.js';
import { checkTwilio } from './check-twilio.js';
import type { Finding } from './finding.js';
import { TwilioApi } from './twilio-api.js';

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** Listens on loopback and answers as it is told; returns its address. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server: Server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const json = (status: number, body: unknown) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** `retries bad`, for each. */
const verdicts = (findings: readonly Finding[]): string[] =>
  findings.map(({ check, verdict }) => `${check} ${verdict}`);

describe('Twilio', () => {
  const NUMBER = '+15185550134';
  const ANOTHER = '+15185550135';
  const TOKEN = 'a-token-that-tests-know';
  let twilio: TwilioEmulator;
  let publicBaseUrl: string;
  let hook: string;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start({ numbers: [NUMBER, ANOTHER], authToken: TOKEN });
    closings.push(() => twilio.close());
    publicBaseUrl = await listen(json(403, { error: 'not_signed' }));
    hook = `${publicBaseUrl}/webhooks/twilio/sms`;
    twilio.configureNumber(ANOTHER, { smsUrl: 'https://another.example.com/sms' });
  });
  interface Given {
    readonly from?: string;
    readonly token?: string;
    readonly apiBaseUrl?: string;
    readonly accountSid?: string;
  }
  const check = (given: Given = {}): Promise<readonly Finding[]> => {
    const { from = NUMBER, token = TOKEN, apiBaseUrl = twilio.apiBaseUrl, accountSid = twilio.accountSid } = given;
    const account = { apiBaseUrl, authToken: token };
    const settings = {
      publicBaseUrl,
      environment: 'production' as const,
      twilio: from === '' ? account : { ...account, from },
    };
    return checkTwilio(settings, new TwilioApi(accountSid, account));
  };

  test('all is well: each line is good, but for Advanced Opt-Out, which needs a messaging service', async () => {
    twilio.configureNumber(NUMBER, { smsUrl: `${hook}#rc=2&rp=all`, smsFallbackUrl: 'https://b.example.com/sms' });
    const findings = await check();
    expect(verdicts(findings)).toEqual([
      ...['account good', 'number good', 'webhook good', 'retries good', 'fallback good', 'opt-out not_set'],
      'answer good',
    ]);
    expect(JSON.stringify(findings)).not.toContain(TOKEN);
  });

  test.each<[string, (hook: string) => Partial<NumberSettings>, string, string]>([
    [
      'another system’s address',
      () => ({ smsUrl: 'https://old.example.com/sms?key=secret' }),
      'webhook bad',
      'old.example.com/sms?…',
    ],
    ['the right address of another path', (hook) => ({ smsUrl: `${hook}/v2` }), 'webhook bad', '/v2'],
    ['no address', () => ({ smsUrl: '' }), 'webhook bad', 'nowhere'],
    ['a TwiML app', (hook) => ({ smsUrl: hook, smsApplicationSid: 'AP123' }), 'webhook bad', 'AP123'],
    ['GET', (hook) => ({ smsUrl: `${hook}#rc=2&rp=all`, smsMethod: 'GET' }), 'webhook bad', 'GET'],
    ['no SMS', (hook) => ({ smsUrl: `${hook}#rc=2&rp=all`, isSmsCapable: false }), 'number bad', 'receive'],
    ['no retries', (hook) => ({ smsUrl: hook }), 'retries not_set', 'not tried again'],
    ['retries of silence only', (hook) => ({ smsUrl: `${hook}#rc=2` }), 'retries not_set', '503'],
    ['retries after 503', (hook) => ({ smsUrl: `${hook}#rc=1&rp=5xx,ct` }), 'retries good', 'once'],
    ['more retries than Twilio knows', (hook) => ({ smsUrl: `${hook}#rc=9&rp=all` }), 'retries bad', 'rc=9'],
    ['a policy that Twilio does not know', (hook) => ({ smsUrl: `${hook}#rc=2&rp=5XX` }), 'retries bad', '5XX'],
    ['no fallback', (hook) => ({ smsUrl: hook }), 'fallback not_set', 'nobody else'],
    [
      'a fallback in the open',
      (hook) => ({ smsUrl: hook, smsFallbackUrl: 'http://b.example.com/' }),
      'fallback bad',
      'https',
    ],
  ])('a number with %s', async (_, settings, verdict, says) => {
    twilio.configureNumber(NUMBER, settings(hook));
    const findings = await check();
    expect(verdicts(findings)).toContain(verdict);
    const found = findings.find((finding) => `${finding.check} ${finding.verdict}` === verdict);
    expect(found?.says).toContain(says);
    if (found?.verdict !== 'good') expect(found?.mend).toMatch(/\w{4}/);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  test('without TWILIO_FROM the numbers that bring their texts here are looked at; with none, that is bad', async () => {
    expect(verdicts(await check({ from: '' }))).toEqual(['account good', 'number bad', 'answer good']);
    twilio.configureNumber(ANOTHER, { smsUrl: `${hook}#rc=2&rp=all` });
    const findings = await check({ from: '' });
    expect(verdicts(findings)).toContain('webhook good');
    expect(JSON.stringify(findings)).not.toContain(NUMBER);
  });

  test('a number that is another account’s', async () => {
    expect(verdicts(await check({ from: '+15185550199' }))).toEqual(['account good', 'number bad', 'answer good']);
  });

  test('a messaging service: its own webhook, or those of its numbers', async () => {
    twilio.configureService('MG0123456789', {
      useInboundWebhookOnNumber: false,
      inboundRequestUrl: `${hook}#rc=2&rp=all`,
    });
    const own = await check({ from: 'MG0123456789' });
    expect(verdicts(own)).toEqual([
      'account good',
      'webhook good',
      'retries good',
      'fallback not_set',
      'opt-out doubt',
      'answer good',
    ]);
    twilio.configureService('MG0123456789', { useInboundWebhookOnNumber: true });
    twilio.configureNumber(NUMBER, { smsUrl: `${hook}#rc=2&rp=all` });
    const ofNumbers = await check({ from: 'MG0123456789' });
    expect(verdicts(ofNumbers).filter((one) => one.startsWith('webhook'))).toEqual(['webhook good', 'webhook bad']);
    expect(verdicts(await check({ from: 'MG9999999999' }))).toEqual(['account bad', 'answer good']);
  });

  test.each<[string, () => Given | Promise<Given>, string]>([
    ['a wrong token', () => ({ token: 'wrong' }), '20003'],
    ['an account that there is not', () => ({ accountSid: 'AC99999999' }), '20003'],
    [
      'an error of theirs',
      async () => (twilio.failNext({ kind: 'status', status: 503 }, { on: 'numbers' }), {}),
      '20500',
    ],
    [
      'nobody there',
      async () => ({ apiBaseUrl: await listen((request) => request.socket.destroy()) }),
      'UND_ERR_SOCKET',
    ],
  ])('%s: bad, with the code', async (_, given, code) => {
    const [account] = await check(await given());
    expect(account).toMatchObject({ check: 'account', verdict: 'bad', says: expect.stringContaining(code) });
  });

  test('no account: one line, and nobody is asked', async () => {
    const findings = await checkTwilio({ publicBaseUrl, environment: 'production', twilio: {} }, undefined);
    expect(verdicts(findings)).toEqual(['account not_set']);
  });

  test('the public address: it has to be the gateway that answers there', async () => {
    twilio.configureNumber(NUMBER, { smsUrl: hook });
    publicBaseUrl = await listen((_, response) => void response.writeHead(502).end('<h1>Bad gateway</h1>'));
    expect(verdicts(await check()).at(-1)).toBe('answer bad');
    publicBaseUrl = await listen((request) => request.socket.destroy());
    expect(verdicts(await check()).at(-1)).toBe('answer bad');
  });

  test.each([
    ['http://localhost:3000', 'address bad'],
    ['http://127.0.0.1:3000', 'address bad'],
  ])('%s is an address that Twilio itself can’t use', async (url, verdict) => {
    const account = { apiBaseUrl: twilio.apiBaseUrl, authToken: TOKEN };
    const api = new TwilioApi(twilio.accountSid, account);
    const findings = await checkTwilio({ publicBaseUrl: url, environment: 'production', twilio: {} }, api);
    expect(verdicts(findings)).toContain(verdict);
  });

  test('its clock is read from its answers', async () => {
    const api = new TwilioApi(
      twilio.accountSid,
      { apiBaseUrl: twilio.apiBaseUrl, authToken: TOKEN },
      () => Date.now() + 60_000,
    );
    await api.numbers();
    expect(Math.abs((api.aheadMs ?? 0) - 60_000)).toBeLessThan(3_000);
  });
});

describe('clocks', () => {
  test.each([
    [0, 'good', 'agree'],
    [4_900, 'good', 'agree'],
    [-4_900, 'good', 'agree'],
    [5_100, 'bad', '5 seconds ahead of'],
    [-31_000, 'bad', '31 seconds behind'],
    [7_200_000, 'bad', '120 minutes ahead of'],
    [undefined, 'doubt', 'not told'],
  ] as const)('%s ms apart: %s', (aheadMs, verdict, says) => {
    const [finding] = checkClock([{ of: 'Twilio', aheadMs }]).concat(checkClock([{ of: 'NATS', aheadMs: 0 }]));
    const found =
      aheadMs === undefined
        ? checkClock([
            { of: 'NATS', aheadMs: 0 },
            { of: 'Twilio', aheadMs },
          ])[1]
        : finding;
    expect(found).toMatchObject({ check: 'Twilio', verdict, says: expect.stringContaining(says) });
  });

  test('from 30 seconds on it is said that the guard stops', () => {
    const says = (aheadMs: number): string => checkClock([{ of: 'the database', aheadMs }])[0]?.says ?? '';
    expect(says(29_000)).not.toContain('clock_in_doubt');
    expect(says(30_000)).toContain('clock_in_doubt');
  });

  test('nobody to compare with: not set', () => {
    expect(verdicts(checkClock([]))).toEqual(['time not_set']);
    expect(checkClock([])[0]?.says).toContain('no database');
  });
});

describe('mail', () => {
  type Zone = Readonly<Record<string, readonly string[] | 'away'>>;
  /** A DNS that has just this; `MX host` under the domain itself, else texts. */
  function dns(zone: Zone): MailResolver {
    const find = (name: string): readonly string[] => {
      const found = zone[name];
      if (found === 'away') throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' });
      if (!found) throw Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' });
      return found;
    };
    return {
      resolveMx: async (name) =>
        find(name)
          .filter((text) => text.startsWith('MX '))
          .map((text) => ({ exchange: text.slice(3), priority: 10 })),
      // As long texts really come.
      resolveTxt: async (name) =>
        find(name)
          .filter((text) => !text.startsWith('MX '))
          .map((text) => text.match(/.{1,20}/gs) ?? []),
    };
  }
  const GOOD: Zone = {
    'spa.example': ['MX mx.provider.example', 'v=spf1 include:provider.example -all', 'google-site-verification=1'],
    '_dmarc.spa.example': ['v=DMARC1; p=quarantine; rua=mailto:x@spa.example'],
    'selector1._domainkey.spa.example': ['v=DKIM1; k=rsa; p=MIGfMA0GCSq'],
  };

  test('a domain that has everything', async () => {
    expect(verdicts(await checkMail('spa.example', dns(GOOD)))).toEqual([
      'MX good',
      'SPF good',
      'DKIM good',
      'DMARC good',
    ]);
  });

  test.each<[string, Zone, string]>([
    ['no records at all', { 'spa.example': [] }, 'MX bad'],
    ['a null MX', { 'spa.example': ['MX '] }, 'MX bad'],
    ['no SPF', { 'spa.example': ['MX a.example'] }, 'SPF bad'],
    ['two SPF records', { 'spa.example': ['v=spf1 -all', 'v=spf1 ~all'] }, 'SPF bad'],
    ['an SPF that lets anybody send', { 'spa.example': ['v=spf1 +all'] }, 'SPF bad'],
    ['an SPF that lets anybody send, without the plus', { 'spa.example': ['v=spf1 mx all'] }, 'SPF bad'],
    ['a text that only looks like SPF', { 'spa.example': ['v=spf10 -all'] }, 'SPF bad'],
    ['no DMARC', { '_dmarc.spa.example': [] }, 'DMARC bad'],
    ['a DMARC without a policy', { '_dmarc.spa.example': ['v=DMARC1; rua=mailto:x@spa.example'] }, 'DMARC bad'],
    ['a DMARC that only watches', { '_dmarc.spa.example': ['v=DMARC1; p=none'] }, 'DMARC good'],
    ['no DKIM key under a usual name', { 'selector1._domainkey.spa.example': [] }, 'DKIM doubt'],
    ['a DKIM key that was taken back', { 'selector1._domainkey.spa.example': ['v=DKIM1; p='] }, 'DKIM doubt'],
    ['a DNS that does not answer', { '_dmarc.spa.example': 'away' }, 'DMARC doubt'],
  ])('%s', async (_, change, verdict) => {
    expect(verdicts(await checkMail('spa.example', dns({ ...GOOD, ...change })))).toContain(verdict);
  });

  test('with the selector that the provider gave, its key has to be there', async () => {
    const of = async (selector: string) => verdicts(await checkMail('spa.example', dns(GOOD), selector));
    expect(await of('selector1')).toContain('DKIM good');
    expect(await of('ours')).toContain('DKIM bad');
  });

  test('the domain is that of the address that mail comes from', () => {
    expect(mailDomain({ NOTIFY_EMAIL: 'desk@Spa.example', SMTP_URL: 'smtps://me%40b.example:pw@mx' })).toBe(
      'spa.example',
    );
    expect(mailDomain({ SMTP_URL: 'smtps://me%40b.example:pw@mx.example' })).toBe('b.example');
    expect(mailDomain({ SMTP_URL: 'smtp://127.0.0.1:25' })).toBeUndefined();
    expect(mailDomain({})).toBeUndefined();
  });

  test('no address: one line, and nobody is asked', async () => {
    const nobody = {
      resolveMx: () => Promise.reject(new Error('asked')),
      resolveTxt: () => Promise.reject(new Error('asked')),
    };
    expect(verdicts(await checkMail(undefined, nobody))).toEqual(['domain not_set']);
  });
});

describe('the model’s key', () => {
  const KEY = 'sk-a-key-that-tests-know';
  test('is taken, and has the model', async () => {
    const base = await listen((request, response) =>
      json(request.headers.authorization === `Bearer ${KEY}` && request.url === '/v1/models' ? 200 : 401, {
        data: [{ id: 'gpt-a' }],
      })(request, response),
    );
    const of = async (env: Record<string, string>) =>
      verdicts(await checkOpenAi({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${base}/v1/`, ...env }));
    expect(await of({})).toEqual(['key good']);
    expect(await of({ OPENAI_MODEL: 'gpt-a' })).toEqual(['key good', 'model good']);
    expect(await of({ OPENAI_MODEL: 'gpt-b' })).toEqual(['key good', 'model bad']);
    expect(await of({ OPENAI_API_KEY: `${KEY}x` })).toEqual(['key bad']);
    expect(await of({ OPENAI_API_KEY: `"${KEY}"` })).toEqual(['key bad']);
    expect(await of({ OPENAI_API_KEY: '' })).toEqual(['key not_set']);
    expect(await of({ OPENAI_BASE_URL: 'nowhere' })).toEqual(['address bad']);
  });

  test('a provider that is away or in trouble', async () => {
    for (const answer of [json(500, {}), (request: IncomingMessage) => void request.socket.destroy()]) {
      const findings = await checkOpenAi({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: await listen(answer) });
      expect(verdicts(findings)).toEqual(['key bad']);
      expect(JSON.stringify(findings)).not.toContain(KEY);
    }
  });
});
