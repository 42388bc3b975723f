import type { EventNamed, EventType } from '@slotguard/conversation';
import { REASONS } from '@slotguard/conversation';
import { z } from 'zod';
import { availabilityNote, availabilityQuery } from './availability.js';
import { count, id, name, numberedSlots, slot, text, time, written } from './fields.js';
import { policy } from './policy-schema.js';
import { BASES, DECLINE_REASONS, HOLD_REFUSALS, MODEL_FAULTS, NO_SELECTIONS, RELEASE_REASONS } from './verdicts.js';

const maybe = z.exactOptional;
const nothing = z.object({});

const asks = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slot') }),
  z.object({ kind: z.literal('confirm'), slot }),
  z.object({ kind: z.literal('cancel'), appointment: id }),
  z.object({ kind: z.literal('attend'), appointment: id }),
  z.object({ kind: z.literal('other') }),
]);
const breach = z.enum(['unknown_words', 'unproved_claim', 'unknown_time', 'wrong_numbering', 'unknown_placeholder']);
const evidence = z.object({ check: id, presentation: maybe(id), utterance: id });
const mode = z.enum(['enforce', 'shadow']);
const reason = z.enum(REASONS);
const adjustment = z.object({
  from: z.string().nullable(),
  to: z.string(),
  why: z.enum(['missing', 'same_instant', 'no_offset', 'seconds', 'mislabelled_offset', 'name']),
});
const adjustments = z.object({
  slotId: maybe(adjustment),
  start: maybe(adjustment),
  service: maybe(adjustment),
  resource: maybe(adjustment),
});
const approvedArgs = z.object({
  slotId: maybe(id),
  start: time,
  end: maybe(time),
  service: written,
  resource: maybe(written),
});
const toolCall = z.object({
  tool: z.enum([
    'check_availability',
    'book_appointment',
    'booking_status',
    'cancel_appointment',
    'reschedule_appointment',
  ]),
  args: z.record(z.string(), z.unknown()),
});

/** Appointments of one conversation: far more than anybody has. */
const appointments = z.array(id).max(100);
const change = z.object({
  kind: z.enum(['cancel', 'reschedule', 'keep', 'attend']),
  appointments,
  span: z.object({ start: count, end: count }),
});
const changeRequest = { appointment: maybe(written), turn: maybe(id), validUntil: time };
const changeApproval = {
  request: id,
  appointment: id,
  mode,
  policy: name,
  validUntil: time,
  wouldReject: maybe(reason.nullable()),
};
const declineReason = z.enum(DECLINE_REASONS);

type Schemas = {
  readonly [T in EventType]: {
    readonly data: z.ZodType<EventNamed<T>['data']>;
    readonly personal: z.ZodType<EventNamed<T>['personal']>;
  };
};

/** The bodies of all events in their newest version. What differs from the domain's types does not compile. */
export const eventSchemas: Schemas = {
  ConversationStarted: {
    data: z.object({ thread: z.enum(['number_pair', 'mail_thread', 'call', 'embedded']) }),
    personal: z.object({ customer: maybe(name), business: maybe(name) }),
  },
  CustomerIdentified: {
    data: z.object({ verifiedBy: z.enum(['channel_address', 'said', 'operator']) }),
    personal: z.object({ name: maybe(name), address: maybe(name) }),
  },
  ConversationEnded: {
    data: z.object({ how: z.enum(['customer', 'assistant', 'idle', 'operator', 'hung_up']) }),
    personal: nothing,
  },
  UserUtterance: {
    data: z.object({
      source: z.enum(['message', 'voice_transcript', 'dtmf']),
      beganAt: time,
      answers: maybe(id),
      confidence: maybe(z.number().min(0).max(1)),
      keyword: maybe(z.enum(['stop', 'start', 'help'])),
      carrierAnswered: maybe(z.literal(true)),
    }),
    personal: z.object({ text }),
  },
  AvailabilityChecked: {
    data: z.object({
      success: z.boolean(),
      asked: availabilityQuery,
      slots: z.array(slot).max(100),
      note: maybe(availabilityNote),
    }),
    personal: nothing,
  },
  OffersPresented: {
    data: z.object({
      offers: numberedSlots,
      reachedAt: time,
      message: maybe(id),
      evidence: z.object({ kind: z.enum(['sent', 'delivered', 'played', 'shown']), providerId: maybe(name) }),
    }),
    personal: nothing,
  },
  BookingRequested: {
    data: z.object({
      slotId: maybe(written),
      start: maybe(written),
      service: maybe(written),
      resource: maybe(written),
      turn: maybe(id),
      validUntil: time,
    }),
    personal: z.object({
      customer: maybe(z.object({ name: maybe(written), phone: maybe(written), email: maybe(written) })),
    }),
  },
  CancellationRequested: { data: z.object(changeRequest), personal: nothing },
  RescheduleRequested: {
    data: z.object({
      slotId: maybe(written),
      start: maybe(written),
      service: maybe(written),
      resource: maybe(written),
      ...changeRequest,
    }),
    personal: nothing,
  },
  AssistantStepped: {
    data: z.object({
      turn: id,
      step: count,
      assistant: name,
      asks: z.enum(['slot', 'confirm', 'other']),
      final: z.boolean(),
      usage: maybe(z.object({ model: name, inputTokens: count, outputTokens: count })),
      fallback: maybe(z.enum(MODEL_FAULTS)),
    }),
    personal: z.object({ calls: z.array(toolCall).max(20), say: maybe(text), customerName: maybe(name) }),
  },
  AssistantReplied: {
    data: z.object({
      turn: id,
      asks,
      purpose: z.enum(['chatter', 'confirmation']),
      offers: numberedSlots,
      breaches: z.array(breach).max(20),
    }),
    personal: z.object({ text, withheld: maybe(text) }),
  },
  TurnEnded: {
    data: z.object({
      turn: id,
      how: z.enum(['answered', 'superseded', 'silent', 'failed']),
      answers: z.array(id).max(1_000),
    }),
    personal: nothing,
  },
  MessageSent: {
    data: z.object({ message: id, providerId: name, status: z.enum(['sent', 'delivered']) }),
    personal: nothing,
  },
  MessageFailed: {
    data: z.object({ message: id, providerId: maybe(name), code: name }),
    personal: nothing,
  },
  CustomerOptedOut: { data: z.object({ utterance: maybe(id) }), personal: nothing },
  CustomerOptedIn: { data: z.object({ utterance: maybe(id) }), personal: nothing },
  SlotSelected: {
    data: z.object({
      slot,
      basis: z.enum(BASES),
      span: z.object({ start: count, end: count }),
      evidence,
      change: maybe(change),
    }),
    personal: z.object({ words: text }),
  },
  NoSlotSelected: {
    data: z.object({
      why: z.enum(NO_SELECTIONS),
      candidates: maybe(z.array(slot).max(100)),
      utterance: id,
      change: maybe(change),
    }),
    personal: nothing,
  },
  BookingApproved: {
    data: z.object({
      request: id,
      args: approvedArgs,
      adjustments,
      evidence: maybe(evidence),
      mode,
      policy: name,
      validUntil: time,
      wouldReject: maybe(reason.nullable()),
    }),
    personal: nothing,
  },
  BookingRejected: {
    data: z.object({
      request: id,
      reason,
      mode,
      policy: name,
      help: z.object({ selected: maybe(slot), offers: maybe(z.array(slot).max(100)), appointment: maybe(id) }),
    }),
    personal: nothing,
  },
  CancellationApproved: {
    data: z.object({ ...changeApproval, slot, evidence: maybe(z.object({ utterance: id })) }),
    personal: nothing,
  },
  CancellationRejected: {
    data: z.object({ request: id, reason, mode, policy: name, help: z.object({ appointments }) }),
    personal: nothing,
  },
  RescheduleApproved: {
    data: z.object({
      ...changeApproval,
      from: slot,
      args: approvedArgs,
      adjustments,
      evidence: maybe(evidence.extend({ asked: id })),
    }),
    personal: nothing,
  },
  RescheduleRejected: {
    data: z.object({
      request: id,
      reason,
      mode,
      policy: name,
      help: z.object({ appointments, selected: maybe(slot), offers: maybe(z.array(slot).max(100)) }),
    }),
    personal: nothing,
  },
  AppointmentBooked: { data: z.object({ request: id, appointment: id, slot }), personal: nothing },
  AppointmentDeclined: {
    data: z.object({
      request: id,
      reason: declineReason,
      slot: approvedArgs,
    }),
    personal: nothing,
  },
  AppointmentCancelled: { data: z.object({ request: id, appointment: id, slot }), personal: nothing },
  AppointmentRescheduled: { data: z.object({ request: id, appointment: id, from: slot, slot }), personal: nothing },
  ChangeDeclined: {
    data: z.object({
      request: id,
      appointment: id,
      kind: z.enum(['cancel', 'reschedule']),
      reason: declineReason,
      slot: maybe(approvedArgs),
    }),
    personal: nothing,
  },
  HoldPlaced: { data: z.object({ hold: id, verdict: id, slot, until: time }), personal: nothing },
  HoldRefused: { data: z.object({ verdict: id, slot, reason: z.enum(HOLD_REFUSALS) }), personal: nothing },
  HoldReleased: { data: z.object({ hold: id, why: z.enum(RELEASE_REASONS) }), personal: nothing },
  ReminderDue: { data: z.object({ appointment: id, slot, validUntil: time }), personal: nothing },
  PolicyChanged: { data: z.object({ policy, actor: name, reason: text }), personal: nothing },
  PersonRequested: { data: z.object({ utterance: id }), personal: nothing },
  BusinessNotified: { data: z.object({ about: id, by: z.enum(['webhook', 'mail']) }), personal: nothing },
  ConversationTakenOver: { data: z.object({ actor: name }), personal: z.object({ reason: text }) },
  OperatorReplied: { data: z.object({ actor: name }), personal: z.object({ text }) },
  ConversationReleased: { data: z.object({ actor: name }), personal: z.object({ reason: text }) },
  CancellationOrdered: { data: z.object({ appointment: id, slot, actor: name }), personal: z.object({ reason: text }) },
};
