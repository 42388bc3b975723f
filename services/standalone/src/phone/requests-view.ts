import { sameInstant } from '@slotguard/business-time';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type {
  Approval,
  BookingRequested,
  ChangeRequest,
  ConversationState,
  Decision,
  Outcome,
  Recorded,
  Slot,
  Story,
} from '@slotguard/conversation';
import { decisionId, isApprovalType, isDecision, isOutcome, isRequest, outcomeId } from '@slotguard/conversation';
import type { Detail, PhoneRequest } from '../phone-api.js';
import {
  approvalDetails,
  cancellationDetails,
  changeRejectionDetails,
  moveDetails,
  rejectionDetails,
} from './decision-details.js';
import { isTrick } from './describe-event.js';
import { clause, type Words } from './words.js';

type Request = Recorded<BookingRequested | ChangeRequest>;

/** Where it is told: the conversation, the guard's fold of it, and the business's words. */
interface Scene {
  readonly story: Story;
  readonly state: ConversationState;
  readonly words: Words;
}

/** What was asked to be booked, cancelled or moved, and what became of each; the newest first. */
export function requestsOf(scene: Scene): PhoneRequest[] {
  return scene.story
    .filter((event): event is Request => isRequest(event))
    .map((request) => requestOf(request, scene))
    .reverse();
}

function requestOf(request: Request, scene: Scene): PhoneRequest {
  const { story, words } = scene;
  const decision = story.find(({ id }) => id === decisionId(request.id));
  const base = { id: request.id, byTrick: isTrick(request.id) };
  if (!decision || !isDecision(decision)) {
    const because = 'the guard has not answered yet';
    return { ...base, asked: askedIn(request, scene), decision: 'pending', because, details: [] };
  }
  if (!isApproved(decision)) {
    const { reason } = decision.data;
    const because = clause(reasonDocs[reason].means);
    const details = detailsOf(decision, story, words);
    return { ...base, asked: askedIn(request, scene), decision: 'rejected', reason, because, details };
  }
  const found = story.find(({ id }) => id === outcomeId(request.id));
  const outcome = found && isOutcome(found) ? found : undefined;
  return {
    ...base,
    asked: approvedIn(decision, words),
    decision: 'approved',
    outcome: outcome ? OUTCOMES[outcome.type] : 'pending',
    because: whatBecame(outcome, scene) ?? whyApproved(decision),
    details: detailsOf(decision, story, words),
  };
}

const OUTCOMES = {
  AppointmentBooked: 'booked',
  AppointmentCancelled: 'cancelled',
  AppointmentRescheduled: 'moved',
  AppointmentDeclined: 'declined',
  ChangeDeclined: 'declined',
} as const;

const isApproved = (decision: Decision): decision is Approval => isApprovalType(decision.type);

/** As the assistant wrote it. Which appointment it means stands in the log by its id alone. */
function askedIn(request: Request, { state, words }: Scene): string {
  if (request.type === 'BookingRequested') return `Book ${words.slot(request.data)}`;
  const named = request.data.appointment;
  const meant = [...state.appointments, ...state.cancelled].find(({ id }) => id === named)?.slot;
  const appointment = meant ? words.slot(meant) : 'an appointment';
  if (request.type === 'CancellationRequested') return `Cancel ${appointment}`;
  return `Move ${appointment}, to ${words.slot(request.data)}`;
}

function approvedIn(approval: Approval, words: Words): string {
  if (approval.type === 'BookingApproved') return `Book ${words.slot(approval.data.args)}`;
  if (approval.type === 'CancellationApproved') return `Cancel ${words.slot(approval.data.slot)}`;
  const { from, args } = approval.data;
  return `Move ${words.slot({ service: from.service, start: from.start })}, to ${words.slot(elsewhere(from, args))}`;
}

/** Only what is another than before, beside the time. */
function elsewhere(
  from: Slot,
  { start, service, resource }: { readonly start: string; readonly service: string; readonly resource?: string },
): Partial<Record<'start' | 'service' | 'resource', string>> {
  return {
    start,
    ...(service === from.service ? {} : { service }),
    ...(resource === undefined || resource === from.resource ? {} : { resource }),
  };
}

/** Why the calendar did not do it; or what happened since to the appointment that it made or moved. */
function whatBecame(outcome: Outcome | undefined, { state, words }: Scene): string | undefined {
  if (outcome?.type === 'AppointmentDeclined' || outcome?.type === 'ChangeDeclined')
    return `approved, but the calendar declines: ${clause(declineDocs[outcome.data.reason].means)}`;
  if (outcome?.type !== 'AppointmentBooked' && outcome?.type !== 'AppointmentRescheduled') return undefined;
  const { appointment, slot } = outcome.data;
  if (state.cancelled.some(({ id }) => id === appointment)) return 'cancelled since';
  const now = state.appointments.find(({ id }) => id === appointment);
  if (!now || sameInstant(now.slot.start, slot.start)) return undefined;
  return `moved since, to ${words.slot(now.slot)}`;
}

function whyApproved(approval: Approval): string {
  const { wouldReject } = approval.data;
  if (wouldReject) return `let through in shadow; enforcing says: ${clause(reasonDocs[wouldReject].means)}`;
  const inOwnWords = 'asked for in the customer’s own words';
  if (approval.type === 'CancellationApproved') return inOwnWords;
  const isPutRight = Object.keys(approval.data.adjustments).length > 0;
  const chosen = isPutRight
    ? 'offered and chosen; what was written wrongly was put right'
    : 'offered, chosen, and still free';
  return approval.type === 'BookingApproved' ? chosen : `${inOwnWords}, ${chosen}`;
}

function detailsOf(decision: Decision, story: Story, words: Words): Detail[] {
  switch (decision.type) {
    case 'BookingApproved':
      return approvalDetails(decision, story, words);
    case 'BookingRejected':
      return rejectionDetails(decision, words);
    case 'CancellationApproved':
      return cancellationDetails(decision, story);
    case 'RescheduleApproved':
      return moveDetails(decision, story, words);
    case 'CancellationRejected':
    case 'RescheduleRejected':
      return changeRejectionDetails(decision);
    default:
      return decision satisfies never;
  }
}
