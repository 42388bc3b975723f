import { instantOf } from '@slotguard/business-time';
import { checkChanges } from './change-invariants.js';
import type {
  Approval,
  ApprovedArgs,
  ChangeRequest,
  ConversationEvent,
  Decision,
  EventNamed,
  EventType,
  Instruction,
  Outcome,
  Recorded,
  Story,
} from './events.js';
import { groupBy } from './group-by.js';
import { checkHeldSlots, checkHoldBounds, checkHolds } from './hold-invariants.js';
import { isInstructionType, requestOf } from './instruction.js';
import { mayWrite } from './may-write.js';
import { decidedOtherwise, saidWhileAttended } from './operator-invariants.js';
import { checkOverlaps } from './overlaps.js';
import type { Reason } from './reasons.js';
import { checkReminders } from './reminder-invariants.js';
import type { Slot } from './slot.js';
import { sameSlot } from './slot.js';
import { decisionId, isApprovalType, outcomeId, verdictId } from './story-ids.js';
import { isDecision, isOutcome, isRequest, tell } from './story.js';
import { whatBars } from './what-bars.js';

/** A rule of DESIGN §9 that a log does not keep, with the events that show it. */
export interface Breach {
  readonly rule:
    | 'event_twice'
    | 'foreign_writer'
    | 'approval_without_request'
    | 'approval_without_offer'
    | 'approval_without_choice'
    | 'approval_while_barred'
    | 'choice_used_twice'
    | 'verdict_without_utterance'
    | 'decision_without_request'
    | 'outcome_without_approval'
    | 'second_outcome'
    | 'appointment_not_as_approved'
    | 'appointments_overlap'
    | 'change_without_wish'
    | 'wish_used_twice'
    | 'change_of_no_appointment'
    | 'hold_without_choice'
    | 'release_without_hold'
    | 'two_holds'
    | 'holds_overlap'
    | 'booked_over_hold'
    | 'refused_within_bounds'
    | 'effect_before_cause'
    | 'sent_without_words'
    | 'said_while_attended'
    | 'decided_under_another_policy'
    | 'reminder_of_no_appointment'
    | 'reminded_without_cause'
    | 'reminded_twice'
    | 'reminded_in_vain'
    | 'attendance_without_reminder'
    | 'shown_otherwise';
  readonly conversation: string;
  /** For a person. */
  readonly says: string;
  /** Ids of the offending events. */
  readonly events: readonly string[];
}

/** An approval in shadow, and what enforcing would have said: nothing where it would have approved too. */
export interface InShadow {
  readonly id: string;
  readonly conversation: string;
  readonly wouldReject: Reason | null;
}

/** What the log does not have yet and somebody still has to add: a verdict, a decision, an outcome. Not a breach. */
export interface Owed {
  /** The id that it will have. */
  readonly id: string;
  readonly conversation: string;
}

export interface Findings {
  readonly breaches: readonly Breach[];
  readonly events: number;
  readonly conversations: number;
  readonly approvals: { readonly enforce: number; readonly shadow: readonly InShadow[] };
  readonly owed: readonly Owed[];
}

type Booking = Recorded<EventNamed<'BookingApproved' | 'RescheduleApproved'>>;
export type Report = (rule: Breach['rule'], says: string, ...events: readonly string[]) => void;

/** Checks a whole log, in its order. */
export function findBreaches(log: Story): Findings {
  const breaches: Breach[] = [];
  const owed: Owed[] = [];
  const conversations = groupBy(log, (event) => `${event.business}/${event.conversation}`);
  for (const story of conversations.values()) {
    const { conversation } = story[0] as Recorded<ConversationEvent>;
    const report: Report = (rule, says, ...events) => breaches.push({ rule, conversation, says, events });
    checkConversation(story, report);
    owed.push(...owedBy(story).map((id) => ({ id, conversation })));
  }
  checkOverlaps(log, breaches);
  breaches.push(...decidedOtherwise(log));
  checkHeldSlots(log, breaches);
  checkHoldBounds(log, breaches);
  const approvals = log.filter((event): event is Recorded<Approval> => isApprovalType(event.type));
  return {
    breaches,
    events: log.length,
    conversations: conversations.size,
    approvals: {
      enforce: approvals.filter(({ data }) => data.mode === 'enforce').length,
      shadow: approvals
        .filter(({ data }) => data.mode === 'shadow')
        .map(({ id, conversation, data }) => ({ id, conversation, wouldReject: data.wouldReject ?? null })),
    },
    owed,
  };
}

/** Finds a story's events by id and by type. */
export interface Index {
  readonly story: Story;
  find<T extends EventType>(type: T, id: string | undefined): Recorded<EventNamed<T>> | undefined;
  all<T extends EventType>(type: T): Recorded<EventNamed<T>>[];
}

function indexOf(story: Story): Index {
  const byId = new Map(story.map((event) => [event.id, event]));
  const isOf =
    <T extends EventType>(type: T) =>
    (event: Recorded<ConversationEvent> | undefined): event is Recorded<EventNamed<T>> & Recorded<ConversationEvent> =>
      event?.type === type;
  return {
    story,
    find(type, id) {
      const event = id === undefined ? undefined : byId.get(id);
      return isOf(type)(event) ? event : undefined;
    },
    all: (type) => story.filter(isOf(type)),
  };
}

function checkConversation(story: Story, report: Report): void {
  const index = indexOf(story);
  for (const [id, same] of groupBy(story, (event) => event.id)) {
    if (same.length > 1) report('event_twice', `${id} stands in the log ${same.length} times`, id);
  }
  for (const event of story) {
    if (!mayWrite(event.writer, event.type))
      report('foreign_writer', `${event.writer} wrote a ${event.type}`, event.id);
  }
  checkOrder(index, report);
  checkVerdicts(index, report);
  checkDecisions(index, report);
  checkBarred(story, report);
  checkChanges(index, report);
  checkOutcomes(index, report);
  checkHolds(story, report);
  checkReminders(index, report);
  checkMessages(index, report);
  for (const { says, events } of saidWhileAttended(index.story)) report('said_while_attended', says, ...events);
}

/** The guard and the calendar answer what is there already. */
function checkOrder({ story }: Index, report: Report): void {
  const places = new Map(story.map(({ id, position }) => [id, position]));
  for (const { id, writer, causation, position } of story) {
    const cause = causation === undefined ? undefined : places.get(causation);
    const answers = writer === 'guard' || writer === 'calendar';
    if (answers && cause !== undefined && cause > position)
      report('effect_before_cause', `${id} stands before ${causation}`, id, causation as string);
  }
}

function checkVerdicts(index: Index, report: Report): void {
  const verdicts = [
    ...index.all('SlotSelected').map(({ id, data }) => ({ id, utterance: data.evidence.utterance })),
    ...index.all('NoSlotSelected').map(({ id, data }) => ({ id, utterance: data.utterance })),
  ];
  for (const { id, utterance } of verdicts) {
    if (id !== verdictId(utterance) || !index.find('UserUtterance', utterance))
      report('verdict_without_utterance', `${id} judges no utterance of this conversation`, id);
  }
}

function checkDecisions(index: Index, report: Report): void {
  for (const decision of index.story.flatMap((event) => (isDecision(event) ? [event] : []))) {
    const { request } = decision.data;
    if (decision.id !== decisionId(request) || !index.find(requestTypeOf(decision), request))
      report('decision_without_request', `${decision.id} decides no request of this conversation`, decision.id);
  }
  const enforced = [...index.all('BookingApproved'), ...index.all('RescheduleApproved')].filter(
    ({ data }) => data.mode === 'enforce',
  );
  for (const approval of enforced) checkApproval(approval, index, report);
  for (const [choice, approvals] of groupBy(enforced, ({ data }) => data.evidence?.utterance)) {
    if (choice !== undefined && approvals.length > 1)
      report('choice_used_twice', `${choice} serves ${approvals.length} approvals`, ...approvals.map(({ id }) => id));
  }
}

/**
 * No mode approves what is barred. A log does not tell the business's zone: taken in UTC a start that is no time at all is found, a local time
 * that the clocks skip is not.
 */
function checkBarred(story: Story, report: Report): void {
  for (const { event, state, guard } of tell(story)) {
    if (!guard || !isRequest(event) || !isApprovalType(guard.type)) continue;
    const bar = whatBars(state, event, 'utc');
    if (bar) report('approval_while_barred', `${guard.id} approves in spite of ${bar}`, guard.id, event.id);
  }
}

function requestTypeOf({ type }: Decision): ChangeRequest['type'] | 'BookingRequested' {
  if (type === 'BookingApproved' || type === 'BookingRejected') return 'BookingRequested';
  return type === 'CancellationApproved' || type === 'CancellationRejected'
    ? 'CancellationRequested'
    : 'RescheduleRequested';
}

/** Exactly one request; an earlier check that lists the slot field by field; an earlier utterance that chose it after it was offered. */
function checkApproval(approval: Booking, index: Index, report: Report): void {
  const { args, evidence } = approval.data;
  const request = index.find(requestTypeOf(approval), approval.data.request);
  if (!request) return report('approval_without_request', `${approval.id} approves what nobody asked for`, approval.id);
  const lists = (slots: readonly Slot[]): boolean => slots.some((slot) => isFieldByField(slot, args));
  const offered = index
    .all('AvailabilityChecked')
    .some((check) => check.position < request.position && check.data.success && lists(check.data.slots));
  if (!offered)
    report('approval_without_offer', `${approval.id} approves a slot that no earlier check lists`, approval.id);

  const utterance = index.find('UserUtterance', evidence?.utterance);
  const verdict = index.find('SlotSelected', utterance && verdictId(utterance.id));
  const check = index.find('AvailabilityChecked', evidence?.check);
  const chosen =
    utterance !== undefined &&
    utterance.position < request.position &&
    check !== undefined &&
    check.position < utterance.position &&
    verdict !== undefined &&
    check.data.slots.some((slot) => sameSlot(slot, verdict.data.slot)) &&
    isSameSlot(verdict.data.slot, args) &&
    isStillChosen(approval, index.story);
  if (!chosen)
    report(
      'approval_without_choice',
      `${approval.id} approves what no earlier utterance chose`,
      approval.id,
      request.id,
    );
}

/** Told again up to the request, the story must have this slot selected, by this utterance: neither taken back nor changed since. */
function isStillChosen({ data }: Booking, story: Story): boolean {
  for (const { event, state } of tell(story)) {
    if (event.id !== data.request) continue;
    const { selection } = state;
    return (
      selection?.evidence.utterance === data.evidence?.utterance &&
      selection !== undefined &&
      isSameSlot(selection.slot, data.args)
    );
  }
  return false;
}

export function isFieldByField(slot: Slot, args: ApprovedArgs): boolean {
  return (
    slot.slotId === args.slotId &&
    isSameSlot(slot, args) &&
    args.end !== undefined &&
    instantOf(slot.end) === instantOf(args.end)
  );
}

function isSameSlot(slot: Slot, { start, service, resource }: ApprovedArgs): boolean {
  return slot.service === service && slot.resource === resource && instantOf(slot.start) === instantOf(start);
}

function checkOutcomes(index: Index, report: Report): void {
  const outcomes = index.story.flatMap((event) => (isOutcome(event) ? [event] : []));
  for (const [request, all] of groupBy(outcomes, ({ data }) => data.request)) {
    const ids = all.map(({ id }) => id);
    if (!all.every((outcome) => isInstructed(outcome, index)))
      report('outcome_without_approval', `${ids.join(', ')} without an approval of ${request}`, ...ids);
    if (all.length > 1) report('second_outcome', `${request} has ${all.length} outcomes`, ...ids);
  }
  for (const { id, data } of index.all('AppointmentBooked')) {
    const approval = index.find('BookingApproved', decisionId(data.request));
    const asApproved = approval?.data.mode !== 'enforce' || isFieldByField(data.slot, approval.data.args);
    if (!asApproved)
      report('appointment_not_as_approved', `${id} differs from what was approved`, id, decisionId(data.request));
  }
}

/** By the guard, or by an operator, who only cancels. */
function isInstructed(outcome: Outcome, index: Index): boolean {
  const { request } = outcome.data;
  if (approvalTypesOf(outcome).some((type) => index.find(type, decisionId(request)))) return true;
  const cancels =
    outcome.type === 'AppointmentCancelled' || (outcome.type === 'ChangeDeclined' && outcome.data.kind === 'cancel');
  return cancels && index.find('CancellationOrdered', request) !== undefined;
}

function approvalTypesOf({ type }: Outcome): readonly Approval['type'][] {
  switch (type) {
    case 'AppointmentBooked':
    case 'AppointmentDeclined':
      return ['BookingApproved'];
    case 'AppointmentCancelled':
      return ['CancellationApproved'];
    case 'AppointmentRescheduled':
      return ['RescheduleApproved'];
    case 'ChangeDeclined':
      return ['CancellationApproved', 'RescheduleApproved'];
    default:
      return type satisfies never;
  }
}

/** Nothing is sent or shown but by an event that carries its words. */
function checkMessages(index: Index, report: Report): void {
  const claims = [...index.all('MessageSent'), ...index.all('MessageFailed'), ...index.all('OffersPresented')];
  for (const { id, position, data } of claims) {
    if (data.message === undefined) continue;
    const words = index.find('AssistantReplied', data.message) ?? index.find('OperatorReplied', data.message);
    if (!words || words.position > position)
      report('sent_without_words', `${id} speaks of a message that was not recorded before it`, id);
    else if ('offers' in data && JSON.stringify(data.offers) !== JSON.stringify(offersIn(words)))
      report('shown_otherwise', `${id} shows another list than ${words.id} carries`, id, words.id);
  }
}

function offersIn(words: EventNamed<'AssistantReplied' | 'OperatorReplied'>): unknown {
  return words.type === 'AssistantReplied' ? words.data.offers : [];
}

function owedBy(story: Story): string[] {
  const there = new Set(story.map(({ id }) => id));
  return story
    .flatMap((event) => {
      if (event.type === 'UserUtterance') return verdictId(event.id);
      if (isRequest(event)) return decisionId(event.id);
      if (isInstructionType(event.type)) return outcomeId(requestOf(event as Instruction));
      return [];
    })
    .filter((id) => !there.has(id));
}
