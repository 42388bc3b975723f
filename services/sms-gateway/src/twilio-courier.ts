import { pause } from '@slotguard/event-log';
import type { Courier, Delivery, Found, OutgoingText } from '@slotguard/receptionist';
import type { Settings } from '@slotguard/service-kit';
import type twilio from 'twilio';
import { CourierUnavailable } from './courier-unavailable.js';
import type { SmsLimits } from './limits.js';
import { twilioAccess, twilioClient, type TwilioAccess } from './twilio-client.js';
import { faultOf } from './twilio-fault.js';
import { WEBHOOKS } from './webhook-forms.js';

export interface TwilioCourierOptions extends TwilioAccess {
  /** A number or a messaging service (`MG…`); default: the number that the customer wrote to. */
  readonly from?: string;
  /** Where receipts are sent; none are asked for when it is left out. */
  readonly statusCallbackUrl?: string;
  readonly limits: CourierLimits;
}
type CourierLimits = Pick<SmsLimits, 'sendTimeoutMs' | 'settleMs'>;
type CourierSettings = Pick<Settings, 'twilio' | 'publicBaseUrl'>;

/** Of one pair of numbers, the newest first: far more than a conversation sends while a turn is being tried. */
const LISTED_MAX = 100;
/** Twilio's clock and the log's. */
const CLOCKS_APART_MS = 60_000;

/** Sends texts by Twilio's REST API. */
export class TwilioCourier implements Courier {
  private readonly client: twilio.Twilio;

  constructor(private readonly options: TwilioCourierOptions) {
    this.client = twilioClient(options, options.limits.sendTimeoutMs);
  }

  /** By the settings; throws when they name no account. */
  static of({ twilio: account, publicBaseUrl }: CourierSettings, limits: CourierLimits): TwilioCourier {
    const { from } = account;
    const access = twilioAccess(account);
    if (!access) throw new Error('TWILIO_ACCOUNT_SID is not set: there is nobody to send texts with');
    const isReachable = access.apiBaseUrl !== undefined || !isLoopback(publicBaseUrl);
    return new TwilioCourier({
      ...access,
      limits,
      ...(from === undefined ? {} : { from }),
      // Twilio refuses a text whose receipts it could never deliver.
      ...(isReachable ? { statusCallbackUrl: `${publicBaseUrl}${WEBHOOKS}/status` } : {}),
    });
  }

  async send(message: OutgoingText): Promise<Delivery> {
    const { to, text: body } = message;
    const callback = this.statusCallbackFor(message);
    const request = { to, body, ...this.senderFor(message), ...(callback ? { statusCallback: callback } : {}) };
    try {
      const { sid } = await this.client.messages.create(request);
      return { kind: 'sent', providerId: sid };
    } catch (error) {
      const fault = faultOf(error);
      if (fault.final) return { kind: 'refused', code: fault.code };
      throw new CourierUnavailable(fault.code);
    }
  }

  /** Looks for the same words on the same way, twice when they are not there at once. */
  async find(message: OutgoingText, known: readonly string[]): Promise<Found> {
    const found = await this.look(message, known);
    if (found.kind !== 'absent') return found;
    await pause(this.options.limits.settleMs);
    return this.look(message, known);
  }

  private async look({ to, from, text, recordedAt }: OutgoingText, known: readonly string[]): Promise<Found> {
    const since = Date.parse(recordedAt) - CLOCKS_APART_MS;
    const sender = this.senderFor({ from });
    const listed = await this.list('from' in sender ? { to, from: sender.from } : { to });
    // Not asked for by date: a text that is still queued has none.
    const [oldest] = listed
      .filter(({ sid, direction, body, dateCreated }) => {
        const isIt = direction === 'outbound-api' && body.trimEnd() === text.trimEnd() && !known.includes(sid);
        return isIt && dateCreated.getTime() >= since;
      })
      .reverse();
    if (oldest) return { kind: 'sent', providerId: oldest.sid };
    const last = listed.at(-1);
    const reachesBack = listed.length < LISTED_MAX || (last !== undefined && last.dateCreated.getTime() < since);
    return { kind: reachesBack ? 'absent' : 'unknown' };
  }

  private async list(filter: { readonly to: string; readonly from?: string }) {
    try {
      return await this.client.messages.list({ ...filter, limit: LISTED_MAX });
    } catch (error) {
      throw new CourierUnavailable(faultOf(error).code);
    }
  }

  private senderFor({ from }: Pick<OutgoingText, 'from'>): { from: string } | { messagingServiceSid: string } {
    const sender = this.options.from ?? from;
    return sender.startsWith('MG') ? { messagingServiceSid: sender } : { from: sender };
  }

  /** Names the text in the address, so that a receipt can be told even before the text's sending is recorded. */
  private statusCallbackFor({ conversation, id }: OutgoingText): string | undefined {
    const { statusCallbackUrl: url } = this.options;
    return url === undefined ? undefined : `${url}?${new URLSearchParams({ conversation, message: id })}`;
  }
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
