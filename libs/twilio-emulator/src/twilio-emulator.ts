import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi } from './answer-api.js';
import { Faults, type Call, type Fault } from './faults.js';
import { newSid, segmentCount, type MessageStatus, type TwilioMessage } from './message.js';
import { Messages } from './messages.js';
import { NUMBER_DEFAULTS, SERVICE_DEFAULTS, type NumberSettings, type ServiceSettings } from './numbers-api.js';
import { OptOuts, type CarrierWord } from './opt-outs.js';
import { postWebhook, type Params, type Posted, type Proxy } from './webhooks.js';

export interface TwilioEmulatorOptions {
  /** Default: any free one. */
  readonly port?: number;
  readonly accountSid?: string;
  /** Signs the webhooks and is asked for by the API. Without it nothing is signed and anybody is let in. */
  readonly authToken?: string;
  /** The business's numbers, E.164; the first one is a messaging service's. */
  readonly numbers: readonly string[];
  /** Where a text from a phone is handed over; can be set later. A fragment like `#rc=2&rp=all` makes it try again. */
  readonly webhookUrl?: string;
  /** Stands in for the proxy in front of a public address. */
  readonly proxy?: Proxy;
  /** For `date_created` and `date_sent`. */
  readonly clock?: { now(): Date };
}

/** What happens to a text that went out, as the status callback tells it. */
export interface Receipt {
  readonly status: MessageStatus;
  /** 30003 unreachable, 30005 unknown, 30007 filtered by the carrier. */
  readonly errorCode?: number;
}

export interface TextOptions {
  /** The same text once more: `MessageSid` and all. */
  readonly messageSid?: string;
  /** What Advanced Opt-Out made of it; Twilio then says so. */
  readonly optOutType?: CarrierWord;
  readonly extraParams?: Params;
}

/** The answer of the webhook to a text. */
export interface HandedOver extends Posted {
  readonly messageSid: string;
}

const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
const DELIVERED: readonly Receipt[] = [{ status: 'sent' }, { status: 'delivered' }];

/**
 * Twilio's Messages API on loopback, and the phones behind it: what a real customer's carrier does with STOP is done here too.
 *
 *     const twilio = await TwilioEmulator.start({ numbers: ['+15185550100'], authToken: 'secret' });
 *     twilio.webhookUrl = 'http://127.0.0.1:3000/webhooks/twilio/sms';
 *     await twilio.text('+15185550199', '+15185550100', 'book me for botox');
 *     const answer = await twilio.waitFor(({ to }) => to === '+15185550199');
 *     await twilio.close();
 *
 * Not emulated: media, prices, TwiML answers with a message in them, scheduling.
 */
export class TwilioEmulator {
  readonly accountSid: string;
  readonly authToken: string | undefined;
  readonly numbers: readonly string[];
  webhookUrl: string | undefined;
  /** What becomes of a text, in the order of the callbacks: repeat, swap or drop some. Default: sent, then delivered. */
  receipts: (message: TwilioMessage) => readonly Receipt[] = () => DELIVERED;

  private readonly configured = new Map<string, Partial<NumberSettings>>();
  private readonly services = new Map<string, ServiceSettings>();
  private readonly texts = new Messages();
  private readonly optOuts = new OptOuts();
  private readonly faults = new Faults();
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly clock: { now(): Date };
  private readonly proxy: Proxy | undefined;
  private readonly server: Server;

  /** Listens on 127.0.0.1 only. */
  static async start(options: TwilioEmulatorOptions): Promise<TwilioEmulator> {
    const emulator = new TwilioEmulator(options);
    emulator.server.listen(options.port ?? 0, '127.0.0.1');
    await once(emulator.server, 'listening');
    return emulator;
  }

  private constructor(options: TwilioEmulatorOptions) {
    this.accountSid = options.accountSid ?? ACCOUNT_SID;
    this.authToken = options.authToken;
    this.numbers = options.numbers;
    this.webhookUrl = options.webhookUrl;
    this.proxy = options.proxy;
    this.clock = options.clock ?? { now: () => new Date() };
    const account = {
      accountSid: this.accountSid,
      authToken: this.authToken,
      numbers: this.numbers,
      messages: this.texts,
      optOuts: this.optOuts,
      numberSettings: () => this.numbers.map((number) => ({ number, ...this.settingsOf(number) })),
      serviceSettings: (sid: string) => this.services.get(sid),
      now: () => this.clock.now(),
      takeFault: (call: Call) => this.faults.take(call),
      sent: (message: TwilioMessage) => this.track(this.tellReceipts(message)),
    };
    this.server = createServer((request, response) => void answerApi(request, response, account));
  }

  /** For `TWILIO_API_BASE_URL`. */
  get apiBaseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** As in the console; what is left out stays as it was. At first `webhookUrl` is set on every number. */
  configureNumber(number: string, settings: Partial<NumberSettings>): void {
    this.configured.set(number, { ...this.configured.get(number), ...settings });
  }

  /** Makes a messaging service (`MG…`) that has all of the numbers, or changes it. */
  configureService(sid: string, settings: Partial<ServiceSettings> = {}): void {
    this.services.set(sid, { ...SERVICE_DEFAULTS, ...this.services.get(sid), ...settings });
  }

  /** A text from a phone to one of the business's numbers. Resolves with the webhook's answer, whatever it is; the carrier's own answer has then gone out. */
  async text(from: string, to: string, body: string, options: TextOptions = {}): Promise<HandedOver> {
    const { optOutType, extraParams = {}, messageSid = newSid(extraParams['NumMedia'] ? 'MM' : 'SM') } = options;
    const numMedia = Number(extraParams['NumMedia'] ?? 0);
    const isRepeated = this.texts.get(messageSid) !== undefined;
    const at = this.clock.now();
    if (!isRepeated) {
      const both = { from, to, body, numMedia, createdAt: at, sentAt: at };
      this.texts.add({ sid: messageSid, direction: 'inbound', status: 'received', ...both });
      const answer = this.optOuts.heard(from, to, body, optOutType);
      if (answer !== undefined) this.reply(to, from, answer);
    }
    const { smsUrl, smsFallbackUrl } = this.settingsOf(to);
    if (smsUrl === '') throw new Error('no webhookUrl: where is this text to go?');
    const params = {
      ...inboundParams({ messageSid, accountSid: this.accountSid, from, to, body }),
      ...(optOutType === undefined ? {} : { OptOutType: optOutType }),
      ...extraParams,
    };
    const posted = await this.track(this.post(smsUrl, params));
    if (smsFallbackUrl === '' || (posted.status > 0 && posted.status < 400)) return { messageSid, ...posted };
    const failed = { ErrorCode: posted.status === 0 ? '11200' : '11217', ErrorUrl: smsUrl };
    return { messageSid, ...(await this.track(this.post(smsFallbackUrl, { ...params, ...failed }))) };
  }

  /** All texts of the account, in the order in which they came. */
  messages(): TwilioMessage[] {
    return this.texts.all();
  }

  /** What a phone has got from the API, the oldest first; not the carrier's own answers. */
  received(phone: string): TwilioMessage[] {
    return this.messages().filter(({ to, direction }) => to === phone && direction === 'outbound-api');
  }

  /** Hears of every text as it is stored. Returns how to stop. */
  on(event: 'message', listener: (message: TwilioMessage) => void): () => void {
    void event;
    return this.texts.on(listener);
  }

  /** The first text, there or to come, that is wanted; throws after `timeoutMs`. */
  waitFor(wanted: (message: TwilioMessage) => boolean, timeoutMs = 10_000): Promise<TwilioMessage> {
    return this.texts.waitFor(wanted, timeoutMs);
  }

  /** The next `times` calls of this kind go wrong. */
  failNext(fault: Fault, { on = 'create', times = 1 }: { on?: Call; times?: number } = {}): void {
    this.faults.add(fault, on, times);
  }

  /** Forgets the faults that have not struck. */
  heal(): void {
    this.faults.clear();
  }

  /** Calls a webhook as Twilio would, with whatever parameters. */
  post(url: string, params: Params): Promise<Posted> {
    return postWebhook(url, params, { authToken: this.authToken, proxy: this.proxy, signal: this.closing.signal });
  }

  /** Resolves when no webhook is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.server.close();
    this.server.closeAllConnections();
    await this.idle();
  }

  private settingsOf(number: string): NumberSettings {
    return { ...NUMBER_DEFAULTS, smsUrl: this.webhookUrl ?? '', ...this.configured.get(number) };
  }

  private reply(from: string, to: string, body: string): void {
    const at = this.clock.now();
    const dates = { createdAt: at, sentAt: at };
    const sid = newSid('SM');
    this.texts.add({ sid, direction: 'outbound-reply', from, to, body, status: 'sent', numMedia: 0, ...dates });
  }

  /** One after the other, as long as the emulator runs; the resource never goes back from a final status. */
  private async tellReceipts(message: TwilioMessage): Promise<void> {
    for (const { status, errorCode } of this.receipts(message)) {
      const isFinal = /^(delivered|undelivered|failed)$/.test(this.texts.get(message.sid)?.status ?? '');
      const failed = errorCode === undefined ? {} : { errorCode };
      if (!isFinal) this.texts.change(message.sid, { status, sentAt: this.clock.now(), ...failed });
      if (message.statusCallback === undefined || this.closing.signal.aborted) continue;
      await this.post(message.statusCallback, {
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
        ApiVersion: '2010-04-01',
        AccountSid: this.accountSid,
        From: message.from,
        MessageSid: message.sid,
        MessageStatus: status,
        SmsSid: message.sid,
        SmsStatus: status,
        To: message.to,
      });
    }
  }

  private track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
    return tracked;
  }
}

function inboundParams(text: {
  messageSid: string;
  accountSid: string;
  from: string;
  to: string;
  body: string;
}): Record<string, string> {
  const { messageSid, accountSid, from, to, body } = text;
  return {
    ToCountry: 'US',
    ToState: 'NY',
    SmsMessageSid: messageSid,
    NumMedia: '0',
    ToCity: 'ALBANY',
    FromZip: '12203',
    SmsSid: messageSid,
    FromState: 'NY',
    SmsStatus: 'received',
    FromCity: 'ALBANY',
    Body: body,
    FromCountry: 'US',
    To: to,
    ToZip: '12203',
    NumSegments: String(segmentCount(body)),
    MessageSid: messageSid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
  };
}
