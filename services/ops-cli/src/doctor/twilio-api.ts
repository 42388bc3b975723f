import type { TwilioSettings } from '@slotguard/service-kit/records';
import { askHttp } from './ask-http.js';

/** What is set on a number, as https://api.twilio.com/2010-04-01/…/IncomingPhoneNumbers.json has it. */
export interface TwilioNumber {
  readonly phone_number: string;
  readonly sms_url: string | null;
  readonly sms_method: string | null;
  readonly sms_fallback_url: string | null;
  readonly sms_application_sid: string | null;
  readonly capabilities?: { readonly sms?: boolean };
}

/** What is set on a messaging service, as https://messaging.twilio.com/v1/Services/MG… has it. */
export interface TwilioService {
  readonly inbound_request_url: string | null;
  readonly inbound_method: string | null;
  readonly fallback_url: string | null;
  readonly use_inbound_webhook_on_number: boolean;
}

/** Why Twilio did not tell: its own code and status, or the connection's code. */
export class TwilioSilent extends Error {
  override readonly name = 'TwilioSilent';
  constructor(
    readonly status: number | undefined,
    readonly code: string,
  ) {
    super(`Twilio does not tell (${code})`);
  }
}

const NUMBERS_MAX = 1_000;

/** Reads an account, changes nothing. Throws `TwilioSilent`. */
export class TwilioApi {
  /** How much later our clock was than Twilio's, by the last answer; its own is told in whole seconds. */
  aheadMs: number | undefined;

  constructor(
    private readonly accountSid: string,
    private readonly account: Pick<TwilioSettings, 'authToken' | 'apiBaseUrl'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** All of the account's numbers, or the one that is named. */
  async numbers(number?: string): Promise<readonly TwilioNumber[]> {
    const query = new URLSearchParams({ PageSize: '1000', ...(number === undefined ? {} : { PhoneNumber: number }) });
    const numbers: TwilioNumber[] = [];
    let path: string | null = `/2010-04-01/Accounts/${this.accountSid}/IncomingPhoneNumbers.json?${query}`;
    while (path !== null && numbers.length < NUMBERS_MAX) {
      const page = (await this.get('api', path)) as Page;
      numbers.push(...page.incoming_phone_numbers);
      path = page.next_page_uri;
    }
    return numbers;
  }

  async service(sid: string): Promise<TwilioService> {
    return (await this.get('messaging', `/v1/Services/${sid}`)) as TwilioService;
  }

  async numbersOfService(sid: string): Promise<readonly string[]> {
    const page = (await this.get('messaging', `/v1/Services/${sid}/PhoneNumbers?PageSize=1000`)) as ServicePage;
    return page.phone_numbers.map(({ phone_number: number }) => number);
  }

  private async get(host: 'api' | 'messaging', path: string): Promise<unknown> {
    const { authToken = 'none', apiBaseUrl = `https://${host}.twilio.com` } = this.account;
    const authorization = `Basic ${Buffer.from(`${this.accountSid}:${authToken}`).toString('base64')}`;
    const asked = this.now();
    const answer = await askHttp(`${apiBaseUrl}${path}`, { headers: { authorization } });
    if (!answer.ok) throw new TwilioSilent(undefined, answer.code);
    if (answer.date) this.aheadMs = (asked + this.now()) / 2 - (answer.date.getTime() + 500);
    if (answer.status !== 200) throw new TwilioSilent(answer.status, codeIn(answer.body) ?? `http ${answer.status}`);
    return answer.body;
  }
}

interface Page {
  readonly incoming_phone_numbers: readonly TwilioNumber[];
  readonly next_page_uri: string | null;
}
interface ServicePage {
  readonly phone_numbers: readonly { readonly phone_number: string }[];
}

function codeIn(body: unknown): string | undefined {
  const code = (body as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? String(code) : undefined;
}
