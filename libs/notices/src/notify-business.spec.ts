import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newEvent, type StoredEvent } from '@slotguard/contracts';
import { MemoryEventLog } from '@slotguard/event-log';
import { SMTPServer } from 'smtp-server';
import { notifyBusiness, notifyOfWords, isSigned, type NoticeRoutes, type SignedHeaders } from './index.js';

const SECRET = 'whsec_dGhpcyBpcyBhIGtleSB0aGF0IHRlc3RzIGtub3c=';
const NOW = new Date('2025-11-16T14:00:00Z');
const clock = { now: () => NOW };

interface Post {
  readonly headers: SignedHeaders & Record<string, string>;
  readonly body: string;
}

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A receiver that answers with these in turn, the last one again and again; `undefined` hangs up. */
async function receiver(...answers: (number | undefined)[]): Promise<{ url: string; posts: Post[] }> {
  const posts: Post[] = [];
  const server: Server = createServer(async (request, response) => {
    posts.push({ headers: request.headers as never, body: await text(request) });
    const status = answers.length > 1 ? answers.shift() : answers[0];
    if (status === undefined) request.socket.destroy();
    else response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end('thanks');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posts };
}

/** A mail server that takes letters, or says this instead. */
async function mailbox(refuses?: number): Promise<{ smtpUrl: string; letters: string[] }> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      void text(stream).then((letter) => {
        if (refuses !== undefined) return done(Object.assign(new Error('no'), { responseCode: refuses }));
        letters.push(letter);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closings.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, letters };
}

describe('telling the business that a customer wants a person', () => {
  let log: MemoryEventLog;
  let requested: StoredEvent;
  beforeEach(async () => {
    log = new MemoryEventLog();
    const place = {
      business: 'radiance',
      conversation: 'c1',
      channel: 'sms',
      writer: 'sms',
      correlation: 'utt-1',
    } as const;
    const time = '2025-11-16T09:00:00-05:00';
    const envelope = { id: 'person-utt-1', time, ...place };
    ({ event: requested } = await log.append(newEvent('PersonRequested', envelope, { utterance: 'utt-1' }, {})));
  });
  const tell = (routes: NoticeRoutes) =>
    notifyBusiness(requested, { log, routes, clock, timeZone: 'America/New_York' });
  const recorded = async (): Promise<unknown[]> =>
    (await log.readConversation(requested)).filter(({ type }) => type === 'BusinessNotified').map(({ data }) => data);
  const outcome = (routes: NoticeRoutes): Promise<unknown> =>
    tell(routes).catch(({ name, retryable, message }: Error & { retryable?: boolean }) => ({
      name,
      retryable,
      message,
    }));

  test('posts where it is and nothing else, signed so that the receiver can check it', async () => {
    const { url, posts } = await receiver(204);
    await tell({ webhook: { url, secret: SECRET } });
    const [{ headers, body } = {} as Post, ...more] = posts;
    expect(more).toEqual([]);
    expect(JSON.parse(body)).toEqual({
      id: 'c1.person-utt-1',
      type: 'person_requested',
      business: 'radiance',
      conversation: 'c1',
      channel: 'sms',
      at: '2025-11-16T09:00:00-05:00',
    });
    expect(headers['webhook-id']).toBe('c1.person-utt-1');
    expect(isSigned(SECRET, headers, body, NOW)).toBe(true);
    expect(isSigned(SECRET, headers, `${body} `, NOW)).toBe(false);
    expect(isSigned('another secret of some length', headers, body, NOW)).toBe(false);
    expect(isSigned(SECRET, headers, body, new Date(NOW.getTime() + 6 * 60_000))).toBe(false);
    expect(await recorded()).toEqual([{ about: 'person-utt-1', by: 'webhook' }]);
  });

  test('the signature is the one of the standard', async () => {
    // The reference vector of standardwebhooks.com.
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const at = new Date(1_614_265_330_000);
    expect(isSigned('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', headers, '{"test": 2432232314}', at)).toBe(true);
  });

  test('mails where it is, with the commands that one needs', async () => {
    const { smtpUrl, letters } = await mailbox();
    await tell({ mail: { smtpUrl, address: 'desk@example.com' } });
    const [letter, ...more] = letters;
    expect(more).toEqual([]);
    expect(letter).toContain('To: desk@example.com');
    expect(letter).toContain('Message-ID: <c1.person-utt-1@example.com>');
    expect(letter).toContain('slotguard takeover c1');
    expect(await recorded()).toEqual([{ about: 'person-utt-1', by: 'mail' }]);
  });

  test.each([
    [503, { name: 'NoticeUnavailable', retryable: true }],
    [429, { name: 'NoticeUnavailable', retryable: true }],
    [undefined, { name: 'NoticeUnavailable', retryable: true }],
    [401, { name: 'NoticeRefused' }],
    [302, { name: 'NoticeRefused' }],
  ])(
    'a receiver that answers %s is tried again under the same id, and told once it takes it',
    async (status, fault) => {
      const { url, posts } = await receiver(status, 200);
      const routes = { webhook: { url, secret: SECRET } };
      const failed = await outcome(routes);
      expect(failed).toMatchObject(fault);
      expect(JSON.stringify(failed)).not.toContain(url);
      expect(await recorded()).toEqual([]);
      expect(await outcome(routes)).toEqual(['webhook']);
      expect(await outcome(routes)).toEqual(['webhook']);
      expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(['c1.person-utt-1', 'c1.person-utt-1']);
    },
  );

  test('one way that fails keeps nobody from being told by the other, once', async () => {
    const [hook, mail] = await Promise.all([receiver(500, 500, 200), mailbox()]);
    const routes = {
      webhook: { url: hook.url, secret: SECRET },
      mail: { smtpUrl: mail.smtpUrl, address: 'desk@example.com' },
    };
    expect(await outcome(routes)).toMatchObject({ name: 'NoticeUnavailable' });
    expect(await outcome(routes)).toMatchObject({ name: 'NoticeUnavailable' });
    expect(await outcome(routes)).toEqual(['webhook', 'mail']);
    expect([hook.posts.length, mail.letters.length]).toEqual([3, 1]);
  });

  test.each([
    [451, 'NoticeUnavailable'],
    [550, 'NoticeRefused'],
  ])('a mail server that says %s: %s', async (code, name) => {
    const { smtpUrl } = await mailbox(code);
    expect(await outcome({ mail: { smtpUrl, address: 'desk@example.com' } })).toMatchObject({ name });
    expect(await recorded()).toEqual([]);
  });

  test('a mail server that is not there is tried again', async () => {
    expect(await outcome({ mail: { smtpUrl: 'smtp://127.0.0.1:9', address: 'desk@example.com' } })).toMatchObject({
      retryable: true,
    });
  });

  describe('of words that only a person answers', () => {
    const NO_ROUTES: NoticeRoutes = {};
    const place = { business: 'radiance', conversation: 'c1', channel: 'sms', correlation: 'utt-2' } as const;
    const time = '2025-11-16T09:10:00-05:00';
    let words: StoredEvent;
    beforeEach(async () => {
      const said = { source: 'message', beganAt: time } as const;
      const spoken = newEvent('UserUtterance', { ...place, id: 'utt-2', time, writer: 'sms' }, said, {
        text: 'hello?',
      });
      ({ event: words } = await log.append(spoken));
    });
    const ends = (how: 'silent' | 'superseded'): Promise<unknown> => {
      const data = { turn: 'utt-2', how, answers: how === 'silent' ? ['utt-2'] : [] };
      return log.append(newEvent('TurnEnded', { ...place, id: 'end-utt-2', time, writer: 'sms' }, data, {}));
    };
    const tellWords = (routes: NoticeRoutes) =>
      notifyOfWords(words, { log, routes, clock, timeZone: 'America/New_York' });

    test('by every way, once, though it is run again, and with nothing of what was said', async () => {
      await ends('silent');
      const [{ url, posts }, { smtpUrl, letters }] = await Promise.all([receiver(503, 204), mailbox()]);
      const routes = { webhook: { url, secret: SECRET }, mail: { smtpUrl, address: 'desk@example.com' } };
      await expect(tellWords(routes)).rejects.toMatchObject({ retryable: true });
      expect(await tellWords(routes)).toEqual(['webhook', 'mail']);
      expect(await tellWords(routes)).toEqual(['webhook', 'mail']);
      expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(['c1.utt-2', 'c1.utt-2']);
      expect(JSON.parse(posts[0]!.body)).toEqual({
        id: 'c1.utt-2',
        type: 'customer_wrote',
        business: 'radiance',
        conversation: 'c1',
        channel: 'sms',
        at: time,
      });
      expect(letters).toHaveLength(1);
      expect(letters[0]).toContain('a customer has written to you');
      expect(JSON.stringify([posts, letters])).not.toContain('hello?');
      expect(await recorded()).toEqual([
        { about: 'utt-2', by: 'mail' },
        { about: 'utt-2', by: 'webhook' },
      ]);
    });

    test('not before their turn is over, nor of words that newer ones have overtaken', async () => {
      const { url, posts } = await receiver(204);
      const routes = { webhook: { url, secret: SECRET } };
      expect(await tellWords(routes)).toBeUndefined();
      await ends('superseded');
      expect(await tellWords(routes)).toBeUndefined();
      expect(posts).toEqual([]);
    });

    test('where there is no way to tell, that is said', async () => {
      await ends('silent');
      expect(await tellWords(NO_ROUTES)).toEqual([]);
    });
  });

  test('nobody to tell is no fault', async () => {
    expect(await tell({})).toEqual([]);
  });
});
