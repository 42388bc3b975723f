import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { availabilityAnswer } from '@slotguard/contracts';
import type {
  Appointment,
  AvailabilityQuery,
  ConversationState,
  EventNamed,
  Outcome,
  ToolCall,
} from '@slotguard/conversation';
import { decisionId, foldStory, outcomeId, sameSlot } from '@slotguard/conversation';
import { answerableList } from './answerable-list.js';
import type { ToolOutcome, ToolResult } from './assistant.js';
import type { BookingCall, CancellationCall, RescheduleCall } from './tools.js';
import { checkedBooking, checkedCancellation, checkedQuery, checkedReschedule } from './tools.js';
import type { TurnDeps } from './turn-deps.js';
import type { TurnLog } from './turn-log.js';

/** Where a call stands in its turn. The ids of what it does follow from this, never from the model's provider. */
export interface Place {
  readonly step: number;
  readonly call: number;
}

/** Runs one tool. What was done at this place before is taken over, not done again. */
export async function runTool(call: ToolCall, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolResult> {
  return { call, ...(await outcomeOf(call, place, log, deps)) };
}

async function outcomeOf(call: ToolCall, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolOutcome> {
  switch (call.tool) {
    case 'check_availability': {
      const query = checkedQuery(call.args, deps.business);
      return query.ok ? check(query.value, place, log, deps) : query.answer;
    }
    case 'book_appointment': {
      const booking = checkedBooking(call.args);
      return booking.ok ? book(booking.value, place, log, deps) : booking.answer;
    }
    case 'booking_status':
      return status(log);
    case 'cancel_appointment': {
      const cancellation = checkedCancellation(call.args);
      return cancellation.ok ? cancel(cancellation.value, place, log, deps) : cancellation.answer;
    }
    case 'reschedule_appointment': {
      const move = checkedReschedule(call.args);
      return move.ok ? reschedule(move.value, place, log, deps) : move.answer;
    }
    default:
      return call.tool satisfies never;
  }
}

const idAt = (kind: 'chk' | 'req', log: TurnLog, { step, call }: Place): string =>
  `${kind}-${log.turn}-${step}-${call}`;
const stepId = (log: TurnLog, { step }: Place): string => `step-${log.turn}-${step}`;

/** Offered is what a list will show, no more: a slot that the customer never saw is none that a few words should choose. */
async function check(query: AvailabilityQuery, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolOutcome> {
  const { event } = await log.once('AvailabilityChecked', idAt('chk', log, place), stepId(log, place), async () => {
    const { business, limits, clock } = deps;
    const { conversation } = log.utterance;
    const moved = movedBy(foldStory(await log.story()), query);
    const freeing = moved && { conversation, appointment: moved.id };
    const asked = {
      business: business.id,
      query,
      conversation,
      limit: limits.openingsMax,
      ...(freeing ? { freeing } : {}),
    };
    const { success, slots: all, note } = availabilityAnswer.parse(await deps.availability(asked));
    // Where it is already is no other place for it.
    const slots = all.filter((slot) => !moved || !sameSlot(slot, moved.slot));
    const list = { timeZone: business.timeZone, max: limits.offersMax, now: clock.now().getTime() };
    const offered = answerableList(slots, list).map(({ slot }) => slot);
    return { data: { success, asked: query, slots: offered, ...(note ? { note } : {}) }, personal: {} };
  });
  return { kind: 'availability', ...event.data };
}

/** A request, its decision and, when approved, its outcome. */
async function book({ args, customer }: BookingCall, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolOutcome> {
  const { clock, limits, business } = deps;
  const id = idAt('req', log, place);
  const { event } = await log.once('BookingRequested', id, stepId(log, place), () => {
    const validUntil = toBusinessTime(clock.now().getTime() + limits.requestValidMs, business.timeZone);
    const personal = Object.keys(customer).length > 0 ? { customer } : {};
    return { data: { ...args, turn: log.turn, validUntil }, personal };
  });
  const recorded = event.data;
  const keys = ['slotId', 'start', 'service', 'resource'] as const;
  if (keys.some((key) => recorded[key] !== args[key])) return { kind: 'conflict', reason: 'request_conflict' };

  const decision = await log.awaited<'BookingApproved' | 'BookingRejected'>(decisionId(id));
  if (decision.type === 'BookingRejected') return rejected(decision.data, log);
  const outcome = await log.awaited<'AppointmentBooked' | 'AppointmentDeclined'>(outcomeId(id));
  if (outcome.type === 'AppointmentDeclined') return { kind: 'declined', reason: outcome.data.reason };
  return { kind: 'booked', appointment: outcome.data.appointment, slot: outcome.data.slot };
}

async function cancel(args: CancellationCall, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolOutcome> {
  const id = idAt('req', log, place);
  const recorded = await requested('CancellationRequested', args, id, place, log, deps);
  if (recorded?.appointment !== args.appointment || !recorded) return CONFLICT;
  const decision = await log.awaited<'CancellationApproved' | 'CancellationRejected'>(decisionId(id));
  if (decision.type === 'CancellationRejected') return rejected(decision.data, log);
  const outcome = await log.awaited<'AppointmentCancelled' | 'ChangeDeclined'>(outcomeId(id));
  if (outcome.type === 'ChangeDeclined') return { kind: 'declined', reason: outcome.data.reason };
  return { kind: 'cancelled', appointment: outcome.data.appointment, slot: outcome.data.slot };
}

async function reschedule(args: RescheduleCall, place: Place, log: TurnLog, deps: TurnDeps): Promise<ToolOutcome> {
  const id = idAt('req', log, place);
  const recorded = await requested('RescheduleRequested', args, id, place, log, deps);
  const keys = ['appointment', 'slotId', 'start', 'service', 'resource'] as const;
  if (!recorded || keys.some((key) => recorded[key] !== args[key])) return CONFLICT;
  const decision = await log.awaited<'RescheduleApproved' | 'RescheduleRejected'>(decisionId(id));
  if (decision.type === 'RescheduleRejected') return rejected(decision.data, log);
  const outcome = await log.awaited<'AppointmentRescheduled' | 'ChangeDeclined'>(outcomeId(id));
  if (outcome.type === 'ChangeDeclined') return { kind: 'declined', reason: outcome.data.reason };
  const { appointment, from, slot } = outcome.data;
  return { kind: 'rescheduled', appointment, from, slot };
}

const CONFLICT: ToolOutcome = { kind: 'conflict', reason: 'request_conflict' };

/** The request as this place has it; nothing when something of another kind was requested here before. */
async function requested<T extends 'CancellationRequested' | 'RescheduleRequested'>(
  type: T,
  args: T extends 'CancellationRequested' ? CancellationCall : RescheduleCall,
  id: string,
  place: Place,
  log: TurnLog,
  { clock, limits, business }: TurnDeps,
): Promise<EventNamed<T>['data'] | undefined> {
  const { event } = await log.once<'CancellationRequested' | 'RescheduleRequested'>(
    type,
    id,
    stepId(log, place),
    () => {
      const validUntil = toBusinessTime(clock.now().getTime() + limits.requestValidMs, business.timeZone);
      return { data: { ...args, turn: log.turn, validUntil }, personal: {} };
    },
  );
  return event.type === type ? (event.data as never) : undefined;
}

/** The appointment that the customer wants moved, if that is clear, and if this looks for another time for it. */
function movedBy({ wish, appointments }: ConversationState, { service }: AvailabilityQuery): Appointment | undefined {
  const [only, another] = wish?.kind === 'reschedule' ? wish.appointments : [];
  if (another !== undefined) return undefined;
  return appointments.find(({ id, slot }) => id === only && slot.service === service);
}

type Rejected = EventNamed<'BookingRejected' | 'CancellationRejected' | 'RescheduleRejected'>['data'];

async function rejected({ reason, help }: Rejected, log: TurnLog): Promise<ToolOutcome> {
  if (reason === 'booking_in_progress' || reason === 'change_in_progress') await othersOutcome(log);
  return { kind: 'rejected', reason, help };
}

/** Another turn's booking is under way: how it ends is worth the wait, since that is what the customer wants to know. */
async function othersOutcome(log: TurnLog): Promise<void> {
  const { requests } = foldStory(await log.story());
  for (const [id, { outcome }] of Object.entries(requests))
    if (outcome === 'pending') await log.awaited<Outcome['type']>(outcomeId(id));
}

async function status(log: TurnLog): Promise<ToolOutcome> {
  const { appointments, requests } = foldStory(await log.story());
  return {
    kind: 'status',
    appointments: appointments
      .map(({ id, slot }) => ({ appointment: id, ...slot }))
      .sort((a, b) => instantOf(a.start) - instantOf(b.start)),
    bookingInProgress: Object.values(requests).some(({ outcome }) => outcome === 'pending'),
  };
}
