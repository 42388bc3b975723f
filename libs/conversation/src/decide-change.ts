import { toBusinessTime } from '@slotguard/business-time';
import { asAsked, isExpired, liveWish, ruleOnSelection, whyNothingGoes } from './decide.js';
import type { Adjustments, ApprovedArgs, ChangeDecision, EventNamed, Recorded, SelectionEvidence } from './events.js';
import { guardEvent } from './guard-event.js';
import type { ChannelPolicy, Policy } from './policy.js';
import type { Reason } from './reasons.js';
import type { Slot } from './slot.js';
import type { Appointment, ChangeWish, ConversationState } from './state.js';
import { letsThrough } from './what-bars.js';

type Cancellation = Recorded<EventNamed<'CancellationRequested'>>;
type Reschedule = Recorded<EventNamed<'RescheduleRequested'>>;

type Meant =
  | { readonly ok: true; readonly appointment: Appointment; readonly wish: ChangeWish }
  | { readonly ok: false; readonly reason: Reason };
type NewPlace =
  | {
      readonly ok: true;
      readonly slot: Slot;
      readonly adjustments: Adjustments;
      readonly evidence: SelectionEvidence;
    }
  | { readonly ok: false; readonly reason: Reason };

const no = (reason: Reason): { readonly ok: false; readonly reason: Reason } => ({ ok: false, reason });

/**
 * The one decision on a request to cancel or to move (docs/adr/0016). Only an appointment of this conversation, only on words that asked for
 * it; another conversation's is `no_appointment`, whether there is one or not. `state` is the conversation up to and with the request.
 */
export function decideChange(
  state: ConversationState,
  request: Cancellation | Reschedule,
  policy: Policy,
): ChangeDecision {
  return request.type === 'CancellationRequested'
    ? decideCancellation(state, request, policy)
    : decideReschedule(state, request, policy);
}

function decideCancellation(state: ConversationState, request: Cancellation, policy: Policy): ChangeDecision {
  const { mode } = policy.channels[request.channel];
  const meant = meantBy('cancel', state, request, policy);
  const time = toBusinessTime(state.time, policy.timeZone);
  const taken = taking(meant, mode, state, request);
  if (!taken) {
    const help = { appointments: helpful(state) };
    const reason = meant.ok ? 'no_appointment' : meant.reason;
    const data = { request: request.id, reason, mode, policy: policy.version, help };
    return guardEvent('CancellationRejected', request, time, data, {});
  }
  const data = {
    ...base(request, taken, policy, mode),
    slot: taken.slot,
    ...(meant.ok ? { evidence: { utterance: meant.wish.utterance } } : {}),
    ...(mode === 'shadow' ? { wouldReject: meant.ok ? null : meant.reason } : {}),
  };
  return guardEvent('CancellationApproved', request, time, data, {});
}

function decideReschedule(state: ConversationState, request: Reschedule, policy: Policy): ChangeDecision {
  const rules = policy.channels[request.channel];
  const { mode } = rules;
  const meant = meantBy('reschedule', state, request, policy);
  const place = meant.ok ? placeFor(meant, state, request, policy, rules) : meant;
  const time = toBusinessTime(state.time, policy.timeZone);
  const taken = taking(meant, mode, state, request);
  const args: ApprovedArgs | undefined = place.ok
    ? inZone(place.slot, policy)
    : mode === 'shadow'
      ? asAsked(state, request, policy)
      : undefined;
  if (!taken || !args) {
    const isBeyondAll = place.ok || letsThrough(mode, place.reason);
    const reason = isBeyondAll ? whyNotAsAsked(taken) : place.reason;
    const help = {
      appointments: helpful(state),
      ...(state.selection ? { selected: state.selection.slot } : {}),
      ...(state.check ? { offers: state.check.slots } : {}),
    };
    const data = { request: request.id, reason, mode, policy: policy.version, help };
    return guardEvent('RescheduleRejected', request, time, data, {});
  }
  const evidence = place.ok && meant.ok ? { evidence: { ...place.evidence, asked: meant.wish.utterance } } : {};
  const data = {
    ...base(request, taken, policy, mode),
    from: taken.slot,
    args,
    adjustments: place.ok ? place.adjustments : {},
    ...evidence,
    ...(mode === 'shadow' ? { wouldReject: place.ok ? null : place.reason } : {}),
  };
  return guardEvent('RescheduleApproved', request, time, data, {});
}

/** What can't be done by anybody, with or without a guard. */
const whyNotAsAsked = (taken: Appointment | undefined): Reason => (taken ? 'malformed_request' : 'no_appointment');

/** Which appointment the customer's words and the request agree on. The first reason that holds counts. */
function meantBy(
  kind: ChangeWish['kind'],
  state: ConversationState,
  request: Cancellation | Reschedule,
  policy: Policy,
): Meant {
  const impossible = whyNothingGoes(state, request, policy);
  if (impossible) return no(impossible);
  const { appointment: named } = request.data;
  const known = named === undefined ? undefined : state.appointments.find(({ id }) => id === named);
  if (named !== undefined && !known) return no(isCancelled(state, named) ? 'already_cancelled' : 'no_appointment');
  const wish = liveWish(state, policy.channels[request.channel]);
  if (state.appointments.length === 0) return no(state.cancelled.length > 0 ? 'already_cancelled' : 'no_appointment');
  if (wish?.kind !== kind) return no('not_asked');
  const [meant, another] = wish.appointments;
  if (meant === undefined || another !== undefined) return no('ambiguous_appointment');
  if (named !== undefined && named !== meant) return no('appointment_mismatch');
  const appointment = state.appointments.find(({ id }) => id === meant);
  if (!appointment) return no(isCancelled(state, meant) ? 'already_cancelled' : 'no_appointment');
  return { ok: true, appointment, wish };
}

const isCancelled = (state: ConversationState, appointment: string): boolean =>
  state.cancelled.some(({ id }) => id === appointment);

/** Where it shall go: offered, chosen and matching as a booking is. */
function placeFor(
  { appointment }: Extract<Meant, { ok: true }>,
  state: ConversationState,
  request: Reschedule,
  policy: Policy,
  rules: ChannelPolicy,
): NewPlace {
  const { check, selection } = state;
  if (!check) return no('availability_not_checked');
  if (isExpired(state, check, rules)) return no('offers_expired');
  if (!selection) return no(state.cleared ?? 'no_selection');
  // Another time was asked for, not another service.
  if (selection.slot.service !== appointment.slot.service) return no('appointment_mismatch');
  const ruling = ruleOnSelection(state, check, selection, request, policy, appointment);
  return ruling.approved ? { ok: true, ...ruling } : no(ruling.reason);
}

/** In `enforce` what was meant; in `shadow`, as without a guard, what the request names, or the only one there is; but nothing that is barred. */
function taking(
  meant: Meant,
  mode: ChannelPolicy['mode'],
  state: ConversationState,
  { data }: Cancellation | Reschedule,
): Appointment | undefined {
  if (meant.ok) return meant.appointment;
  if (!letsThrough(mode, meant.reason)) return undefined;
  const [only, another] = state.appointments;
  if (data.appointment !== undefined) return state.appointments.find(({ id }) => id === data.appointment);
  return another === undefined ? only : undefined;
}

function base(
  request: Cancellation | Reschedule,
  { id }: Appointment,
  policy: Policy,
  mode: ChannelPolicy['mode'],
): Omit<EventNamed<'CancellationApproved'>['data'], 'slot' | 'evidence' | 'wouldReject'> {
  const { validUntil } = request.data;
  return { request: request.id, appointment: id, mode, policy: policy.version, validUntil };
}

function inZone(slot: Slot, { timeZone }: Policy): Slot {
  return { ...slot, start: toBusinessTime(slot.start, timeZone), end: toBusinessTime(slot.end, timeZone) };
}

function helpful(state: ConversationState): readonly string[] {
  return state.wish?.appointments ?? state.appointments.map(({ id }) => id);
}
