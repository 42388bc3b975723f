import { randomBytes } from 'node:crypto';
import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Settings } from '@slotguard/service-kit';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import type { Carrier } from './phone/carrier.js';

export interface EmulatedCarrier extends Carrier {
  /** What the gateway has to be told so that it takes this for Twilio. */
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'twilio'>;
  close(): Promise<void>;
}

const NUMBER = '+15555550100';

/** In place of a Twilio account: texts go round in this process, by the same webhooks and the same API. `url` is where the gateway listens. */
export async function startEmulatedCarrier(
  { twilio, environment }: Pick<Settings, 'twilio' | 'environment'>,
  { url, business, clock }: { readonly url: string; readonly business: Business; readonly clock: Clock },
): Promise<EmulatedCarrier> {
  const number = twilio.from?.startsWith('+') ? twilio.from : numberOf(business);
  // In production nothing unsigned is taken, not even from here.
  const authToken =
    twilio.authToken ?? (environment === 'production' ? randomBytes(24).toString('base64url') : undefined);
  const token = authToken === undefined ? {} : { authToken };
  const webhookUrl = `${url}/webhooks/twilio/sms`;
  const emulator = await TwilioEmulator.start({ numbers: [number], webhookUrl, clock, ...token });
  const { accountSid, apiBaseUrl } = emulator;
  return {
    number,
    settings: { publicBaseUrl: url, twilio: { ...token, accountSid, apiBaseUrl, from: number } },
    async deliver({ from, body }) {
      const { messageSid, status } = await emulator.text(from, number, body);
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
