import type { ConversationEvent, Decision as DecisionEvent, EventNamed, Recorded } from '@slotguard/conversation';
import { decisionId } from '@slotguard/conversation';
import type { Conversation, Customer, Decision, Delivery, Message } from './entities.js';

type MessageFacts = Omit<Message, 'business' | 'conversation' | 'id'>;
type DecisionFacts = Omit<Decision, 'business' | 'conversation' | 'id'>;

/** A row that an event makes, or that it adds to; what makes no sense (a receipt for nothing) adds to nothing. */
export type RowChange<Facts> =
  | { readonly id: string; readonly make: Facts; readonly add?: undefined }
  | { readonly id: string; readonly make?: undefined; readonly add: Partial<Facts> };

/** What one event changes in the rows of its conversation. */
export interface Changes {
  readonly conversation?: Partial<Pick<Conversation, 'ended' | 'appointment'>>;
  /** Counts unless the customer has said something later already. */
  readonly consent?: EventNamed<'CustomerOptedOut' | 'CustomerOptedIn'>;
  /** An appointment that there is no more. */
  readonly cancelled?: string;
  readonly customer?: Pick<Customer, 'verifiedBy'> & { readonly name?: string; readonly address?: string };
  readonly message?: RowChange<MessageFacts>;
  readonly decision?: RowChange<DecisionFacts>;
}

/** Pure; nothing for what belongs to no conversation. */
export function project(event: Recorded<ConversationEvent>): Changes | undefined {
  switch (event.type) {
    case 'UserUtterance':
      return { conversation: { ended: false }, message: message(event, 'in', event.personal.text) };
    case 'AssistantReplied':
    case 'OperatorReplied':
      return { message: message(event, 'out', event.personal.text) };
    case 'MessageSent':
      return { message: { id: event.data.message, add: { delivery: event.data.status } } };
    case 'MessageFailed':
      return { message: { id: event.data.message, add: { delivery: 'failed', failureCode: event.data.code } } };
    case 'SlotSelected': {
      const { slot, evidence } = event.data;
      return { message: { id: evidence.utterance, add: { verdict: 'selected', words: event.personal.words, slot } } };
    }
    case 'NoSlotSelected':
      return { message: { id: event.data.utterance, add: { verdict: event.data.why } } };
    case 'BookingApproved': {
      const { request, args, adjustments, evidence = null, wouldReject = null } = event.data;
      return {
        decision: decision(event, { request, approved: true, reason: null, args, adjustments, evidence, wouldReject }),
      };
    }
    case 'BookingRejected': {
      const nothing = { args: null, adjustments: null, evidence: null, wouldReject: null };
      const { request, reason } = event.data;
      return { decision: decision(event, { request, approved: false, reason, ...nothing }) };
    }
    case 'AppointmentBooked':
      return {
        conversation: { appointment: event.data.appointment },
        decision: { id: decisionId(event.data.request), add: { outcome: 'booked' } },
      };
    case 'CancellationApproved':
    case 'RescheduleApproved': {
      const { request, wouldReject = null } = event.data;
      const what =
        event.type === 'CancellationApproved'
          ? { args: event.data.slot, adjustments: null, evidence: null }
          : { args: event.data.args, adjustments: event.data.adjustments, evidence: event.data.evidence ?? null };
      return { decision: decision(event, { request, approved: true, reason: null, ...what, wouldReject }) };
    }
    case 'CancellationRejected':
    case 'RescheduleRejected': {
      const nothing = { args: null, adjustments: null, evidence: null, wouldReject: null };
      const { request, reason } = event.data;
      return { decision: decision(event, { request, approved: false, reason, ...nothing }) };
    }
    case 'AppointmentCancelled':
      return {
        cancelled: event.data.appointment,
        decision: { id: decisionId(event.data.request), add: { outcome: 'cancelled' } },
      };
    case 'AppointmentRescheduled':
      return { decision: { id: decisionId(event.data.request), add: { outcome: 'rescheduled' } } };
    case 'ChangeDeclined':
    case 'AppointmentDeclined':
      return { decision: { id: decisionId(event.data.request), add: { outcome: event.data.reason } } };
    case 'CustomerIdentified':
      return { customer: { verifiedBy: event.data.verifiedBy, ...event.personal } };
    case 'CustomerOptedOut':
    case 'CustomerOptedIn':
      return { consent: event };
    case 'ConversationEnded':
      return { conversation: { ended: true } };
    case 'ConversationStarted':
    case 'AvailabilityChecked':
    case 'OffersPresented':
    case 'BookingRequested':
    case 'CancellationRequested':
    case 'RescheduleRequested':
    case 'AssistantStepped':
    case 'TurnEnded':
    case 'PersonRequested':
    case 'BusinessNotified':
    case 'ConversationTakenOver':
    case 'ConversationReleased':
    case 'CancellationOrdered':
    case 'HoldPlaced':
    case 'HoldRefused':
    case 'HoldReleased':
    case 'ReminderDue':
      return {};
    case 'PolicyChanged':
      return undefined;
    default:
      return event satisfies never;
  }
}

function message(
  { id, time, position }: Recorded<ConversationEvent>,
  direction: Message['direction'],
  text: string,
): RowChange<MessageFacts> {
  const delivery = direction === 'out' ? 'queued' : null;
  const open = { delivery, failureCode: null, verdict: null, words: null, slot: null } as const;
  return { id, make: { direction, text, at: new Date(time), position, ...open } };
}

function decision(
  { id, time, position, data: { mode, policy } }: Recorded<DecisionEvent>,
  facts: Omit<DecisionFacts, 'mode' | 'policy' | 'at' | 'position' | 'outcome'>,
): RowChange<DecisionFacts> {
  return { id, make: { ...facts, mode, policy, at: new Date(time), position, outcome: null } };
}

/** Receipts come twice and out of order: a later stage is never taken back. */
const STAGES: readonly Delivery[] = ['queued', 'sent', 'failed', 'delivered'];

export function laterDelivery(a: Delivery | null, b: Delivery | null): Delivery | null {
  const stage = (delivery: Delivery | null): number => (delivery === null ? -1 : STAGES.indexOf(delivery));
  return stage(a) >= stage(b) ? a : b;
}
