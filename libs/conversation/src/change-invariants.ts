import type { ChangeApproved, EventNamed, Recorded, Story } from './events.js';
import { groupBy } from './group-by.js';
import type { Index, Report } from './invariants.js';
import { isFieldByField } from './invariants.js';
import { orderOf } from './instruction.js';
import { sameSlot } from './slot.js';
import type { ConversationState } from './state.js';
import { decisionId, verdictId } from './story-ids.js';
import { tell } from './story.js';

type Approved = Recorded<ChangeApproved>;

/** Every change has an appointment of its conversation and words that asked for it; what was done is what was approved. */
export function checkChanges(index: Index, report: Report): void {
  const approvals: Approved[] = [...index.all('CancellationApproved'), ...index.all('RescheduleApproved')];
  const enforced = approvals.filter(({ data }) => data.mode === 'enforce');
  for (const approval of enforced) checkWish(approval, index, report);
  const served = enforced.filter(({ data }) => !isDeclined(data.request, index));
  for (const [wish, all] of groupBy(served, (approval) => askedBy(approval))) {
    if (wish !== undefined && all.length > 1)
      report('wish_used_twice', `${wish} serves ${all.length} changes`, ...all.map(({ id }) => id));
  }
  checkOutcomes(index, report);
}

/** The utterance that asked for the change. */
function askedBy(approval: Approved): string | undefined {
  return approval.type === 'CancellationApproved' ? approval.data.evidence?.utterance : approval.data.evidence?.asked;
}

/** What the calendar did not do is still to be had with the same words. */
function isDeclined(request: string, index: Index): boolean {
  return index.all('ChangeDeclined').some(({ data }) => data.request === request);
}

/**
 * An earlier utterance whose verdict asks for this change of this appointment; and, told again up to the request, the story must have it
 * wished for still, and the appointment must stand where the approval says.
 */
function checkWish(approval: Approved, index: Index, report: Report): void {
  const { request, appointment } = approval.data;
  const kind = approval.type === 'CancellationApproved' ? 'cancel' : 'reschedule';
  const from = approval.type === 'CancellationApproved' ? approval.data.slot : approval.data.from;
  const utterance = index.find('UserUtterance', askedBy(approval));
  const asked = index.find(kind === 'cancel' ? 'CancellationRequested' : 'RescheduleRequested', request);
  const state = stateAt(request, index.story);
  const verdict = index.find('NoSlotSelected', utterance && verdictId(utterance.id));
  const isWished =
    utterance !== undefined &&
    asked !== undefined &&
    utterance.position < asked.position &&
    verdict?.data.change?.kind === kind &&
    verdict.data.change.appointments.length === 1 &&
    verdict.data.change.appointments[0] === appointment &&
    state?.wish?.utterance === utterance.id &&
    state.wish.kind === kind;
  if (!isWished)
    report(
      'change_without_wish',
      `${approval.id} approves a change that no earlier utterance asks for`,
      approval.id,
      request,
    );
  const known = state?.appointments.find(({ id }) => id === appointment);
  if (!known || !sameSlot(known.slot, from))
    report('change_of_no_appointment', `${approval.id} changes what this conversation does not have`, approval.id);
}

function stateAt(request: string, story: Story): ConversationState | undefined {
  for (const { event, state } of tell(story)) if (event.id === request) return state;
  return undefined;
}

function checkOutcomes(index: Index, report: Report): void {
  const changes = [...index.all('AppointmentCancelled'), ...index.all('AppointmentRescheduled')];
  for (const change of changes) {
    const order = change.type === 'AppointmentCancelled' ? orderOf(change, index.story) : undefined;
    if (order && !isAsOrdered(change, order))
      report('appointment_not_as_approved', `${change.id} differs from what was ordered`, change.id, order.id);
    const approval = approvalOf(change, index);
    if (!approval) continue;
    if (!isAsApproved(change, approval))
      report('appointment_not_as_approved', `${change.id} differs from what was approved`, change.id, approval.id);
  }
}

type Changed = Recorded<EventNamed<'AppointmentCancelled' | 'AppointmentRescheduled'>>;

function isAsOrdered({ data }: Changed, order: Recorded<EventNamed<'CancellationOrdered'>>): boolean {
  return data.appointment === order.data.appointment && sameSlot(data.slot, order.data.slot);
}

function approvalOf({ type, data }: Changed, index: Index): Approved | undefined {
  const id = decisionId(data.request);
  return type === 'AppointmentCancelled'
    ? index.find('CancellationApproved', id)
    : index.find('RescheduleApproved', id);
}

function isAsApproved({ type, data }: Changed, approval: Approved): boolean {
  if (data.appointment !== approval.data.appointment) return false;
  if (approval.data.mode !== 'enforce') return true;
  if (approval.type === 'CancellationApproved')
    return type === 'AppointmentCancelled' && sameSlot(data.slot, approval.data.slot);
  return (
    type === 'AppointmentRescheduled' &&
    'from' in data &&
    sameSlot(data.from, approval.data.from) &&
    isFieldByField(data.slot, approval.data.args)
  );
}
