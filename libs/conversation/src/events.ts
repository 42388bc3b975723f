import type { Basis, Span, Wanted } from '@slotguard/choice';
import type { Policy } from './policy.js';
import type { Reason } from './reasons.js';
import type { Slot } from './slot.js';

export type Channel = 'sms' | 'email' | 'voice';
export type Writer = Channel | 'guard' | 'calendar' | 'ops';

/**
 * What every event carries. `data` holds facts, `personal` holds text, names, addresses and numbers: no fold reads `personal`,
 * so that it can be encrypted, redacted or erased without changing a decision.
 */
export interface EventOf<Type extends string, Data, Personal = Record<never, never>> {
  /** Follows from the cause (`utt-<message id>`, `dec-<request>`): the id is the lock. Letters, digits, `_` and `-`. */
  readonly id: string;
  readonly type: Type;
  readonly version: number;
  /** When it happened, ISO 8601 with offset, in the business's zone. */
  readonly time: string;
  readonly business: string;
  readonly conversation: string;
  readonly channel: Channel;
  readonly writer: Writer;
  /** The utterance or operator's act that all this goes back to. */
  readonly correlation: string;
  /** The event that directly caused this one. */
  readonly causation?: string;
  readonly data: Data;
  readonly personal: Personal;
}

/** An event as the log keeps it. */
export type Recorded<E> = E & {
  /** Its place in the whole log; grows, with gaps. */
  readonly position: number;
  /** When the log recorded it, ISO 8601 in UTC, by the log's clock. */
  readonly recordedAt: string;
};

/** What a message to the customer asks for. */
export type Asks =
  | { readonly kind: 'slot' }
  | { readonly kind: 'confirm'; readonly slot: Slot }
  /** Whether this appointment shall be cancelled. */
  | { readonly kind: 'cancel'; readonly appointment: string }
  /** Whether the customer comes to this appointment: a reminder. */
  | { readonly kind: 'attend'; readonly appointment: string }
  | { readonly kind: 'other' };

// These names are the storage format: never rename one, add a version and an upcaster (libs/contracts).

export type ConversationStarted = EventOf<
  'ConversationStarted',
  { readonly thread: 'number_pair' | 'mail_thread' | 'call' | 'embedded' },
  { readonly customer?: string; readonly business?: string }
>;
export type CustomerIdentified = EventOf<
  'CustomerIdentified',
  { readonly verifiedBy: 'channel_address' | 'said' | 'operator' },
  { readonly name?: string; readonly address?: string }
>;
export type ConversationEnded = EventOf<
  'ConversationEnded',
  { readonly how: 'customer' | 'assistant' | 'idle' | 'operator' | 'hung_up' }
>;

export type UserUtterance = EventOf<
  'UserUtterance',
  {
    readonly source: 'message' | 'voice_transcript' | 'dtmf';
    /** When the customer began to speak or sent it; ISO 8601 with offset. */
    readonly beganAt: string;
    /** The outgoing message that it answers, where the channel tells (mail: In-Reply-To): an `out-…` id. */
    readonly answers?: string;
    /** 0 to 1, speech only. */
    readonly confidence?: number;
    /** A carrier's word (STOP, START, HELP): handled before any assistant, never an answer. */
    readonly keyword?: 'stop' | 'start' | 'help';
    /** The carrier has answered its word itself: nothing more is said. */
    readonly carrierAnswered?: true;
  },
  { readonly text: string }
>;

export type AvailabilityChecked = EventOf<
  'AvailabilityChecked',
  {
    readonly success: boolean;
    readonly asked: AvailabilityQuery;
    readonly slots: readonly Slot[];
    /** Why there is none, or why these are the nearest instead of what was asked. */
    readonly note?: AvailabilityNote;
  }
>;

/** What the calendar is asked: a wish (openings nearest to a wished time come first) for a service. */
export interface AvailabilityQuery extends Wanted {
  readonly service: string;
  readonly resource?: string;
  /** Only slots that start after this instant (ISO 8601): "something later". */
  readonly after?: string;
  readonly before?: string;
}
export type AvailabilityNote =
  | 'closed'
  | 'too_far_ahead'
  | 'time_passed'
  | 'fully_booked'
  | 'time_not_free'
  | 'unknown_service'
  | 'unknown_resource'
  | 'unavailable';

export type OffersPresented = EventOf<
  'OffersPresented',
  {
    /** In the order shown; `number` is what stood beside it. */
    readonly offers: readonly { readonly number: number; readonly slot: Slot }[];
    /** When it reached the customer, ISO 8601 with offset. */
    readonly reachedAt: string;
    /** The `out-…` event that carried it. */
    readonly message?: string;
    readonly evidence: { readonly kind: 'sent' | 'delivered' | 'played' | 'shown'; readonly providerId?: string };
  }
>;

/** What an assistant asks to book, as it wrote it: nothing in here is trusted. */
export interface BookingArgs {
  readonly slotId?: string;
  readonly start?: string;
  readonly service?: string;
  readonly resource?: string;
}
export type BookingRequested = EventOf<
  'BookingRequested',
  BookingArgs & {
    /** The utterance that the requesting turn answers (`utt-…`); a newer choice makes the request `superseded`. */
    readonly turn?: string;
    /** The calendar books no later than this; ISO 8601 with offset. */
    readonly validUntil: string;
  },
  { readonly customer?: { readonly name?: string; readonly phone?: string; readonly email?: string } }
>;

/** What an assistant asks to cancel, as it wrote it. */
export type CancellationRequested = EventOf<
  'CancellationRequested',
  {
    /** Open where the assistant leaves it to the customer's words. */
    readonly appointment?: string;
    readonly turn?: string;
    /** The calendar cancels no later than this; ISO 8601 with offset. */
    readonly validUntil: string;
  }
>;
/** What an assistant asks to move, and where to, as it wrote it. */
export type RescheduleRequested = EventOf<
  'RescheduleRequested',
  BookingArgs & { readonly appointment?: string; readonly turn?: string; readonly validUntil: string }
>;

export type ToolName =
  'check_availability' | 'book_appointment' | 'booking_status' | 'cancel_appointment' | 'reschedule_appointment';
export interface ToolCall {
  readonly tool: ToolName;
  /** As the assistant wrote them. */
  readonly args: Readonly<Record<string, unknown>>;
}
export interface ModelUsage {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}
/** Why a model's answer is missing. `paused`: it failed so often just now that it was not even asked. */
export type ModelFault =
  | 'busy'
  | 'failing'
  | 'unreachable'
  | 'timed_out'
  | 'not_accepted'
  | 'refused'
  | 'no_answer'
  | 'over_budget'
  | 'paused';
export type AssistantStepped = EventOf<
  'AssistantStepped',
  {
    readonly turn: string;
    readonly step: number;
    readonly assistant: string;
    readonly asks: 'slot' | 'confirm' | 'other';
    readonly final: boolean;
    /** What a model was asked for this answer: the tokens that the provider counted, else an estimate. */
    readonly usage?: ModelUsage;
    /** Why another assistant answered in the model's place. */
    readonly fallback?: ModelFault;
  },
  /** Calls and words as the assistant gave them, with their placeholders. */
  { readonly calls: readonly ToolCall[]; readonly say?: string; readonly customerName?: string }
>;

export type GateBreach =
  'unknown_words' | 'unproved_claim' | 'unknown_time' | 'wrong_numbering' | 'unknown_placeholder';
export type AssistantReplied = EventOf<
  'AssistantReplied',
  {
    readonly turn: string;
    readonly asks: Asks;
    /** A confirmation tells an outcome and is repeated when in doubt; chatter is dropped. */
    readonly purpose: 'chatter' | 'confirmation';
    /** The numbered options in the text, if any. */
    readonly offers: readonly { readonly number: number; readonly slot: Slot }[];
    /** What the gate found in the assistant's own words; the text below is then rendered instead. */
    readonly breaches: readonly GateBreach[];
  },
  { readonly text: string; /** What the gate held back. */ readonly withheld?: string }
>;
export type TurnEnded = EventOf<
  'TurnEnded',
  {
    readonly turn: string;
    readonly how: 'answered' | 'superseded' | 'silent' | 'failed';
    readonly answers: readonly string[];
  }
>;

export type MessageSent = EventOf<
  'MessageSent',
  { readonly message: string; readonly providerId: string; readonly status: 'sent' | 'delivered' }
>;
export type MessageFailed = EventOf<
  'MessageFailed',
  { readonly message: string; readonly providerId?: string; readonly code: string }
>;
/** The time of these two is when the customer said so, which of a text that came late is earlier than when it was taken in: the later one counts. */
export type CustomerOptedOut = EventOf<'CustomerOptedOut', { readonly utterance?: string }>;
export type CustomerOptedIn = EventOf<'CustomerOptedIn', { readonly utterance?: string }>;

/** How a number, ordinal or yes was understood: the check and the presentation that it was read against. */
export interface SelectionEvidence {
  readonly check: string;
  readonly presentation?: string;
  readonly utterance: string;
}
/** What an utterance asks to be done about appointments of this conversation: one is meant, or one of several. */
export interface ChangeAsked {
  /** `keep` takes an earlier wish back; `attend` answers a reminder: the customer comes. */
  readonly kind: 'cancel' | 'reschedule' | 'keep' | 'attend';
  readonly appointments: readonly string[];
  /** The words that ask. */
  readonly span: Span;
}
export type SlotSelected = EventOf<
  'SlotSelected',
  {
    readonly slot: Slot;
    readonly basis: Basis;
    readonly span: Span;
    readonly evidence: SelectionEvidence;
    /** Here only ever `keep`: who asks for a change chooses with other words. */
    readonly change?: ChangeAsked;
  },
  /** The words that chose. */
  { readonly words: string }
>;
/** Why an utterance chose nothing. The first three leave an earlier selection standing, the others clear it. */
export type NoSelection = 'none' | 'question' | 'unasked' | 'ambiguous' | 'not_offered' | 'hesitating' | 'declined';
export type NoSlotSelected = EventOf<
  'NoSlotSelected',
  {
    readonly why: NoSelection;
    readonly candidates?: readonly Slot[];
    readonly utterance: string;
    readonly change?: ChangeAsked;
  }
>;

export interface Adjustment {
  readonly from: string | null;
  readonly to: string;
  readonly why: 'missing' | 'same_instant' | 'no_offset' | 'seconds' | 'mislabelled_offset' | 'name';
}
export type Adjustments = Readonly<Partial<Record<'slotId' | 'start' | 'service' | 'resource', Adjustment>>>;

/** What is booked: in `enforce` the offered slot itself; in `shadow` what was asked for, which may lack an end or a resource. */
export interface ApprovedArgs {
  readonly slotId?: string;
  readonly start: string;
  readonly end?: string;
  readonly service: string;
  readonly resource?: string;
}
export type BookingApproved = EventOf<
  'BookingApproved',
  {
    readonly request: string;
    readonly args: ApprovedArgs;
    readonly adjustments: Adjustments;
    /** Always there in mode `enforce`. */
    readonly evidence?: SelectionEvidence;
    readonly mode: 'enforce' | 'shadow';
    readonly policy: string;
    readonly validUntil: string;
    /** Mode `shadow`: what enforcing would have said; null when it would have approved too. */
    readonly wouldReject?: Reason | null;
  }
>;
export type BookingRejected = EventOf<
  'BookingRejected',
  {
    readonly request: string;
    readonly reason: Reason;
    readonly mode: 'enforce' | 'shadow';
    readonly policy: string;
    /** What would help the assistant: the slot chosen, the offers still open, the appointment there is. */
    readonly help: { readonly selected?: Slot; readonly offers?: readonly Slot[]; readonly appointment?: string };
  }
>;

/** The utterance that asked for a change. */
export interface ChangeEvidence {
  readonly utterance: string;
}
interface ChangeApproval {
  readonly request: string;
  readonly appointment: string;
  readonly mode: 'enforce' | 'shadow';
  readonly policy: string;
  readonly validUntil: string;
  /** Mode `shadow`: what enforcing would have said; null when it would have approved too. */
  readonly wouldReject?: Reason | null;
}
interface ChangeRejection {
  readonly request: string;
  readonly reason: Reason;
  readonly mode: 'enforce' | 'shadow';
  readonly policy: string;
}
/** What would help the assistant: the appointments that may be meant, by id; an empty list when there are none. */
interface ChangeHelp {
  readonly appointments: readonly string[];
}
export type CancellationApproved = EventOf<
  'CancellationApproved',
  ChangeApproval & {
    /** What is cancelled. */
    readonly slot: Slot;
    /** Always there in mode `enforce`. */
    readonly evidence?: ChangeEvidence;
  }
>;
export type CancellationRejected = EventOf<'CancellationRejected', ChangeRejection & { readonly help: ChangeHelp }>;
export type RescheduleApproved = EventOf<
  'RescheduleApproved',
  ChangeApproval & {
    /** Where the appointment is now. */
    readonly from: Slot;
    readonly args: ApprovedArgs;
    readonly adjustments: Adjustments;
    /** `asked` wanted another time, `utterance` chose this one. Always there in mode `enforce`. */
    readonly evidence?: SelectionEvidence & { readonly asked: string };
  }
>;
export type RescheduleRejected = EventOf<
  'RescheduleRejected',
  ChangeRejection & {
    readonly help: ChangeHelp & { readonly selected?: Slot; readonly offers?: readonly Slot[] };
  }
>;

export type AppointmentBooked = EventOf<
  'AppointmentBooked',
  { readonly request: string; readonly appointment: string; readonly slot: Slot }
>;
export type DeclineReason = 'slot_taken' | 'too_late' | 'in_the_past' | 'not_bookable' | 'too_many' | 'no_appointment';
export type AppointmentDeclined = EventOf<
  'AppointmentDeclined',
  { readonly request: string; readonly reason: DeclineReason; readonly slot: ApprovedArgs }
>;

export type AppointmentCancelled = EventOf<
  'AppointmentCancelled',
  { readonly request: string; readonly appointment: string; readonly slot: Slot }
>;
/** The appointment stays the same one, at another place. */
export type AppointmentRescheduled = EventOf<
  'AppointmentRescheduled',
  { readonly request: string; readonly appointment: string; readonly from: Slot; readonly slot: Slot }
>;
/** Nothing has changed: the appointment is where it was. */
export type ChangeDeclined = EventOf<
  'ChangeDeclined',
  {
    readonly request: string;
    readonly appointment: string;
    readonly kind: 'cancel' | 'reschedule';
    readonly reason: DeclineReason;
    /** Where it was to go, of a reschedule. */
    readonly slot?: ApprovedArgs;
  }
>;

/** Why the calendar does not keep a chosen slot. */
export type HoldRefusal =
  | 'slot_taken'
  | 'in_the_past'
  | 'too_late'
  | 'not_bookable'
  | 'no_longer_chosen'
  /** The day has taken as many holds as it may, of this customer or of all. */
  | 'too_many_holds';
/** Why a hold ended. */
export type ReleaseReason = 'replaced' | 'cleared' | 'expired' | 'opted_out' | 'ended' | 'booked' | 'not_booked';
/** A chosen slot is kept for this conversation, until when (ISO 8601 with offset, by the calendar's clock). No decision looks at it. */
export type HoldPlaced = EventOf<
  'HoldPlaced',
  { readonly hold: string; readonly verdict: string; readonly slot: Slot; readonly until: string }
>;
export type HoldRefused = EventOf<
  'HoldRefused',
  { readonly verdict: string; readonly slot: Slot; readonly reason: HoldRefusal }
>;
export type HoldReleased = EventOf<'HoldReleased', { readonly hold: string; readonly why: ReleaseReason }>;

/** The customer shall be reminded now of an appointment that is ahead: where it is, and after which instant nothing is said any more. */
export type ReminderDue = EventOf<
  'ReminderDue',
  { readonly appointment: string; readonly slot: Slot; readonly validUntil: string }
>;

export type PolicyChanged = EventOf<
  'PolicyChanged',
  { readonly policy: Policy; readonly actor: string; readonly reason: string }
>;

/** The customer wants a person: the assistant is silent from here until a release. */
export type PersonRequested = EventOf<'PersonRequested', { readonly utterance: string }>;
/** Somebody of the business was told of it, so that one comes. */
export type BusinessNotified = EventOf<'BusinessNotified', { readonly about: string; readonly by: 'webhook' | 'mail' }>;
export type ConversationTakenOver = EventOf<
  'ConversationTakenOver',
  { readonly actor: string },
  { readonly reason: string }
>;
/** A person's words to the customer, recorded before they are sent. */
export type OperatorReplied = EventOf<'OperatorReplied', { readonly actor: string }, { readonly text: string }>;
/** The assistant answers again, from the next words on. */
export type ConversationReleased = EventOf<
  'ConversationReleased',
  { readonly actor: string },
  { readonly reason: string }
>;

/** An operator cancels an appointment: what is cancelled, as the operator saw it. The calendar owes it an outcome, as it does to an approval. */
export type CancellationOrdered = EventOf<
  'CancellationOrdered',
  { readonly appointment: string; readonly slot: Slot; readonly actor: string },
  { readonly reason: string }
>;

export type GatewayEvent =
  | ConversationStarted
  | CustomerIdentified
  | ConversationEnded
  | UserUtterance
  | AvailabilityChecked
  | OffersPresented
  | BookingRequested
  | CancellationRequested
  | RescheduleRequested
  | AssistantStepped
  | AssistantReplied
  | TurnEnded
  | MessageSent
  | MessageFailed
  | CustomerOptedOut
  | CustomerOptedIn
  | PersonRequested
  | BusinessNotified;
export type Verdict = SlotSelected | NoSlotSelected;
export type ChangeRequest = CancellationRequested | RescheduleRequested;
export type ChangeApproved = CancellationApproved | RescheduleApproved;
export type ChangeDecision = ChangeApproved | CancellationRejected | RescheduleRejected;
export type Decision = BookingApproved | BookingRejected | ChangeDecision;
export type GuardEvent = Verdict | Decision;
export type Approval = BookingApproved | ChangeApproved;
/** What the calendar owes an outcome. */
export type Instruction = Approval | CancellationOrdered;
export type Outcome =
  AppointmentBooked | AppointmentDeclined | AppointmentCancelled | AppointmentRescheduled | ChangeDeclined;
export type HoldEvent = HoldPlaced | HoldRefused | HoldReleased;
export type OperatorEvent =
  PolicyChanged | ConversationTakenOver | OperatorReplied | ConversationReleased | CancellationOrdered;
export type ConversationEvent = GatewayEvent | GuardEvent | Outcome | HoldEvent | ReminderDue | OperatorEvent;
export type EventType = ConversationEvent['type'];
export type EventNamed<T extends EventType> = Extract<ConversationEvent, { type: T }>;
/** A conversation's events in log order. */
export type Story = readonly Recorded<ConversationEvent>[];

/** The newest version of each type: what is written, and all that the domain knows. */
export const EVENT_VERSIONS: Readonly<Record<EventType, number>> = {
  ConversationStarted: 1,
  CustomerIdentified: 1,
  ConversationEnded: 1,
  UserUtterance: 1,
  AvailabilityChecked: 1,
  OffersPresented: 1,
  BookingRequested: 1,
  CancellationRequested: 1,
  RescheduleRequested: 1,
  AssistantStepped: 1,
  AssistantReplied: 1,
  TurnEnded: 1,
  MessageSent: 1,
  MessageFailed: 1,
  CustomerOptedOut: 1,
  CustomerOptedIn: 1,
  SlotSelected: 1,
  NoSlotSelected: 1,
  BookingApproved: 1,
  BookingRejected: 1,
  CancellationApproved: 1,
  CancellationRejected: 1,
  RescheduleApproved: 1,
  RescheduleRejected: 1,
  AppointmentBooked: 1,
  AppointmentDeclined: 1,
  AppointmentCancelled: 1,
  AppointmentRescheduled: 1,
  ChangeDeclined: 1,
  HoldPlaced: 1,
  HoldRefused: 1,
  HoldReleased: 1,
  ReminderDue: 1,
  PolicyChanged: 1,
  PersonRequested: 1,
  BusinessNotified: 1,
  ConversationTakenOver: 1,
  OperatorReplied: 1,
  ConversationReleased: 1,
  CancellationOrdered: 1,
};
