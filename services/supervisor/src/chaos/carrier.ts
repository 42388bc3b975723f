import { randomBytes } from 'node:crypto';
import { conversationIdFor } from '@slotguard/channel-kit';
import { pause } from '@slotguard/event-log';
import { TwilioEmulator } from '@slotguard/twilio-emulator';

export const NUMBER = '+15185550134';
const PUBLIC_URL = 'https://texts.chaos.example';
/** Doubling: a gateway that has just come back is not to be run over. */
const AGAIN_MS = [400, 5_000] as const;
/** No limit of the system's: a machine that is far too busy shall not spoil a run. */
const TAKEN_WITHIN_MS = 180_000;

/** A webhook that was answered with 2xx: from then on the text is the system's to answer. */
export interface Accepted {
  readonly conversation: string;
  readonly utterance: string;
}

/** Twilio, outside of everything that is killed: signs webhooks, checks who sends, and tries what is not taken at the other gateway. */
export class Carrier {
  readonly accepted: Accepted[] = [];
  /** All that anybody has texted: what was not answered with 2xx may be in the log or not. */
  readonly said = new Set<string>();
  /** Webhooks without an answer yet. */
  open = 0;
  /** That were not answered with 2xx, and came again. */
  refused = 0;
  private gateways: readonly string[] = [];
  private turn = 0;

  static async start(): Promise<Carrier> {
    const carrier: { current?: Carrier } = {};
    const twilio = await TwilioEmulator.start({
      numbers: [NUMBER],
      authToken: randomBytes(16).toString('hex'),
      webhookUrl: `${PUBLIC_URL}/webhooks/twilio/sms`,
      proxy: { publicBaseUrl: PUBLIC_URL, localBaseUrl: () => carrier.current?.nextGateway() ?? '' },
    });
    return (carrier.current = new Carrier(twilio));
  }

  private readonly key = randomBytes(32).toString('base64url');

  private readonly texts = new Map<string, string[]>();

  private constructor(readonly twilio: TwilioEmulator) {
    twilio.on('message', ({ direction, to, body }) => {
      if (direction === 'outbound-api') this.texts.set(to, [...this.received(to), body]);
    });
  }

  get settings(): Record<string, string> {
    const { accountSid, authToken = '', apiBaseUrl } = this.twilio;
    return {
      PUBLIC_BASE_URL: PUBLIC_URL,
      CONVERSATION_ID_KEY: this.key,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: apiBaseUrl,
      TWILIO_FROM: NUMBER,
    };
  }

  /** What a phone has got so far. */
  received(phone: string): readonly string[] {
    return this.texts.get(phone) ?? [];
  }

  /** Where webhooks go, in turns. */
  connect(gateways: readonly string[]): void {
    this.gateways = gateways;
  }

  conversationOf(phone: string): string {
    return conversationIdFor({ key: this.key, channel: 'sms', thread: [phone, NUMBER] });
  }

  /** A text, again and again with the same MessageSid until it is taken. Throws when it is refused for good. */
  async say(phone: string, words: string, messageSid: string): Promise<Accepted> {
    const [firstMs, mostMs] = AGAIN_MS;
    this.said.add(`utt-${messageSid}`);
    const deadline = performance.now() + TAKEN_WITHIN_MS;
    for (let againMs: number = firstMs; ; againMs = Math.min(againMs * 2, mostMs)) {
      this.open++;
      const { status } = await this.twilio.text(phone, NUMBER, words, { messageSid }).finally(() => this.open--);
      if (status >= 200 && status < 300) {
        const accepted = { conversation: this.conversationOf(phone), utterance: `utt-${messageSid}` };
        this.accepted.push(accepted);
        return accepted;
      }
      this.refused++;
      if (status >= 400 && status < 500) throw new Error(`the webhook answered ${status}`);
      if (performance.now() > deadline) throw new Error(`nobody took the text for ${TAKEN_WITHIN_MS} ms (${status})`);
      await pause(againMs);
    }
  }

  private nextGateway(): string {
    return this.gateways[this.turn++ % this.gateways.length] ?? '';
  }
}
