import type { Business } from '@slotguard/contracts';
import type {
  Asks,
  AvailabilityNote,
  AvailabilityQuery,
  ChangeAsked,
  Channel,
  ConversationState,
  DeclineReason,
  EventNamed,
  HoldRefusal,
  ModelFault,
  ModelUsage,
  NoSelection,
  NumberedSlot,
  Reason,
  Slot,
  ToolCall,
} from '@slotguard/conversation';

/** What the guard said of an utterance. */
export type VerdictSeen =
  | { readonly kind: 'selected'; readonly slot: Slot }
  | { readonly kind: NoSelection; readonly candidates: readonly Slot[] };

/** One line of the conversation, as any assistant may know it. */
export type TranscriptLine =
  | {
      readonly kind: 'customer';
      readonly id: string;
      readonly text: string;
      /** ISO 8601 with offset: "tomorrow" is meant from here. */
      readonly beganAt: string;
      readonly keyword?: 'stop' | 'start' | 'help';
      readonly verdict?: VerdictSeen;
      /** What it asks to be done about appointments that there are. */
      readonly change?: ChangeAsked;
    }
  | {
      readonly kind: 'assistant';
      readonly id: string;
      readonly turn: string;
      readonly text: string;
      readonly asks: Asks;
      readonly purpose: 'chatter' | 'confirmation';
      readonly offers: readonly NumberedSlot[];
    }
  | {
      readonly kind: 'check';
      readonly id: string;
      readonly asked: AvailabilityQuery;
      readonly success: boolean;
      readonly slots: readonly Slot[];
      readonly note?: AvailabilityNote;
    }
  | { readonly kind: 'request'; readonly id: string; readonly turn?: string }
  | { readonly kind: 'booked'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'not_booked'; readonly reason: Reason | DeclineReason }
  /** The calendar could not keep what this utterance chose. */
  | { readonly kind: 'not_held'; readonly utterance: string; readonly slot: Slot; readonly reason: HoldRefusal }
  | { readonly kind: 'cancelled'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'rescheduled'; readonly appointment: string; readonly from: Slot; readonly slot: Slot }
  | { readonly kind: 'not_changed'; readonly reason: Reason | DeclineReason }
  | { readonly kind: 'named'; readonly name: string }
  /** What a person of the business has written meanwhile. */
  | { readonly kind: 'operator'; readonly id: string; readonly text: string }
  | { readonly kind: 'ended' };

/** What came of a call. Arguments that make no sense are an answer too, never an error thrown. */
export type ToolResult = { readonly call: ToolCall } & ToolOutcome;

export type ToolOutcome =
  | {
      readonly kind: 'availability';
      readonly asked: AvailabilityQuery;
      readonly success: boolean;
      readonly slots: readonly Slot[];
      readonly note?: AvailabilityNote;
    }
  | { readonly kind: 'booked'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'cancelled'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'rescheduled'; readonly appointment: string; readonly from: Slot; readonly slot: Slot }
  | {
      readonly kind: 'rejected';
      readonly reason: Reason;
      readonly help: EventNamed<'BookingRejected' | 'CancellationRejected' | 'RescheduleRejected'>['data']['help'];
    }
  | { readonly kind: 'declined'; readonly reason: DeclineReason }
  /** This place in the turn has requested something else already. */
  | { readonly kind: 'conflict'; readonly reason: 'request_conflict' }
  | {
      readonly kind: 'status';
      /** `appointment` is the id that `cancel_appointment` and `reschedule_appointment` take. */
      readonly appointments: readonly (Slot & { readonly appointment: string })[];
      readonly bookingInProgress: boolean;
    }
  | {
      readonly kind: 'invalid';
      readonly error: 'malformed_arguments' | 'unknown_service' | 'unknown_resource';
      /** Paths of arguments, or the names that there are: never what was written. */
      readonly details: readonly string[];
    };

/** All that an assistant may know when it is asked for its next step. Plain data: the same view, the same step. */
export interface TurnView {
  readonly business: Business;
  readonly channel: Channel;
  /** When the turn's last utterance was said; ISO 8601 in the business's zone. */
  readonly now: string;
  /** The utterances that this turn answers, the oldest first; the last one names the turn. */
  readonly answers: readonly string[];
  /** 1 at the first step of the turn. */
  readonly step: number;
  /** As the guard knows it, less what somebody else has got hold of. */
  readonly state: ConversationState;
  /** The conversation so far, in the order of the log. */
  readonly transcript: readonly TranscriptLine[];
  /** What the calls of this turn's earlier steps came to, in order. */
  readonly results: readonly ToolResult[];
  /** Names of those who gave this turn's earlier steps, in order. */
  readonly stepsBy: readonly string[];
  /** Tokens that models have been asked for in this conversation so far. */
  readonly tokens: number;
}

/**
 * One answer of an assistant. Its calls are made first, then its words are said, so that they may tell of what the calls did.
 *
 * | in `say` | becomes |
 * | --- | --- |
 * | `{{offers}}` | the open offers as a numbered list |
 * | `{{appointment}}` | the confirmation of what was just booked, moved or cancelled, else what is booked |
 * | `{{question}}` | which of the candidates was meant |
 * | `{{change}}` | whether the appointment shall be cancelled, or which of several is meant |
 */
export interface AssistantStep {
  readonly calls: readonly ToolCall[];
  readonly say?: string;
  /** What the words ask for: one of the offers, a yes to the only one, or something else. */
  readonly asks: Exclude<Asks['kind'], 'cancel' | 'attend'>;
  /** Nothing more in this turn. */
  readonly final: boolean;
  /** The customer's name, where the customer just said it. */
  readonly customerName?: string;
  /** Who answered, where the assistant let another one do it. */
  readonly by?: string;
  readonly usage?: ModelUsage;
  readonly fallback?: ModelFault;
}

/**
 * A model or rules. Asked once per step: what it answers is recorded before anything of it happens, and never asked for again.
 * Nothing that it answers can create an offer, a choice, a decision or an appointment.
 */
export interface Assistant {
  /** Recorded with each step. */
  readonly name: string;
  /** Its words are written by code alone. Of all others', what is booked is told with nearly all words (`mustTell`). */
  readonly isCode?: true;
  /** How long one answer may take, in milliseconds, where it takes any time. */
  readonly thinksMaxMs?: number;
  /** The signal aborts when the customer has said something since: what is answered then is not used any more. */
  next(view: TurnView, signal?: AbortSignal): Promise<AssistantStep>;
}
