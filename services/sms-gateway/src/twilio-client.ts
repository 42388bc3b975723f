import type { Settings } from '@slotguard/service-kit';
import twilio from 'twilio';
import { RebasedClient } from './rebased-client.js';

/** An emulator may know no accounts, the SDK insists on one. */
const EMULATED_SID = `AC${'0'.repeat(32)}`;

export interface TwilioAccess {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiBaseUrl?: string;
}

/** By the settings; undefined when they name no account. */
export function twilioAccess({ accountSid, authToken, apiBaseUrl }: Settings['twilio']): TwilioAccess | undefined {
  const sid = accountSid ?? (apiBaseUrl === undefined ? undefined : EMULATED_SID);
  if (sid === undefined) return undefined;
  // An emulator may ask for no token, the SDK insists on one.
  return { accountSid: sid, authToken: authToken ?? 'none', ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }) };
}

/** Tries nothing again by itself: whoever calls it knows what may be repeated. */
export function twilioClient({ accountSid, authToken, apiBaseUrl }: TwilioAccess, timeout: number): twilio.Twilio {
  const options = { timeout, autoRetry: false };
  const httpClient =
    apiBaseUrl === undefined ? new twilio.RequestClient(options) : new RebasedClient(apiBaseUrl, options);
  return new twilio.Twilio(accountSid, authToken, { httpClient });
}
