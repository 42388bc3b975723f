import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { availabilityAnswer } from '@slotguard/contracts';
import type { AvailabilityQuery, ToolCall } from '@slotguard/conversation';
import { decisionId, foldStory, outcomeId } from '@slotguard/conversation';
import type { ToolOutcome, ToolResult } from './assistant.js';
import { listOf } from './pending.js';
import type { BookingCall } from './tools.js';
import { checkedBooking, checkedQuery } from './tools.js';
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
    const found = await deps.availability({
      business: business.id,
      query,
      conversation: log.utterance.conversation,
      limit: limits.openingsMax,
    });
    const { success, slots, note } = availabilityAnswer.parse(found);
    const list = { timeZone: business.timeZone, max: limits.offersMax, now: clock.now().getTime() };
    const offered = listOf(slots, query, list).map(({ slot }) => slot);
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
  if (decision.type === 'BookingRejected') {
    const { reason, help } = decision.data;
    if (reason === 'booking_in_progress') await othersOutcome(log);
    return { kind: 'rejected', reason, help };
  }
  const outcome = await log.awaited<'AppointmentBooked' | 'AppointmentDeclined'>(outcomeId(id));
  if (outcome.type === 'AppointmentDeclined') return { kind: 'declined', reason: outcome.data.reason };
  return { kind: 'booked', appointment: outcome.data.appointment, slot: outcome.data.slot };
}

/** Another turn's booking is under way: how it ends is worth the wait, since that is what the customer wants to know. */
async function othersOutcome(log: TurnLog): Promise<void> {
  const { requests } = foldStory(await log.story());
  for (const [id, { outcome }] of Object.entries(requests))
    if (outcome === 'pending') await log.awaited<'AppointmentBooked' | 'AppointmentDeclined'>(outcomeId(id));
}

async function status(log: TurnLog): Promise<ToolOutcome> {
  const { appointments, requests } = foldStory(await log.story());
  return {
    kind: 'status',
    appointments: appointments.map(({ slot }) => slot).sort((a, b) => instantOf(a.start) - instantOf(b.start)),
    bookingInProgress: Object.values(requests).some(({ outcome }) => outcome === 'pending'),
  };
}
