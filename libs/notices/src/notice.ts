import type { EventNamed, Recorded } from '@slotguard/conversation';

/** What the business is told: that somebody waits, and where. Nothing of what was said, by whom, or from which number. */
export interface Notice {
  /** The same at every try: whoever gets it twice knows by this. */
  readonly id: string;
  readonly type: 'person_requested';
  readonly business: string;
  /** For `slotguard timeline`, `takeover`, `reply` and `release`. */
  readonly conversation: string;
  readonly channel: string;
  /** When the customer asked; ISO 8601 with offset. */
  readonly at: string;
}

export function noticeOf(requested: Recorded<EventNamed<'PersonRequested'>>): Notice {
  const { id, business, conversation, channel, time } = requested;
  return { id: `${conversation}.${id}`, type: 'person_requested', business, conversation, channel, at: time };
}

/** Where the business is told. Holds secrets: never log it. */
export interface NoticeRoutes {
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** The mail server, and the address that is written to, and from. */
  readonly mail?: { readonly smtpUrl: string; readonly address: string };
}
