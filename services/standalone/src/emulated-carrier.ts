import { randomBytes } from 'node:crypto';
import type { Clock } from '@slotguard/business-time';
import { carrierWord } from '@slotguard/channel-kit';
import type { Business } from '@slotguard/contracts';
import type { Settings } from '@slotguard/service-kit';
import { TwilioEmulator, type CarrierWord } from '@slotguard/twilio-emulator';
import type { Carrier } from './phone/carrier.js';

export interface EmulatedCarrier extends Carrier {
  /** What the gateway has to be told so that it takes this for Twilio. */
  readonly settings: Pick<Settings, 'twilio'>;
  close(): Promise<void>;
}

const NUMBER = '+15555550100';

/** In place of a Twilio account: texts go round in this process, by the same webhooks and the same API. `url` is where the gateway listens. */
export async function startEmulatedCarrier(
  { twilio, environment, publicBaseUrl }: Pick<Settings, 'twilio' | 'environment' | 'publicBaseUrl'>,
  { url, business, clock }: { readonly url: string; readonly business: Business; readonly clock: Clock },
): Promise<EmulatedCarrier> {
  const number = twilio.from?.startsWith('+') ? twilio.from : numberOf(business);
  // In production nothing unsigned is taken, not even from here.
  const authToken =
    twilio.authToken ?? (environment === 'production' ? randomBytes(24).toString('base64url') : undefined);
  const token = authToken === undefined ? {} : { authToken };
  const webhookUrl = `${publicBaseUrl}/webhooks/twilio/sms`;
  const proxy = { publicBaseUrl, localBaseUrl: url };
  const emulator = await TwilioEmulator.start({ numbers: [number], webhookUrl, proxy, clock, ...token });
  const { accountSid, apiBaseUrl } = emulator;
  return {
    number,
    settings: { twilio: { ...token, accountSid, apiBaseUrl, from: number } },
    async deliver({ from, body }) {
      // As with Advanced Opt-Out: what the carrier answers by itself it says so, and nobody answers it twice.
      const word = carrierWord(body)?.toUpperCase() as CarrierWord | undefined;
      const { messageSid, status } = await emulator.text(from, number, body, word ? { optOutType: word } : {});
      return { messageSid, taken: status >= 200 && status < 300 };
    },
    ownReplies: (to) =>
      emulator
        .messages()
        .filter((message) => message.to === to && message.direction === 'outbound-reply')
        .map(({ sid, body, createdAt }) => ({
          sid,
          direction: 'out',
          text: body,
          at: createdAt.toISOString(),
          status: 'delivered',
        })),
    close: () => emulator.close(),
  };
}

/** The business's own number, where it is an American one; it is never really dialled. */
function numberOf({ phone = '' }: Business): string {
  const digits = phone.replace(/\D/g, '').replace(/^1/, '');
  return digits.length === 10 ? `+1${digits}` : NUMBER;
}
