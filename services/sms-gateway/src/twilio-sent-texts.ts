import type { Settings } from '@slotguard/service-kit';
import type twilio from 'twilio';
import { CourierUnavailable } from './courier-unavailable.js';
import type { SentText, SentTexts } from './sent-texts.js';
import { twilioAccess, twilioClient } from './twilio-client.js';
import { faultOf } from './twilio-fault.js';
import { WEBHOOKS } from './webhook-forms.js';

const NUMBERS_MAX = 1_000;
/** As many as Twilio gives on a page. */
const PAGE_MAX = 1_000;

/** Twilio's list of messages. */
export class TwilioSentTexts implements SentTexts {
  constructor(
    private readonly client: twilio.Twilio,
    private readonly webhook: string,
    private readonly from: string | undefined,
  ) {}

  /** By the settings; undefined when they name no account. */
  static of(
    { twilio: account, publicBaseUrl }: Pick<Settings, 'twilio' | 'publicBaseUrl'>,
    { sendTimeoutMs }: { readonly sendTimeoutMs: number },
  ): TwilioSentTexts | undefined {
    const access = twilioAccess(account);
    if (!access) return undefined;
    return new TwilioSentTexts(twilioClient(access, sendTimeoutMs), `${publicBaseUrl}${WEBHOOKS}/sms`, account.from);
  }

  /** Those that texts are sent from, and those whose webhook is ours. */
  async numbers(): Promise<readonly string[]> {
    const { from, webhook } = this;
    return asked(async () => {
      const isService = from?.startsWith('MG') === true;
      const [all, ofService] = await Promise.all([
        this.client.incomingPhoneNumbers.list({ limit: NUMBERS_MAX }),
        isService ? this.client.messaging.v1.services(from).phoneNumbers.list({ limit: NUMBERS_MAX }) : [],
      ]);
      const hooked = all.filter(({ smsUrl }) => smsUrl?.split('#')[0] === webhook);
      const own = from === undefined || isService ? [] : [from];
      return [...new Set([...own, ...[...hooked, ...ofService].map(({ phoneNumber }) => phoneNumber)])];
    });
  }

  async to(
    number: string,
    { since, max }: { readonly since?: Date; readonly max: number },
  ): Promise<readonly SentText[]> {
    const filter = { to: number, ...(since === undefined ? {} : { dateSentAfter: since }) };
    const listed = await asked(() =>
      this.client.messages.list({ ...filter, limit: max, pageSize: Math.min(max, PAGE_MAX) }),
    );
    return listed
      .filter(({ direction }) => direction === 'inbound')
      .map(({ sid, from, to, body, dateSent, dateCreated }) => ({
        ...{ messageSid: sid, from, to, body },
        sentAt: dateSent ?? dateCreated,
      }));
  }
}

/** What the SDK throws may hold numbers and text: only its code goes on. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new CourierUnavailable(faultOf(error).code);
  }
}
