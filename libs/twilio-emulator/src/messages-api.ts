import type { OptOuts } from './opt-outs.js';
import { ApiError } from './errors.js';
import { newSid, toResource, type TwilioMessage } from './message.js';
import type { Messages } from './messages.js';

const BODY_MAX = 1_600;
const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 1_000;
const E164 = /^\+[1-9]\d{4,14}$/;

export interface Account {
  readonly accountSid: string;
  /** What the account may send from, with its messaging services. */
  readonly numbers: readonly string[];
  readonly messages: Messages;
  readonly optOuts: OptOuts;
  readonly now: () => Date;
}

/** POST …/Messages.json: the new message, or what Twilio says against it. */
export function createMessage(account: Account, form: URLSearchParams): TwilioMessage {
  const to = form.get('To') ?? '';
  const body = form.get('Body') ?? '';
  const service = form.get('MessagingServiceSid');
  const from = form.get('From') ?? (service === null ? '' : (account.numbers[0] ?? ''));
  const callback = form.get('StatusCallback');
  if (to === '') throw new ApiError(400, 21604, "A 'To' phone number is required.");
  if (from === '') throw new ApiError(400, 21603, "A 'From' phone number is required.");
  if (body === '') throw new ApiError(400, 21602, 'Message body is required.');
  if (body.length > BODY_MAX)
    throw new ApiError(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  if (!E164.test(to)) throw new ApiError(400, 21211, "The 'To' number is not a valid phone number.");
  if (!account.numbers.includes(from))
    throw new ApiError(400, 21659, "The 'From' number is not a Twilio phone number or short code of this account.");
  if (callback !== null && !(URL.canParse(callback) && /^https?:/.test(callback)))
    throw new ApiError(400, 21609, "The 'StatusCallback' URL is not a valid URL.");
  if (account.optOuts.has(to, from)) throw new ApiError(400, 21610, 'Attempt to send to unsubscribed recipient');
  return {
    sid: newSid('SM'),
    direction: 'outbound-api',
    from,
    to,
    body,
    status: 'queued',
    numMedia: 0,
    createdAt: account.now(),
    ...(service === null ? {} : { messagingServiceSid: service }),
    ...(callback === null ? {} : { statusCallback: callback }),
  };
}

/** GET …/Messages.json: the newest first, by pages that name the next. */
export function listMessages(account: Account, query: URLSearchParams): Record<string, unknown> {
  const pageSize = Math.min(Math.max(Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const page = Math.max(Number(query.get('Page') ?? 0) || 0, 0);
  const wanted = account.messages.all().filter(filterOf(query)).reverse();
  const start = page * pageSize;
  const messages = wanted.slice(start, start + pageSize);
  const uri = (number: number): string => {
    const of = new URLSearchParams([...query].filter(([name]) => name !== 'Page' && name !== 'PageToken'));
    of.set('PageSize', String(pageSize));
    of.set('Page', String(number));
    return `/2010-04-01/Accounts/${account.accountSid}/Messages.json?${of}`;
  };
  return {
    end: start + Math.max(messages.length - 1, 0),
    first_page_uri: uri(0),
    messages: messages.map((message) => toResource(message, account.accountSid)),
    next_page_uri: start + pageSize < wanted.length ? uri(page + 1) : null,
    page,
    page_size: pageSize,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    start,
    uri: uri(page),
  };
}

export function fetchMessage(account: Account, sid: string): TwilioMessage {
  const message = account.messages.get(sid);
  if (!message) throw new ApiError(404, 20404, 'The requested resource was not found');
  return message;
}

/** `DateSent`, `DateSent<` and `DateSent>` are a day or an instant; the last two include what they name. A queued text has no date yet. */
function filterOf(query: URLSearchParams): (message: TwilioMessage) => boolean {
  const dates = (['DateSent', 'DateSent<', 'DateSent>'] as const).flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, spanOf(value)] as const];
  });
  return ({ to, from, sentAt }) => {
    if (query.has('To') && query.get('To') !== to) return false;
    if (query.has('From') && query.get('From') !== from) return false;
    const at = sentAt?.getTime();
    return dates.every(([name, [first, last]]) => {
      if (at === undefined) return false;
      return (name === 'DateSent<' || at >= first) && (name === 'DateSent>' || at <= last);
    });
  };
}

/** A day from its first to its last millisecond, or an instant as a second. */
function spanOf(value: string): readonly [number, number] {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const first = Date.parse(value);
  if (Number.isNaN(first)) throw new ApiError(400, 20001, 'DateSent is not a date');
  return [first, first + (isDay ? 86_400_000 : 1_000) - 1];
}
