import { createHash } from 'node:crypto';
import { ApiError } from './errors.js';

/** What an account has set on one of its numbers, as the console's "Messaging configuration" shows it. */
export interface NumberSettings {
  /** "A message comes in"; empty: nowhere. A fragment like `#rc=2&rp=all` holds the connection overrides. */
  readonly smsUrl: string;
  readonly smsMethod: 'GET' | 'POST';
  /** "Primary handler fails". */
  readonly smsFallbackUrl: string;
  /** A TwiML app (`AP…`) that takes the place of the URLs. */
  readonly smsApplicationSid: string;
  readonly isSmsCapable: boolean;
}

/** What is set on a messaging service (`MG…`). */
export interface ServiceSettings {
  /** Each number's own webhook is asked; otherwise `inboundRequestUrl`, for all of the service's numbers. */
  readonly useInboundWebhookOnNumber: boolean;
  readonly inboundRequestUrl: string | null;
  readonly inboundMethod: 'GET' | 'POST';
  readonly fallbackUrl: string | null;
}

export interface ApiNumber extends NumberSettings {
  readonly number: string;
}

export const NUMBER_DEFAULTS: Omit<NumberSettings, 'smsUrl'> = {
  smsMethod: 'POST',
  smsFallbackUrl: '',
  smsApplicationSid: '',
  isSmsCapable: true,
};
export const SERVICE_DEFAULTS: ServiceSettings = {
  useInboundWebhookOnNumber: true,
  inboundRequestUrl: null,
  inboundMethod: 'POST',
  fallbackUrl: null,
};

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 1_000;

/** GET …/IncomingPhoneNumbers.json, by pages; `PhoneNumber` asks for one. */
export function listNumbers(
  accountSid: string,
  numbers: readonly ApiNumber[],
  query: URLSearchParams,
): Record<string, unknown> {
  const wanted = numbers.filter(({ number }) => !query.has('PhoneNumber') || query.get('PhoneNumber') === number);
  const pageSize = Math.min(Math.max(Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const page = Math.max(Number(query.get('Page') ?? 0) || 0, 0);
  const start = page * pageSize;
  const uri = (of: number): string =>
    `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?${new URLSearchParams({
      ...(query.has('PhoneNumber') ? { PhoneNumber: query.get('PhoneNumber') ?? '' } : {}),
      PageSize: String(pageSize),
      Page: String(of),
    })}`;
  const listed = wanted.slice(start, start + pageSize);
  return {
    end: start + Math.max(listed.length - 1, 0),
    first_page_uri: uri(0),
    incoming_phone_numbers: listed.map((number) => numberResource(accountSid, number)),
    next_page_uri: start + pageSize < wanted.length ? uri(page + 1) : null,
    page,
    page_size: pageSize,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    start,
    uri: uri(page),
  };
}

function numberResource(accountSid: string, number: ApiNumber): Record<string, unknown> {
  const sid = sidOf('PN', number.number);
  const date = 'Thu, 30 Jul 2026 16:09:50 +0000';
  return {
    account_sid: accountSid,
    address_requirements: 'none',
    api_version: '2010-04-01',
    beta: false,
    capabilities: { fax: false, mms: number.isSmsCapable, sms: number.isSmsCapable, voice: true },
    date_created: date,
    date_updated: date,
    friendly_name: number.number,
    origin: 'twilio',
    phone_number: number.number,
    sid,
    sms_application_sid: number.smsApplicationSid,
    sms_fallback_method: 'POST',
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: '',
    status_callback_method: 'POST',
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
    voice_url: '',
  };
}

/** GET messaging.twilio.com/v1/Services/MG… */
export function fetchService(accountSid: string, sid: string, settings: ServiceSettings | undefined): object {
  if (!settings) throw new ApiError(404, 20404, 'The requested resource was not found');
  return {
    sid,
    account_sid: accountSid,
    friendly_name: 'Messaging service',
    inbound_request_url: settings.inboundRequestUrl,
    inbound_method: settings.inboundMethod,
    fallback_url: settings.fallbackUrl,
    fallback_method: 'POST',
    status_callback: null,
    use_inbound_webhook_on_number: settings.useInboundWebhookOnNumber,
    url: `https://messaging.twilio.com/v1/Services/${sid}`,
  };
}

/** GET messaging.twilio.com/v1/Services/MG…/PhoneNumbers, all on one page: a service of the emulator has all of its numbers. */
export function listServiceNumbers(accountSid: string, sid: string, numbers: readonly ApiNumber[]): object {
  const url = `https://messaging.twilio.com/v1/Services/${sid}/PhoneNumbers`;
  return {
    meta: {
      page: 0,
      page_size: PAGE_SIZE,
      first_page_url: `${url}?PageSize=${PAGE_SIZE}&Page=0`,
      previous_page_url: null,
      next_page_url: null,
      key: 'phone_numbers',
      url,
    },
    phone_numbers: numbers.map(({ number }) => ({
      sid: sidOf('PN', number),
      account_sid: accountSid,
      service_sid: sid,
      phone_number: number,
      country_code: 'US',
      capabilities: ['SMS', 'MMS'],
    })),
  };
}

function sidOf(prefix: string, of: string): string {
  return `${prefix}${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;
}
