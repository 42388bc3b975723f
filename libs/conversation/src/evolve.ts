import { instantOf, sameInstant } from '@slotguard/business-time';
import { attendanceAfter } from './attendance.js';
import { consentAfter } from './consent.js';
import type { ApprovedArgs, ConversationEvent, EventNamed, HoldEvent, NoSelection } from './events.js';
import { isHoldEvent } from './hold-event.js';
import type { Slot } from './slot.js';
import { sameSlot } from './slot.js';
import type { ConversationState, DecidedRequest } from './state.js';
import { own } from './state.js';

/** The lists that a reply may still mean: older ones have scrolled away. Bounds the state of a long conversation. */
const PRESENTATIONS_KEPT = 5;
const SAID_KEPT = 20;

/** What an event changes. Total: any event in any order folds, and what makes no sense changes nothing. */
export function evolve(state: ConversationState, event: ConversationEvent): ConversationState {
  // Not even the time of a hold counts: no decision may depend on what is only kept.
  if (isHoldEvent(event)) return state;
  // An operator's clock is whichever machine's the command ran on: it says nothing of the customer's time.
  const time = event.writer === 'ops' ? state.time : Math.max(state.time, instantOf(event.time));
  return change({ ...state, time }, event);
}

function change(state: ConversationState, event: Exclude<ConversationEvent, HoldEvent>): ConversationState {
  switch (event.type) {
    case 'UserUtterance':
      return heard(state, event);
    case 'AvailabilityChecked':
      return checked(state, event);
    case 'OffersPresented':
      return presented(state, event);
    case 'AssistantReplied':
      return {
        ...state,
        said: [...state.said, saidIn(event)].slice(-SAID_KEPT),
      };
    case 'MessageSent':
      return sent(state, event);
    case 'MessageFailed':
      return {
        ...state,
        said: state.said.filter((said) => said.message !== event.data.message),
        presentations: state.presentations.map((shown) =>
          shown.message === event.data.message ? { ...shown, failed: true } : shown,
        ),
      };
    case 'SlotSelected':
      return selected(wished(state, event), event);
    case 'NoSlotSelected': {
      const open = wished(state, event);
      return clears(event.data.why) ? { ...without(open, 'selection'), cleared: event.data.why } : open;
    }
    case 'BookingApproved':
      return without(
        decided(state, event.data.request, { approved: true, outcome: 'pending', args: event.data.args }),
        'selection',
      );
    case 'BookingRejected':
      return decided(state, event.data.request, { approved: false, outcome: 'rejected' });
    case 'CancellationApproved':
    case 'RescheduleApproved':
      return changeApproved(state, event);
    case 'CancellationRejected':
    case 'RescheduleRejected':
      return decided(state, event.data.request, {
        approved: false,
        outcome: 'rejected',
        change: event.type === 'CancellationRejected' ? 'cancel' : 'reschedule',
      });
    case 'AppointmentBooked':
      return booked(state, event);
    case 'AppointmentDeclined':
      return declined(state, event);
    case 'AppointmentCancelled':
      return cancelled(state, event);
    case 'AppointmentRescheduled':
      return rescheduled(state, event);
    case 'ChangeDeclined':
      return changeDeclined(state, event);
    case 'CustomerOptedOut':
    case 'CustomerOptedIn':
      return consented(state, event);
    case 'ConversationEnded':
      return { ...state, ended: true };
    case 'OperatorReplied':
      // A yes to a person's question is no yes to the assistant's.
      return { ...state, said: [...state.said, wordsOf(event)].slice(-SAID_KEPT) };
    case 'PersonRequested':
    case 'ConversationTakenOver':
    case 'ConversationReleased':
      return attendedAfter(state, event);
    case 'CancellationOrdered':
      return ordered(state, event);
    case 'ConversationStarted':
    case 'CustomerIdentified':
    case 'BusinessNotified':
    case 'ReminderDue':
    case 'BookingRequested':
    case 'CancellationRequested':
    case 'RescheduleRequested':
    case 'AssistantStepped':
    case 'TurnEnded':
    case 'PolicyChanged':
      return state;
    default:
      return event satisfies never;
  }
}

/** A key taken out, since an optional property is absent rather than undefined. */
function without<K extends 'check' | 'selection' | 'cleared' | 'attended' | 'wish'>(
  state: ConversationState,
  ...keys: K[]
): ConversationState {
  const rest = { ...state };
  for (const key of keys) delete (rest as { [P in K]?: unknown })[key];
  return rest;
}

/** An utterance after the end reopens the conversation, empty but for who booked what and who said what. */
function heard(state: ConversationState, event: EventNamed<'UserUtterance'>): ConversationState {
  if (Object.hasOwn(state.utterances, event.id)) return state;
  const open = state.ended
    ? { ...without(state, 'check', 'selection', 'cleared', 'wish'), presentations: [], said: [], ended: false }
    : state;
  return {
    ...open,
    utterances: { ...open.utterances, [event.id]: Object.keys(open.utterances).length },
    lastUtteranceBegan: Math.max(open.lastUtteranceBegan, instantOf(event.data.beganAt)),
  };
}

/** Replaces the offers. The selection survives only when the same slot is listed again: the offer is renewed, the choice's age is not. */
function checked(state: ConversationState, event: EventNamed<'AvailabilityChecked'>): ConversationState {
  if (!event.data.success) return state;
  const slots = event.data.slots;
  const check = { id: event.id, at: instantOf(event.time), slots };
  const again = state.selection && slots.find((slot) => sameSlot(slot, state.selection!.slot));
  if (again && state.selection) return { ...state, check, selection: { ...state.selection, slot: again } };
  return { ...without(state, 'selection', 'cleared'), check };
}

function presented(state: ConversationState, event: EventNamed<'OffersPresented'>): ConversationState {
  const { offers, reachedAt, message } = event.data;
  const shown = { id: event.id, at: instantOf(reachedAt), offers, ...(message === undefined ? {} : { message }) };
  const presentations = [...state.presentations.filter((p) => p.id !== event.id), shown]
    .sort((a, b) => a.at - b.at)
    .slice(-PRESENTATIONS_KEPT);
  return { ...state, presentations };
}

function saidIn({ id, time, data }: EventNamed<'AssistantReplied'>): ConversationState['said'][number] {
  return { message: id, asks: data.asks, at: instantOf(time), offers: data.offers };
}

function wordsOf({ id, time }: EventNamed<'OperatorReplied'>): ConversationState['said'][number] {
  return { message: id, asks: { kind: 'other' }, at: instantOf(time), offers: [], byPerson: true };
}

/**
 * What was chosen or asked for while a person attended was said to that person, who has seen to it: an assistant that answers again must not act on
 * it behind their back. Nor on what came before, of which they may have spoken.
 */
function attendedAfter(state: ConversationState, event: ConversationEvent): ConversationState {
  const attended = attendanceAfter(state.attended, event);
  if (attended) return { ...state, attended };
  return state.attended ? withoutIntent(without(state, 'attended')) : state;
}

/**
 * Whoever writes STOP has done with what was chosen and asked for, and what they say until they write START is answered by nobody: nothing of it is
 * acted on afterwards. It is chosen, or asked for, anew.
 */
function consented(
  state: ConversationState,
  event: EventNamed<'CustomerOptedOut' | 'CustomerOptedIn'>,
): ConversationState {
  const consent = consentAfter(state, event);
  const open = consent.optedOut === state.optedOut ? state : withoutIntent(state);
  return { ...open, ...consent };
}

/** A later receipt for the same message tells nothing new: the first one says since when it can have been answered. */
function sent(state: ConversationState, event: EventNamed<'MessageSent'>): ConversationState {
  const sentAt = instantOf(event.time);
  return {
    ...state,
    said: state.said.map((said) =>
      said.message === event.data.message && said.sentAt === undefined ? { ...said, sentAt } : said,
    ),
  };
}

function selected(state: ConversationState, event: EventNamed<'SlotSelected'>): ConversationState {
  const { slot, evidence } = event.data;
  const utteranceIndex = own(state.utterances, evidence.utterance) ?? -1;
  return { ...without(state, 'cleared'), selection: { slot, evidence, utteranceIndex, at: instantOf(event.time) } };
}

/**
 * The newest words count: another wish replaces the one before, and what was chosen before is not meant for it. What is offered for another
 * time is looked up after the wish, and means nothing without it: a few words to a list must not move what they were to book, or book
 * what they were to move. To cancel instead ends such a list, too.
 */
function wished(state: ConversationState, event: EventNamed<'SlotSelected' | 'NoSlotSelected'>): ConversationState {
  const { change } = event.data;
  if (!change) return state;
  if (change.kind === 'keep') {
    const isFor = state.wish?.kind === 'reschedule' && event.type === 'NoSlotSelected';
    return isFor ? withoutOffers(without(state, 'wish')) : without(state, 'wish');
  }
  const utterance = event.type === 'SlotSelected' ? event.data.evidence.utterance : event.data.utterance;
  const { kind, appointments } = change;
  if (kind === 'attend') return confirmed(state, appointments, utterance);
  const utteranceIndex = own(state.utterances, utterance) ?? -1;
  const wish = { kind, appointments, utterance, utteranceIndex, at: instantOf(event.time) };
  const isForMove = state.wish?.kind === 'reschedule';
  const open = isForMove === (kind === 'reschedule') ? state : withoutOffers(state);
  return { ...without(open, 'selection', 'cleared'), wish };
}

/** Who says to come to an appointment does not want it otherwise. */
function confirmed(state: ConversationState, ids: readonly string[], utterance: string): ConversationState {
  const appointments = state.appointments.map((known) =>
    ids.includes(known.id) ? { ...known, confirmedBy: utterance } : known,
  );
  const isAbout = state.wish?.appointments.some((id) => ids.includes(id)) ?? false;
  return { ...(isAbout ? withoutIntent(state) : state), appointments };
}

/** Nothing is chosen or asked for any more. What is offered can be chosen anew, but for a list that was made to move an appointment. */
function withoutIntent(state: ConversationState): ConversationState {
  const open = without(state, 'selection', 'cleared', 'wish');
  return state.wish?.kind === 'reschedule' ? withoutOffers(open) : open;
}

function withoutOffers(state: ConversationState): ConversationState {
  return { ...without(state, 'check', 'selection', 'cleared'), presentations: [] };
}

export function clears(why: NoSelection): why is NonNullable<ConversationState['cleared']> {
  return why === 'ambiguous' || why === 'not_offered' || why === 'hesitating' || why === 'declined';
}

function decided(state: ConversationState, request: string, as: DecidedRequest): ConversationState {
  if (Object.hasOwn(state.requests, request)) return state;
  return { ...state, requests: { ...state.requests, [request]: as } };
}

function ended(
  state: ConversationState,
  request: string,
  outcome: 'booked' | 'cancelled' | 'rescheduled' | 'declined',
): ConversationState {
  const was = own(state.requests, request);
  if (was?.outcome !== 'pending') return state;
  return { ...state, requests: { ...state.requests, [request]: { ...was, outcome } } };
}

/** What is booked needs no offers any more: the next appointment starts with a check. */
function booked(state: ConversationState, event: EventNamed<'AppointmentBooked'>): ConversationState {
  const { appointment, request, slot } = event.data;
  if (state.appointments.some((known) => known.id === appointment)) return state;
  return {
    ...without(ended(state, request, 'booked'), 'check', 'selection', 'cleared'),
    presentations: [],
    appointments: [...state.appointments, { id: appointment, request, slot }],
  };
}

/** The slot is gone for this conversation; the rest stays offered. */
function declined(state: ConversationState, event: EventNamed<'AppointmentDeclined'>): ConversationState {
  const { request, slot: gone } = event.data;
  return withoutSlot(ended(state, request, 'declined'), gone);
}

/** The same, with this slot neither offered nor chosen. */
export function withoutSlot(
  open: ConversationState,
  gone: Pick<ApprovedArgs, 'slotId' | 'start' | 'service' | 'resource'>,
): ConversationState {
  if (!open.check) return open;
  const isGone = (slot: Slot): boolean =>
    slot.slotId === gone.slotId ||
    (slot.service === gone.service && slot.resource === gone.resource && sameInstant(slot.start, gone.start));
  const slots = open.check.slots.filter((slot) => !isGone(slot));
  const kept = open.selection && isGone(open.selection.slot) ? without(open, 'selection') : open;
  return { ...kept, check: { ...open.check, slots } };
}

/** One wish serves one approval; a wish that was not for this stays. */
function changeApproved(
  state: ConversationState,
  { type, data }: EventNamed<'CancellationApproved' | 'RescheduleApproved'>,
): ConversationState {
  const change = type === 'CancellationApproved' ? 'cancel' : 'reschedule';
  const wish = state.wish?.kind === change ? { wish: state.wish } : {};
  const args = 'args' in data ? { args: data.args } : {};
  const next = decided(state, data.request, { approved: true, outcome: 'pending', change, ...args, ...wish });
  const open = change === 'reschedule' ? without(next, 'selection') : next;
  return state.wish?.kind === change ? without(open, 'wish') : open;
}

function cancelled(state: ConversationState, event: EventNamed<'AppointmentCancelled'>): ConversationState {
  const { appointment, request } = event.data;
  const gone = state.appointments.filter(({ id }) => id === appointment);
  return {
    ...ended(state, request, 'cancelled'),
    appointments: state.appointments.filter(({ id }) => id !== appointment),
    cancelled: [...state.cancelled, ...gone],
  };
}

/**
 * What the customer wanted of that appointment is settled by the operator, and a list of times that it was to move to means nothing any more: nothing is
 * booked with it. The appointment stands until the calendar has said its word.
 */
function ordered(state: ConversationState, { data }: EventNamed<'CancellationOrdered'>): ConversationState {
  const { wish } = state;
  if (!wish || wish.appointments.some((id) => id !== data.appointment)) return state;
  return wish.kind === 'reschedule' ? withoutOffers(without(state, 'wish')) : without(state, 'wish');
}

/** As after a booking: what was offered has served. */
function rescheduled(state: ConversationState, event: EventNamed<'AppointmentRescheduled'>): ConversationState {
  const { appointment, request, slot } = event.data;
  return {
    ...without(ended(state, request, 'rescheduled'), 'check', 'selection', 'cleared'),
    presentations: [],
    appointments: state.appointments.map((known) =>
      known.id === appointment ? { id: known.id, request: known.request, slot } : known,
    ),
  };
}

/** What was asked for is asked for still, unless something else was meanwhile. */
function changeDeclined(state: ConversationState, event: EventNamed<'ChangeDeclined'>): ConversationState {
  const { request, slot } = event.data;
  const was = own(state.requests, request);
  const open = ended(state, request, 'declined');
  const again = was?.outcome === 'pending' && was.wish && !open.wish ? { ...open, wish: was.wish } : open;
  return slot === undefined ? again : withoutSlot(again, slot);
}
