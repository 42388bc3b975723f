import { randomUUID } from 'node:crypto';

export type MessageStatus = 'received' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** A text as Twilio's records hold it. */
export interface TwilioMessage {
  readonly sid: string;
  /** `inbound` from a phone, `outbound-api` from the REST API, `outbound-reply` the carrier's own answer to STOP, START and HELP. */
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  readonly errorCode?: number;
  readonly numMedia: number;
  readonly messagingServiceSid?: string;
  readonly statusCallback?: string;
  readonly createdAt: Date;
  /** Absent while it is queued. */
  readonly sentAt?: Date;
}

export function newSid(prefix: 'SM' | 'MM'): string {
  return `${prefix}${randomUUID().replaceAll('-', '')}`;
}

const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]~|€]*$/;
const ESCAPED = /[\^{}\\[\]~|€]/g;

export function segmentCount(body: string): number {
  const isGsm7 = GSM7.test(body);
  const length = isGsm7 ? body.length + (body.match(ESCAPED)?.length ?? 0) : body.length;
  const [alone, joined] = isGsm7 ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / joined);
}

/** The Message resource as the REST API writes it: snake case, RFC 2822 dates. */
export function toResource(message: TwilioMessage, accountSid: string): Record<string, unknown> {
  const { sid, direction, from, to, body, status, errorCode, numMedia, messagingServiceSid, createdAt, sentAt } =
    message;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body,
    date_created: rfc2822(createdAt),
    date_sent: sentAt === undefined ? null : rfc2822(sentAt),
    date_updated: rfc2822(sentAt ?? createdAt),
    direction,
    error_code: errorCode ?? null,
    error_message: null,
    from,
    messaging_service_sid: messagingServiceSid ?? null,
    num_media: String(numMedia),
    num_segments: String(segmentCount(body)),
    price: null,
    price_unit: 'USD',
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}

function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
