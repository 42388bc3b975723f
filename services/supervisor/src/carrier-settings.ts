import { TwilioEmulator } from '@slotguard/twilio-emulator';
import type { Closings, Settings } from '@slotguard/service-kit';

const NUMBER = '+15555550100';

/** What the gateways are told of Twilio: the account of the settings, else an emulator of our own, on this machine only. */
export async function carrierSettings(
  { twilio, publicBaseUrl, host }: Settings,
  port: number,
  closings: Closings,
): Promise<Record<string, string>> {
  const hasAccount = twilio.accountSid !== undefined || twilio.apiBaseUrl !== undefined;
  if (hasAccount) return { PUBLIC_BASE_URL: publicBaseUrl };
  const number = twilio.from?.startsWith('+') ? twilio.from : NUMBER;
  const url = `http://${host}:${port}`;
  const emulator = await TwilioEmulator.start({ numbers: [number], webhookUrl: `${url}/webhooks/twilio/sms` });
  closings.add('carrier', () => emulator.close());
  return {
    PUBLIC_BASE_URL: url,
    TWILIO_ACCOUNT_SID: emulator.accountSid,
    TWILIO_API_BASE_URL: emulator.apiBaseUrl,
    TWILIO_FROM: number,
  };
}
