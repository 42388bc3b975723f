import { instantOf, parseIsoDateTime, toBusinessTime } from '@slotguard/business-time';
import type {
  Adjustments,
  ApprovedArgs,
  BookingArgs,
  Channel,
  Decision,
  EventNamed,
  Recorded,
  SelectionEvidence,
} from './events.js';
import { guardEvent } from './guard-event.js';
import { isMeant, matchRequest } from './match-request.js';
import type { ChannelPolicy, Policy } from './policy.js';
import type { Reason } from './reasons.js';
import type { Slot } from './slot.js';
import { sameSlot } from './slot.js';
import type { Appointment, ChangeWish, Check, ConversationState, Selection } from './state.js';
import { letsThrough, whatBars } from './what-bars.js';

type Request = Recorded<EventNamed<'BookingRequested'>>;

export type Ruling =
  | {
      readonly approved: true;
      readonly slot: Slot;
      readonly adjustments: Adjustments;
      readonly evidence: SelectionEvidence;
    }
  | { readonly approved: false; readonly reason: Reason };

const no = (reason: Reason): Ruling => ({ approved: false, reason });

/** The one decision on a request. `state` is the conversation up to and with the request, every earlier utterance with its verdict. */
export function decide(state: ConversationState, request: Request, policy: Policy): Decision {
  const rules = policy.channels[request.channel];
  const ruling = rule(state, request, policy, rules);
  if (!ruling.approved && !letsThrough(rules.mode, ruling.reason)) return reject(state, request, policy, ruling.reason);
  return ruling.approved && rules.mode === 'enforce'
    ? approve(state, request, policy, ruling)
    : shadow(state, request, policy, ruling);
}

/** DESIGN §4 "Enforce", in order: what makes any booking impossible, then what is wrong with this one. The first reason that holds counts. */
function rule(state: ConversationState, request: Request, policy: Policy, rules: ChannelPolicy): Ruling {
  const impossible = whyNothingGoes(state, request, policy);
  if (impossible) return no(impossible);
  if (isForMove(state, rules)) return no('change_in_progress');
  if (!state.selection && bookedAs(state, request, policy)) return no('already_booked');
  if (!state.check) return no('availability_not_checked');
  if (isExpired(state, state.check, rules)) return no('offers_expired');
  const { selection } = state;
  return selection
    ? ruleOnSelection(state, state.check, selection, request, policy)
    : no(state.cleared ?? 'no_selection');
}

/** Whatever is asked for: the request makes no sense, or nothing can be approved now. */
export function whyNothingGoes(
  state: ConversationState,
  request: Recorded<EventNamed<'BookingRequested' | 'CancellationRequested' | 'RescheduleRequested'>>,
  policy: Policy,
): Reason | undefined {
  const bar = whatBars(state, request, policy.timeZone);
  if (bar) return bar;
  const pending = Object.values(state.requests).find((known) => known.outcome === 'pending');
  if (pending) return pending.change ? 'change_in_progress' : 'booking_in_progress';
  return undefined;
}

/** What is chosen now is where the appointment shall go, not a second one. Another service is another matter. */
function isForMove(state: ConversationState, rules: ChannelPolicy): boolean {
  const { wish, check, selection } = state;
  // A list outlives the wish that it was made for: it does not become one for another appointment by that.
  const isMadeFor = wish?.kind === 'reschedule' && check !== undefined && check.at - wish.at <= rules.offerTtlMs;
  if (!isMadeFor || !selection) return false;
  const { service } = selection.slot;
  return state.appointments.some(({ id, slot }) => wish.appointments.includes(id) && slot.service === service);
}

/** What was asked for and has not grown old. */
export function liveWish(state: ConversationState, { offerTtlMs }: ChannelPolicy): ChangeWish | undefined {
  return state.wish && state.time - state.wish.at <= offerTtlMs ? state.wish : undefined;
}

/** Whether the chosen slot is what the request names, and can be had. `moved` is the appointment that would make room for it. */
export function ruleOnSelection(
  state: ConversationState,
  check: Check,
  selection: Selection,
  request: { readonly channel: Channel; readonly data: BookingArgs },
  policy: Policy,
  moved?: Appointment,
): Ruling {
  const rules = policy.channels[request.channel];
  // A choice ages by itself: a re-check renews the offer only.
  if (state.time - selection.at > rules.offerTtlMs) return no('no_selection');
  const slot = check.slots.find((offered) => sameSlot(offered, selection.slot));
  if (!slot) return no('slot_not_offered');
  const { timeZone } = policy;
  const match = matchRequest(request.data, slot, check.slots, { timeZone, ...rules });
  switch (match.kind) {
    case 'malformed':
      return no('malformed_request');
    case 'another_offer':
      return no('selection_mismatch');
    case 'not_offered':
      return no('slot_not_offered');
    case 'chosen':
      if (overlapping(state, slot, moved) || (moved && sameSlot(moved.slot, slot))) return no('already_booked');
      if (rules.presentation === 'require' && selection.evidence.presentation === undefined) return no('not_presented');
      return { approved: true, slot, adjustments: match.adjustments, evidence: selection.evidence };
    default:
      return match satisfies never;
  }
}

/** An appointment of this conversation that the slot overlaps. */
function overlapping(
  state: ConversationState,
  { start, end }: Pick<Slot, 'start' | 'end'>,
  moved?: Appointment,
): Appointment | undefined {
  return state.appointments.find(
    ({ id, slot }) =>
      id !== moved?.id && instantOf(slot.start) < instantOf(end) && instantOf(start) < instantOf(slot.end),
  );
}

/** The appointment that a request names, or runs into, taken by its word: where nothing is chosen there is nothing else to go by. */
function bookedAs(state: ConversationState, { data }: Request, policy: Policy): Appointment | undefined {
  const named = state.check?.slots.find((slot) => isMeant(data, slot, policy.timeZone));
  if (named) return overlapping(state, named);
  const start = data.start === undefined ? undefined : parseIsoDateTime(data.start, policy.timeZone);
  return state.appointments.find(
    ({ slot }) =>
      slot.slotId === data.slotId ||
      (start?.ok === true && instantOf(slot.start) <= start.instant && start.instant < instantOf(slot.end)),
  );
}

/** By conversation time, from when the offers were last shown or checked. */
export function isExpired(state: ConversationState, check: Check, { offerTtlMs }: ChannelPolicy): boolean {
  const shown = state.presentations
    .filter(({ offers }) => offers.some((offer) => check.slots.some((slot) => sameSlot(slot, offer.slot))))
    .map(({ at }) => at);
  return state.time - Math.max(check.at, ...shown) > offerTtlMs;
}

function approve(
  state: ConversationState,
  request: Request,
  policy: Policy,
  ruling: Extract<Ruling, { approved: true }>,
): Decision {
  const { slot, adjustments, evidence } = ruling;
  return guardEvent(
    'BookingApproved',
    request,
    toBusinessTime(state.time, policy.timeZone),
    {
      request: request.id,
      args: {
        ...slot,
        start: toBusinessTime(slot.start, policy.timeZone),
        end: toBusinessTime(slot.end, policy.timeZone),
      },
      adjustments,
      evidence,
      mode: 'enforce',
      policy: policy.version,
      validUntil: request.data.validUntil,
    },
    {},
  );
}

function reject(state: ConversationState, request: Request, policy: Policy, reason: Reason): Decision {
  const { selection } = state;
  const known = selection ? overlapping(state, selection.slot) : bookedAs(state, request, policy);
  const appointment = reason === 'already_booked' ? known?.id : undefined;
  const help = {
    ...(selection ? { selected: selection.slot } : {}),
    ...(state.check ? { offers: state.check.slots } : {}),
    ...(appointment === undefined ? {} : { appointment }),
  };
  const { mode } = policy.channels[request.channel];
  return guardEvent(
    'BookingRejected',
    request,
    toBusinessTime(state.time, policy.timeZone),
    { request: request.id, reason, mode, policy: policy.version, help },
    {},
  );
}

/** Approves as without a guard what is not barred, and records what enforcing would have said. What names no time and service can't be booked by anybody. */
function shadow(state: ConversationState, request: Request, policy: Policy, ruling: Ruling): Decision {
  const args = ruling.approved ? ruling.slot : asAsked(state, request, policy);
  if (!args) return reject(state, request, policy, 'malformed_request');
  return guardEvent(
    'BookingApproved',
    request,
    toBusinessTime(state.time, policy.timeZone),
    {
      request: request.id,
      args,
      adjustments: ruling.approved ? ruling.adjustments : {},
      ...(ruling.approved ? { evidence: ruling.evidence } : {}),
      mode: 'shadow',
      policy: policy.version,
      validUntil: request.data.validUntil,
      wouldReject: ruling.approved ? null : ruling.reason,
    },
    {},
  );
}

export function asAsked(
  state: ConversationState,
  { data }: { readonly data: BookingArgs },
  policy: Policy,
): ApprovedArgs | undefined {
  const offered = state.check?.slots.find((slot) => isMeant(data, slot, policy.timeZone));
  if (offered) return offered;
  const start = data.start === undefined ? undefined : parseIsoDateTime(data.start, policy.timeZone);
  const service = data.service ?? state.check?.slots[0]?.service;
  if (!start?.ok || service === undefined) return undefined;
  const { resource } = data;
  return {
    start: toBusinessTime(start.instant, policy.timeZone),
    service,
    ...(resource === undefined ? {} : { resource }),
  };
}
