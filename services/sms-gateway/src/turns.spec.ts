import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import type { Assistant } from '@slotguard/receptionist';
import { waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { counter, CUSTOMER, NUMBER, startGateway, type Gateway, type GatewayOptions } from './testing/start-gateway.js';

const TOKEN = 'a-token-that-tests-know';
const postgres = postgresOfSpec();
const nats = natsOfSpec();

interface Spa extends Gateway {
  readonly twilio: TwilioEmulator;
  /** Sends the customer's text and waits for the end of its turn. */
  tell(body: string, options?: Parameters<TwilioEmulator['text']>[3]): Promise<string>;
  ended(messageSid: string): Promise<unknown>;
}
const closings = cleanUpsOfTest();

async function open(options: Partial<GatewayOptions> = {}): Promise<Spa> {
  const twilio = await TwilioEmulator.start({ numbers: [NUMBER], authToken: TOKEN });
  closings.push(() => twilio.close());
  const { accountSid, apiBaseUrl } = twilio;
  const settings = { accountSid, apiBaseUrl, authToken: TOKEN };
  const gateway = await startGateway({ log: new MemoryEventLog(), twilio: settings, ...options });
  closings.push(() => gateway.close());
  twilio.webhookUrl = `${gateway.url}/webhooks/twilio/sms`;
  const ended = (messageSid: string) =>
    waitFor(async () => (await gateway.story()).some(({ id }) => id === `end-utt-${messageSid}`), { what: 'the end' });
  const tell: Spa['tell'] = async (body, more) => {
    const { messageSid, status } = await twilio.text(CUSTOMER, NUMBER, body, more);
    expect(status).toBe(200);
    await ended(messageSid);
    return messageSid;
  };
  return { ...gateway, twilio, tell, ended };
}
const heard = (twilio: TwilioEmulator): string[] => twilio.received(CUSTOMER).map(({ body }) => body);
const types = async (spa: Spa): Promise<string[]> => (await spa.story()).map(({ type }) => type);
const count = async (spa: Spa, type: string): Promise<number> => (await types(spa)).filter((t) => t === type).length;

describe.each<[string, () => Promise<EventLog>]>([
  ['the in-memory log', async () => new MemoryEventLog()],
  ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase() })],
  ['JetStream', async () => JetStreamEventLog.open({ url: nats.createAccount() })],
])('a text and its answer, on %s', (_, openLog) => {
  const start = async (options: Partial<GatewayOptions> = {}): Promise<Spa> => {
    const log = await openLog();
    closings.push(() => log.close());
    return open({ log, ...options });
  };

  test('the webhook answers at once, the customer a moment later', async () => {
    const spa = await start();
    await spa.tell('hello');
    await spa.twilio.idle();
    expect(heard(spa.twilio)).toEqual(['What day suits you?']);
    await waitFor(async () => (await count(spa, 'MessageSent')) === 2);
    expect(await types(spa)).toEqual(
      expect.arrayContaining(['UserUtterance', 'AssistantReplied', 'MessageSent', 'TurnEnded']),
    );
  });

  test('a burst of texts is one turn, which answers all of them', async () => {
    const spa = await start({ limits: { burstQuietMs: 500 } });
    const texts = ['book me', 'for botox', 'tomorrow'];
    const sids = [];
    for (const body of texts) sids.push((await spa.twilio.text(CUSTOMER, NUMBER, body)).messageSid);
    await spa.ended(sids.at(-1)!);
    expect(heard(spa.twilio)).toEqual(['What day suits you???']);
    expect(await count(spa, 'TurnEnded')).toBe(1);
    const end = (await spa.story()).find(({ type }) => type === 'TurnEnded');
    expect(end?.data).toMatchObject({ answers: sids.map((sid) => `utt-${sid}`) });
  });

  test('newer words while the assistant thinks end its thinking; one answer goes out, to all of it', async () => {
    let thinking = 0;
    const given: AbortSignal[] = [];
    const slow: Assistant = {
      name: 'slow',
      thinksMaxMs: 60_000,
      next: async (view, signal) => {
        if (view.answers.length > 1) return counter.next(view);
        thinking += 1;
        given.push(signal!);
        // Heeds nothing: it is given up all the same.
        return new Promise(() => undefined);
      },
    };
    const spa = await start({ assistant: slow });
    const { messageSid } = await spa.twilio.text(CUSTOMER, NUMBER, 'book me');
    await waitFor(() => thinking === 1);
    await spa.tell('for botox');
    expect(heard(spa.twilio)).toEqual(['What day suits you??']);
    expect(given.map(({ aborted }) => aborted)).toEqual([true]);
    const ends = (await spa.story()).filter(({ type }) => type === 'TurnEnded');
    expect(ends.map(({ data }) => data)).toMatchObject([
      { turn: `utt-${messageSid}`, how: 'superseded', answers: [] },
      { how: 'answered', answers: [`utt-${messageSid}`, expect.any(String)] },
    ]);
  });

  test('two workers on one log answer once', async () => {
    const log = await openLog();
    closings.push(() => log.close());
    const one = await open({ log });
    const { accountSid, apiBaseUrl } = one.twilio;
    const two = await startGateway({ log, twilio: { accountSid, apiBaseUrl, authToken: TOKEN } });
    closings.push(() => two.close());
    for (let i = 1; i <= 5; i++) await one.tell(`text ${i}`);
    expect(heard(one.twilio)).toHaveLength(5);
  });
});

describe("the carrier's words", () => {
  test('STOP: consent is recorded, nothing is sent, and START gives it back', async () => {
    const spa = await open();
    await spa.tell('hello');
    await spa.tell('Stop.');
    await spa.tell('are you there?');
    expect(heard(spa.twilio)).toHaveLength(1);
    await spa.tell('START');
    await spa.tell('hello again');
    expect(heard(spa.twilio)).toHaveLength(2);
    expect((await types(spa)).filter((type) => type.startsWith('CustomerOpted'))).toEqual([
      'CustomerOptedOut',
      'CustomerOptedIn',
    ]);
  });

  test('STOP while an answer is being thought of: it is not sent any more', async () => {
    let think = (): void => undefined;
    let isThinking = false;
    const thought = new Promise<void>((resolve) => (think = resolve));
    const slow: Assistant = {
      name: 'slow',
      async next(view) {
        isThinking = true;
        await thought;
        return counter.next(view);
      },
    };
    const spa = await open({ assistant: slow });
    await spa.twilio.text(CUSTOMER, NUMBER, 'hello', { messageSid: 'SMhello' });
    await waitFor(() => isThinking);
    await spa.tell('STOP');
    think();
    await spa.ended('SMhello');
    expect(heard(spa.twilio)).toEqual([]);
    expect(spa.twilio.messages().filter(({ direction }) => direction === 'outbound-api')).toEqual([]);
  });

  test('opted out at the carrier alone: the refused text is recorded with its code, once', async () => {
    const spa = await open();
    spa.twilio.failNext({ kind: 'refuse', code: 21610 });
    await spa.tell('hello');
    const failed = (await spa.story()).filter(({ type }) => type === 'MessageFailed');
    expect(failed).toMatchObject([{ data: { code: '21610' } }]);
    expect(heard(spa.twilio)).toEqual([]);
  });

  test('HELP says who this is', async () => {
    const spa = await open();
    await spa.tell('help!');
    expect(heard(spa.twilio)).toEqual([expect.stringContaining('Radiance Med Spa')]);
  });

  test('what Advanced Opt-Out has answered is not answered again, whatever its words', async () => {
    const spa = await open();
    await spa.tell('what is this?', { optOutType: 'HELP' });
    await spa.tell('leave me alone', { optOutType: 'STOP' });
    await spa.tell('ok fine', { optOutType: 'START' });
    expect(heard(spa.twilio)).toEqual([]);
    expect((await types(spa)).filter((type) => type.startsWith('CustomerOpted'))).toHaveLength(2);
    await spa.tell('yes');
    expect(heard(spa.twilio)).toHaveLength(1);
  });
});

describe('what a turn cannot do', () => {
  test('a text of a version that is not known here is parked, and the next one is answered', async () => {
    const log = new MemoryEventLog();
    const spa = await open({ log });
    await spa.tell('hello');
    const said = (await spa.story()).find(({ type }) => type === 'UserUtterance')!;
    await log.append({ ...said, id: 'utt-newer', conversation: 'another', version: 99 });
    await waitFor(async () => (await log.listParked('sms-turns')).length > 0);
    const [parked] = await log.listParked('sms-turns');
    expect(parked).toMatchObject({ event: { id: 'utt-newer' }, reason: expect.stringContaining('unknown_version') });
    await spa.tell('hello again');
    expect(heard(spa.twilio)).toHaveLength(2);
  });

  test('what was said elsewhere, by mail or to another business, is not answered by text', async () => {
    const log = new MemoryEventLog();
    const spa = await open({ log });
    await spa.tell('hello');
    const said = (await spa.story()).find(({ type }) => type === 'UserUtterance')!;
    const conversation = spa.conversation();
    await log.append({ ...said, id: 'utt-mail', channel: 'email', conversation });
    await log.append({ ...said, id: 'utt-elsewhere', business: 'elsewhere', conversation });
    await spa.tell('hello again');
    expect(heard(spa.twilio)).toHaveLength(2);
    expect((await types(spa)).filter((type) => type === 'TurnEnded')).toHaveLength(2);
  });
});

describe('Twilio fails', () => {
  test.each([
    ['too many requests', { kind: 'status', status: 429 }],
    ['its own error, nothing sent', { kind: 'status', status: 500 }],
    ['its own error, but sent', { kind: 'status', status: 500, stored: true }],
    ['the connection before it was sent', { kind: 'drop', when: 'before' }],
    ['the connection after it was sent', { kind: 'drop', when: 'after' }],
  ] as const)(
    '%s: the customer gets the text, and only once',
    async (_, fault) => {
      const spa = await open();
      spa.twilio.failNext(fault);
      await spa.tell('hello');
      await spa.tell('hello');
      expect(heard(spa.twilio)).toEqual(['What day suits you?', 'What day suits you?']);
      expect(spa.lines.filter((line) => line.includes('turn put off'))).toHaveLength(1);
      expect(spa.lines.join('')).not.toMatch(/hello|What day|5550199|5550134/);
    },
    30_000,
  );
});

describe('receipts', () => {
  test('a delivered text is an event once, however often and in whatever order Twilio says so', async () => {
    const spa = await open();
    spa.twilio.receipts = () =>
      (['delivered', 'sent', 'delivered', 'queued', 'undelivered', 'delivered'] as const).map((status) => ({ status }));
    await spa.tell('hello');
    await spa.twilio.idle();
    const receipts = (await spa.story()).filter(({ id }) => id.startsWith('receipt-'));
    expect(receipts).toMatchObject([{ type: 'MessageSent', data: { status: 'delivered' } }]);
    expect(await count(spa, 'MessageFailed')).toBe(0);
  });

  test('a text that never arrived is a failure with its code', async () => {
    const spa = await open();
    spa.twilio.receipts = () => [{ status: 'sent' }, { status: 'undelivered', errorCode: 30003 }, { status: 'sent' }];
    await spa.tell('hello');
    await spa.twilio.idle();
    const failed = (await spa.story()).filter(({ type }) => type === 'MessageFailed');
    expect(failed).toMatchObject([{ data: { code: '30003', message: expect.stringMatching(/^out-/) } }]);
  });

  test('of a text that nobody sent changes nothing, and is noted; one without its parameters is refused', async () => {
    const spa = await open();
    const status = `${spa.url}/webhooks/twilio/status`;
    const form = { MessageSid: 'SMx', MessageStatus: 'delivered', To: CUSTOMER };
    const address = (message: string) => `${status}?conversation=${spa.conversation()}&message=${message}`;
    await spa.tell('hello');
    await spa.twilio.idle();
    const before = await types(spa);
    for (const url of [
      status,
      address('out-utt-none-1'),
      address('utt-none'),
      address('../*'),
      `${status}?message=a&message=b`,
    ])
      expect((await spa.twilio.post(url, form)).status).toBe(204);
    expect((await spa.twilio.post(address('out-1'), { MessageSid: 'SMx' })).status).toBe(400);
    expect((await spa.twilio.post(address('out-1'), { ...form, MessageStatus: ['a', 'b'] })).status).toBe(400);
    expect(await types(spa)).toEqual(before);
    expect(spa.lines.filter((line) => line.includes('"recorded":"unknown"'))).toHaveLength(5);
    expect(spa.lines.join('')).not.toContain(CUSTOMER.slice(2));
  });
});
