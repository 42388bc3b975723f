/**
 * What the demo phone and its server say to each other. Types only: the page loads none of the server's code.
 *
 * | call | answer |
 * | --- | --- |
 * | `POST /phone/api/messages` `SendText` | 202 `{ messageSid }`: the carrier has handed it to the gateway |
 * | `POST /phone/api/tricks` `TryTrick` | 202 `{ event }`: the id of what a dishonest assistant put into the log |
 * | `GET /phone/api/stream?from=%2B1555…` | Server-Sent Events, `StreamEvents` by name; everything from the start on each connect |
 *
 * Faults are `{ error, message }` with a message for the person in front of the page.
 */
export interface SendText {
  readonly from: string;
  readonly text: string;
}
export interface TryTrick {
  readonly from: string;
  readonly trick: Trick;
}
/** What a dishonest assistant can try. */
export type Trick =
  'book_unoffered' | 'book_unchosen' | 'wrong_offset' | 'double_booking' | 'other_provider' | 'claim_booking';

export interface PhoneFault {
  readonly error: string;
  readonly message: string;
}

export interface StreamEvents {
  /** Comes first and means: forget what you show. */
  readonly hello: PhoneHello;
  /** One text; comes again with the same `sid` when its status changes. */
  readonly message: PhoneMessage;
  readonly event: PhoneEvent;
  readonly state: PhoneState;
}
export type StreamEventName = keyof StreamEvents;

export interface PhoneHello {
  readonly business: string;
  /** Where a customer texts to, E.164. */
  readonly number: string;
  readonly timeZone: string;
  readonly starters: readonly string[];
}

export interface PhoneMessage {
  readonly sid: string;
  /** As the business sees it: `in` is the customer's text. */
  readonly direction: 'in' | 'out';
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  readonly status: 'sent' | 'delivered' | 'failed';
}

/** Whose doing an event is, for its colour. */
export type Actor = 'customer' | 'assistant' | 'trick' | 'guard' | 'calendar' | 'carrier' | 'operator';
export type Tone = 'good' | 'bad' | 'changed' | 'plain';

export interface PhoneEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly writer: string;
  readonly actor: Actor;
  readonly tone: Tone;
  /** Plumbing that a newcomer can skip. */
  readonly minor: boolean;
  readonly summary: string;
  /** What it rests on and what it says, in words. */
  readonly details: readonly Detail[];
  /** The event as it stands in the log. */
  readonly data: object;
}
export interface Detail {
  readonly label: string;
  readonly value: string;
}

export interface PhoneSlot {
  readonly when: string;
  readonly service: string;
  readonly resource: string;
}
export interface PhoneOffer extends PhoneSlot {
  /** As last shown; absent when it was never put to the customer. */
  readonly number?: number;
  readonly chosen: boolean;
}
/** Something that was asked to be booked, cancelled or moved. */
export interface PhoneRequest {
  readonly id: string;
  readonly byTrick: boolean;
  /** "Cancel Botox, Tue, Nov 25, 2:00 PM, with Ana Reyes". */
  readonly asked: string;
  readonly decision: 'pending' | 'approved' | 'rejected';
  /** Of an approval: what the calendar made of it. */
  readonly outcome?: 'booked' | 'cancelled' | 'moved' | 'declined' | 'pending';
  readonly reason?: string;
  /** Why, in words. */
  readonly because: string;
  readonly details: readonly Detail[];
}

/** What the guard knows of the conversation, by its own fold. */
export interface PhoneState {
  /** An answer is being worked out. */
  readonly turnRunning: boolean;
  /** What a customer might write next. */
  readonly suggestions: readonly string[];
  readonly offers: readonly PhoneOffer[];
  readonly choice?: PhoneSlot & { readonly words: string };
  /** The reason slug and its meaning, when a choice that there was is taken back. */
  readonly cleared?: { readonly why: string; readonly means: string };
  /** The newest first. */
  readonly requests: readonly PhoneRequest[];
  /** `confirmed`: the customer has said to come, in answer to a reminder. */
  readonly appointments: readonly (PhoneSlot & { readonly confirmed?: true })[];
  /** A person answers, or is to: the assistant is silent. */
  readonly attended?: true;
  readonly optedOut: boolean;
  readonly ended: boolean;
}
