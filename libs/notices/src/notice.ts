import type { EventNamed, Recorded } from '@slotguard/conversation';

/** What the business is told: that somebody waits, and where. Nothing of what was said, by whom, or from which number. */
export interface Notice {
  /** The same at every try: whoever gets it twice knows by this. */
  readonly id: string;
  /** A person is asked for; or the customer has written while one attends, and nobody else answers. */
  readonly type: 'person_requested' | 'customer_wrote';
  readonly business: string;
  /** For `slotguard timeline`, `takeover`, `reply` and `release`. */
  readonly conversation: string;
  readonly channel: string;
  /** When the customer asked or wrote; ISO 8601 with offset. */
  readonly at: string;
}

/** What the business is told of. */
export type NoticeCause = Recorded<EventNamed<'PersonRequested'>> | Recorded<EventNamed<'UserUtterance'>>;

export function noticeOf(cause: NoticeCause): Notice {
  const { id, business, conversation, channel, time } = cause;
  const type = cause.type === 'PersonRequested' ? 'person_requested' : 'customer_wrote';
  return { id: `${conversation}.${id}`, type, business, conversation, channel, at: time };
}

/** Where the business is told. Holds secrets: never log it. */
export interface NoticeRoutes {
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** The mail server, and the address that is written to, and from. */
  readonly mail?: { readonly smtpUrl: string; readonly address: string };
}
