import type { AvailabilityAnswer, Business } from '@slotguard/contracts';
import type {
  AppointmentDeclined,
  Asks,
  AvailabilityQuery,
  Channel,
  ConversationState,
  Reason,
  Slot,
  Story,
  ToolCall,
} from '@slotguard/conversation';

/** What came of a tool call. An assistant acts on it; it can't make it say anything else. */
export type ToolResult =
  | { readonly tool: 'check_availability'; readonly asked: AvailabilityQuery; readonly answer: AvailabilityAnswer }
  | { readonly tool: 'book_appointment'; readonly result: BookingResult }
  | { readonly tool: 'booking_status'; readonly appointments: readonly Slot[] }
  /** The arguments were not of the tool's form: paths, never values. */
  | { readonly tool: string; readonly error: 'malformed_arguments'; readonly paths: readonly string[] };

export type BookingResult =
  | { readonly kind: 'booked'; readonly slot: Slot }
  | {
      readonly kind: 'rejected';
      readonly reason: Reason | 'request_conflict';
      readonly help: { readonly selected?: Slot; readonly offers?: readonly Slot[] };
    }
  | { readonly kind: 'declined'; readonly reason: AppointmentDeclined['data']['reason'] };

/** One call with its result, in the order of the turn. */
export interface Acted {
  readonly step: number;
  readonly call: ToolCall;
  readonly result: ToolResult;
}

/** All that an assistant may know when it is asked for its next step. Pure data: the same view, the same step. */
export interface TurnView {
  readonly business: Business;
  readonly channel: Channel;
  /** ISO 8601 in the business's zone: when the turn's last utterance was said. */
  readonly now: string;
  /** The conversation so far in log order, with the verdicts; texts stand in `personal`. */
  readonly story: Story;
  readonly state: ConversationState;
  /** Ids of the utterances that this turn answers, the oldest first. */
  readonly answers: readonly string[];
  /** This turn's calls so far. */
  readonly acted: readonly Acted[];
  /** The step that is asked for, from 0. */
  readonly step: number;
}

export interface AssistantStep {
  /** Run in order before the next step. */
  readonly calls: readonly ToolCall[];
  /**
   * What to say, if anything. Placeholders are filled by code from state: `{{offers}}` the numbered list of what was last found,
   * `{{appointment}}` the appointment booked last, `{{question}}` the clarifying question between the candidates.
   */
  readonly say?: string;
  /** What the text asks for; `confirm` means a yes to the one slot that is offered. */
  readonly asks: Asks['kind'];
  /** The turn ends with this step. */
  readonly final: boolean;
  /** The customer's name, when they just said it. */
  readonly customerName?: string;
}

/** A model or rules. Nothing that it answers can create an offer, a choice, a decision or an appointment. */
export interface Assistant {
  /** Recorded with each step. */
  readonly name: string;
  next(view: TurnView): Promise<AssistantStep>;
}
