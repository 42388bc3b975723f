import type { Instant } from '@slotguard/business-time';
import type { Attendance } from './attendance.js';
import type { Consent } from './consent.js';
import type { ApprovedArgs, Asks, NoSelection, SelectionEvidence } from './events.js';
import type { Slot } from './slot.js';

export interface NumberedSlot {
  readonly number: number;
  readonly slot: Slot;
}

/** The last successful check: only its slots are offered. */
export interface Check {
  readonly id: string;
  readonly at: Instant;
  readonly slots: readonly Slot[];
}

/** A list that reached the customer. */
export interface Presentation {
  readonly id: string;
  readonly message?: string;
  readonly at: Instant;
  readonly offers: readonly NumberedSlot[];
  /** The carrier says that it never arrived: its numbers choose nothing. */
  readonly failed?: true;
}

/** A message to the customer. Until it is sent nobody can have answered it. */
export interface Said {
  readonly message: string;
  readonly asks: Asks;
  /** The words of a person, and not the assistant's. */
  readonly byPerson?: true;
  /** When it was recorded, which is before it was sent. */
  readonly at: Instant;
  /** The list in it, if any. */
  readonly offers: readonly NumberedSlot[];
  readonly sentAt?: Instant;
}

export interface Selection {
  readonly slot: Slot;
  readonly at: Instant;
  /** The place of its utterance among the conversation's utterances: later ones overtake. */
  readonly utteranceIndex: number;
  readonly evidence: SelectionEvidence;
}

export interface Appointment {
  readonly id: string;
  readonly request: string;
  readonly slot: Slot;
  /** The utterance with which the customer said to come, in answer to a reminder. */
  readonly confirmedBy?: string;
}

/** What the customer has asked to be done about an appointment, in words of their own, and what nothing has come of yet. */
export interface ChangeWish {
  readonly kind: 'cancel' | 'reschedule';
  /** One, or those of which one is meant. */
  readonly appointments: readonly string[];
  readonly at: Instant;
  readonly utterance: string;
  readonly utteranceIndex: number;
}

/** What is decided of a request; `pending` until the calendar says how an approval ended. */
export interface DecidedRequest {
  readonly approved: boolean;
  readonly outcome: 'pending' | 'booked' | 'cancelled' | 'rescheduled' | 'declined' | 'rejected';
  readonly args?: ApprovedArgs;
  /** Of a change only. */
  readonly change?: 'cancel' | 'reschedule';
  /** What an approved change was asked with: when the calendar declines, it is to be fulfilled still. */
  readonly wish?: ChangeWish;
}

/** All that the guard knows of a conversation. Plain data, made by `evolve` alone. */
export interface ConversationState extends Consent {
  /** Conversation time: the greatest event time so far. */
  readonly time: Instant;
  readonly check?: Check;
  /** The oldest first. */
  readonly presentations: readonly Presentation[];
  readonly said: readonly Said[];
  readonly selection?: Selection;
  /** Why there is no selection any more, if an utterance took it away. */
  readonly cleared?: Extract<NoSelection, 'ambiguous' | 'not_offered' | 'hesitating' | 'declined'>;
  /** Utterance ids in the order of the log; their places decide what is newer. */
  readonly utterances: Readonly<Record<string, number>>;
  readonly lastUtteranceBegan: Instant;
  readonly requests: Readonly<Record<string, DecidedRequest>>;
  /** The live ones. */
  readonly appointments: readonly Appointment[];
  readonly cancelled: readonly Appointment[];
  readonly wish?: ChangeWish;
  readonly ended: boolean;
  /** A person answers instead of the assistant. */
  readonly attended?: Attendance;
}

export const initialState: ConversationState = {
  time: 0,
  presentations: [],
  said: [],
  utterances: {},
  lastUtteranceBegan: 0,
  requests: {},
  appointments: [],
  cancelled: [],
  optedOut: false,
  ended: false,
};

/** Ids come from outside: `constructor` and `__proto__` are ids like any other. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
