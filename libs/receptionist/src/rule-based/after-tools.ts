import { formatErrorForChannel, listed, renderNote } from '@slotguard/channel-kit';
import { inZone } from '@slotguard/business-time';
import type { AvailabilityQuery, DeclineReason, Reason, Slot } from '@slotguard/conversation';
import type { AssistantStep, ToolResult, TurnView } from '../assistant.js';
import { movesTo } from './own-appointment.js';
import { books, checks, lastReply, looksUpStatus, says, slipped } from './steps.js';
import { queryFor, wishOf } from './wish.js';

type Availability = Extract<ToolResult, { kind: 'availability' }>;

/** What follows from the last call; `answers` are to whatever else the customer asked. */
export function afterTools(view: TurnView, answers: readonly string[]): AssistantStep {
  const result = view.results.at(-1) as ToolResult;
  const fault = (reason: Parameters<typeof formatErrorForChannel>[0]): string =>
    formatErrorForChannel(reason, view.channel);
  switch (result.kind) {
    case 'availability':
      return afterCheck(result, view, answers);
    case 'booked':
      return says(['{{appointment}}', ...answers, knowsName(view) ? undefined : ASKS_NAME]);
    case 'cancelled':
    case 'rescheduled':
      return says(['{{appointment}}', ...answers]);
    case 'declined':
      // Another time would be declined as well.
      if (result.reason === 'too_many') return says([fault('too_many'), ...answers]);
      if (!('start' in result.call.args) || isOfTheAppointment(result.reason))
        return says([NOT_CHANGED, '{{appointment}}']);
      return times(view, 'declined') > 1 ? says([fault(result.reason), '{{question}}'], 'slot') : again(view, result);
    case 'rejected':
      return afterRejection(result.reason, view);
    case 'conflict':
      return says([fault(result.reason), '{{question}}'], 'slot');
    case 'status':
      return says([result.bookingInProgress && fault('booking_in_progress'), '{{appointment}}', ...answers]);
    case 'invalid':
      return says([
        `I can book ${listed(
          view.business.services.map(({ name }) => name),
          'or',
        )}. Which would you like?`,
      ]);
    default:
      return result satisfies never;
  }
}

const NOT_CHANGED = "Sorry, I couldn't change that appointment.";

/** What another slot does not mend: the appointment that was to be moved is gone or has begun. */
function isOfTheAppointment(reason: DeclineReason): boolean {
  return reason === 'no_appointment';
}

export const ASKS_NAME = 'What name should I put it under?';

function knowsName(view: TurnView): boolean {
  return view.transcript.some(({ kind }) => kind === 'named') || lastReply(view)?.text.includes(ASKS_NAME) === true;
}

function times(view: TurnView, kind: ToolResult['kind']): number {
  return view.results.filter((result) => result.kind === kind).length;
}

function afterCheck(result: Availability, view: TurnView, answers: readonly string[]): AssistantStep {
  const { business, channel, state, results } = view;
  const before = results.findLast(({ kind }) => kind === 'declined' || kind === 'rejected');
  // The list had grown old, but what was chosen from it is still to be had.
  if (before?.kind === 'rejected' && state.selection && times(view, 'rejected') === 1)
    return movesTo(state.selection.slot, view) ?? books(state.selection.slot);
  const lost = slipped(view);
  // Let go of by the other one meanwhile, and still chosen.
  if (lost && !before && state.selection) return movesTo(state.selection.slot, view) ?? books(state.selection.slot);
  const fault = before && 'reason' in before ? before.reason : lost && 'slot_taken';
  const why = fault && formatErrorForChannel(fault, channel);
  const more = result.success && result.slots.length > 0;
  const note = result.note ?? (more ? undefined : 'fully_booked');
  const noted = note && !(why && more) ? renderNote(note, result.asked, { business, channel, more }) : undefined;
  if (more) return says([...answers, why, noted, '{{offers}}'], result.slots.length === 1 ? 'confirm' : 'slot');
  const next = result.success ? 'What other day or time would suit you?' : undefined;
  return says([...answers, why, noted, next]);
}

/** Looks for what is near the slot that was to be booked. */
function again(view: TurnView, result: Extract<ToolResult, { kind: 'declined' | 'rejected' }>): AssistantStep {
  const wish = wishOf(view);
  const slot = requested(view) ?? view.state.selection?.slot;
  const query = slot ? near(slot, view) : queryFor(wish, view);
  return query ? checks(query) : says([formatErrorForChannel(result.reason, view.channel)]);
}

type Start = Pick<Slot, 'start' | 'service'>;

/** What the last call asked to book; our own calls name all of it. */
function requested(view: TurnView): Start | undefined {
  const { start, service } = view.results.at(-1)?.call.args ?? {};
  return typeof start === 'string' && typeof service === 'string' ? { start, service } : undefined;
}

/** What is free around a slot that is not. */
export function near({ start, service }: Start, view: TurnView): AvailabilityQuery {
  const local = inZone(start, view.business.timeZone);
  const { resource } = wishOf(view);
  return {
    service,
    date: local.toISODate() as string,
    time: local.toFormat('HH:mm'),
    ...(resource === undefined ? {} : { resource }),
  };
}

function afterRejection(reason: Reason, view: TurnView): AssistantStep {
  const fault = formatErrorForChannel(reason, view.channel);
  switch (reason) {
    case 'availability_not_checked':
    case 'offers_expired':
    case 'slot_not_offered':
    case 'selection_mismatch':
    case 'not_presented':
    case 'no_selection': {
      const [first, second] = view.results.filter((result) => result.kind === 'rejected');
      if (first && !second) return again(view, first);
      // What was chosen from is open still, but the choice itself has grown too old: the customer sees the times anew.
      const why = first && formatErrorForChannel(first.reason, view.channel);
      return view.state.check?.slots.length ? says([why, '{{offers}}'], 'slot') : says([fault, '{{question}}'], 'slot');
    }
    case 'ambiguous':
    case 'not_offered':
    case 'hesitating':
    case 'declined':
      return says(['{{question}}'], 'slot');
    case 'already_booked':
    case 'no_appointment':
    case 'already_cancelled':
      return says([fault, '{{appointment}}']);
    case 'not_asked':
    case 'ambiguous_appointment':
    case 'appointment_mismatch':
      return says(['{{change}}']);
    case 'change_in_progress':
    case 'booking_in_progress':
      // Another turn's booking or change, which has ended by now.
      return view.results.some(({ kind }) => kind === 'status') ? says([fault]) : looksUpStatus();
    case 'superseded':
    case 'opted_out':
    case 'person_attends':
    case 'conversation_ended':
    case 'clock_in_doubt':
    case 'malformed_request':
      return says([fault]);
    default:
      return reason satisfies never;
  }
}
