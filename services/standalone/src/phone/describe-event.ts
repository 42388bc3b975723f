import { declineDocs, holdRefusalDocs, noSelectionDocs, reasonDocs, releaseDocs } from '@slotguard/contracts';
import type { ConversationEvent, EventNamed, GuardEvent, Recorded, Story } from '@slotguard/conversation';
import type { Actor, Detail, PhoneEvent, Tone } from '../phone-api.js';
import {
  approvalDetails,
  cancellationDetails,
  changeRejectionDetails,
  evidenceDetails,
  moveDetails,
  rejectionDetails,
} from './decision-details.js';
import { clause, detail, quoted, textOf, type Words } from './words.js';

/** Events that a trick brought about carry this in their ids. */
export const TRICK_MARK = '-trick-';
export const isTrick = (id: string): boolean => id.includes(TRICK_MARK);

interface Described {
  readonly actor: Actor;
  readonly summary: string;
  readonly tone?: Tone;
  readonly minor?: boolean;
  readonly details?: readonly Detail[];
}

/** An event in words. `story` is the conversation up to and with it: evidence is quoted from there. */
export function describeEvent(event: Recorded<ConversationEvent>, story: Story, words: Words): PhoneEvent {
  const { id, type, time, writer, data, personal } = event;
  const { actor, summary, tone = 'plain', minor = false, details = [] } = describe(event, story, words);
  return { id, type, time, writer, actor, tone, minor, summary, details, data: { ...data, ...personal } };
}

function describe(event: ConversationEvent, story: Story, words: Words): Described {
  switch (event.type) {
    case 'ConversationStarted':
      return { actor: 'customer', minor: true, summary: 'A conversation begins' };
    case 'CustomerIdentified':
      return { actor: 'customer', minor: true, summary: `The customer is ${event.personal.name ?? 'known'}` };
    case 'ConversationEnded':
      return { actor: 'assistant', summary: 'The conversation is over' };
    case 'UserUtterance':
      return { actor: 'customer', summary: `Says: ${quoted(event.personal.text)}` };
    case 'CustomerOptedOut':
      return { actor: 'customer', tone: 'changed', summary: 'The customer wants no more texts' };
    case 'CustomerOptedIn':
      return { actor: 'customer', tone: 'changed', summary: 'The customer wants texts again' };
    case 'MessageSent':
      return {
        actor: 'carrier',
        minor: true,
        summary: event.data.status === 'delivered' ? 'The text was delivered' : 'The text went out',
      };
    case 'MessageFailed':
      return { actor: 'carrier', tone: 'bad', summary: `The text did not go out (${event.data.code})` };
    case 'AvailabilityChecked':
    case 'OffersPresented':
    case 'BookingRequested':
    case 'CancellationRequested':
    case 'RescheduleRequested':
    case 'AssistantStepped':
    case 'AssistantReplied':
    case 'TurnEnded':
      return describeAssistant(event, words);
    case 'SlotSelected':
    case 'NoSlotSelected':
    case 'BookingApproved':
    case 'BookingRejected':
    case 'CancellationApproved':
    case 'CancellationRejected':
    case 'RescheduleApproved':
    case 'RescheduleRejected':
      return { actor: 'guard', ...describeGuard(event, story, words) };
    case 'AppointmentBooked':
      return { actor: 'calendar', tone: 'good', summary: `Booked: ${words.slot(event.data.slot)}` };
    case 'AppointmentDeclined':
      return {
        actor: 'calendar',
        tone: 'bad',
        summary: `Not booked: ${clause(declineDocs[event.data.reason].means)}`,
        details: detail('Slot', words.slot(event.data.slot)),
      };
    case 'AppointmentCancelled':
      return { actor: 'calendar', tone: 'changed', summary: `Cancelled: ${words.slot(event.data.slot)}` };
    case 'AppointmentRescheduled':
      return {
        actor: 'calendar',
        tone: 'good',
        summary: `Moved to ${words.slot(event.data.slot)}`,
        details: detail('Was', words.slot(event.data.from)),
      };
    case 'ChangeDeclined':
      return {
        actor: 'calendar',
        tone: 'bad',
        summary: `Not changed: ${clause(declineDocs[event.data.reason].means)}`,
        details: detail('Slot', event.data.slot && words.slot(event.data.slot)),
      };
    case 'PersonRequested':
      return { actor: 'customer', tone: 'changed', summary: 'The customer wants a person: the assistant is silent' };
    case 'BusinessNotified':
      return { actor: 'carrier', minor: true, summary: `The business was told by ${event.data.by}` };
    case 'ConversationTakenOver':
      return { actor: 'operator', tone: 'changed', summary: `${event.data.actor} takes over from the assistant` };
    case 'OperatorReplied':
      return { actor: 'operator', summary: `${event.data.actor}: ${quoted(event.personal.text)}` };
    case 'ConversationReleased':
      return { actor: 'operator', tone: 'changed', summary: 'The assistant answers again' };
    case 'CancellationOrdered':
      return {
        actor: 'operator',
        tone: 'changed',
        summary: `${event.data.actor} cancels ${words.slot(event.data.slot)}`,
        details: detail('Why', quoted(event.personal.reason)),
      };
    case 'HoldPlaced':
      return {
        actor: 'calendar',
        summary: `Held until ${words.when(event.data.until)}: ${words.slot(event.data.slot)}`,
      };
    case 'HoldRefused':
      return {
        actor: 'calendar',
        tone: 'changed',
        summary: `Not held: ${clause(holdRefusalDocs[event.data.reason].means)}`,
        details: detail('Slot', words.slot(event.data.slot)),
      };
    case 'HoldReleased':
      return {
        actor: 'calendar',
        minor: true,
        summary: `No longer held: ${clause(releaseDocs[event.data.why].means)}`,
      };
    case 'ReminderDue':
      return { actor: 'calendar', summary: `Time for a reminder: ${words.slot(event.data.slot)}` };
    case 'PolicyChanged':
      return { actor: 'operator', tone: 'changed', summary: `The rules are now ${event.data.policy.version}` };
    default:
      return event satisfies never;
  }
}

type AssistantEvent = EventNamed<
  | 'AvailabilityChecked'
  | 'OffersPresented'
  | 'BookingRequested'
  | 'CancellationRequested'
  | 'RescheduleRequested'
  | 'AssistantStepped'
  | 'AssistantReplied'
  | 'TurnEnded'
>;

function describeAssistant(event: AssistantEvent, words: Words): Described {
  switch (event.type) {
    case 'AvailabilityChecked': {
      const { asked, slots, note } = event.data;
      const wish = [asked.date, asked.time, asked.partOfDay, asked.resource && words.resource(asked.resource)];
      return {
        actor: 'assistant',
        summary: `Looks for ${words.service(asked.service)}: ${counted(slots.length, 'opening')}`,
        details: [
          ...detail('Wanted', wish.filter(Boolean).join(', ')),
          ...detail('Note', note?.replaceAll('_', ' ')),
          ...slots.map((slot, i) => ({ label: `Opening ${i + 1}`, value: words.slot(slot) })),
        ],
      };
    }
    case 'OffersPresented':
      return {
        actor: 'assistant',
        summary: `${counted(event.data.offers.length, 'offer')} reached the customer`,
        details: event.data.offers.map(({ number, slot }) => ({ label: `Number ${number}`, value: words.slot(slot) })),
      };
    case 'BookingRequested': {
      const byTrick = isTrick(event.id);
      return {
        actor: byTrick ? 'trick' : 'assistant',
        ...(byTrick ? { tone: 'bad' } : {}),
        summary: `${byTrick ? 'A dishonest assistant tries to book' : 'Asks to book'} ${words.slot(event.data)}`,
        details: [...detail('Start, as written', event.data.start), ...detail('Slot id', event.data.slotId)],
      };
    }
    case 'CancellationRequested':
      return {
        actor: 'assistant',
        summary: 'Asks to cancel an appointment',
        details: detail('Appointment', event.data.appointment),
      };
    case 'RescheduleRequested':
      return {
        actor: 'assistant',
        summary: `Asks to move an appointment to ${words.slot(event.data)}`,
        details: [...detail('Appointment', event.data.appointment), ...detail('Slot id', event.data.slotId)],
      };
    case 'AssistantStepped':
      return { actor: 'assistant', minor: true, summary: step(event) };
    case 'AssistantReplied':
      return reply(event);
    case 'TurnEnded':
      return { actor: 'assistant', minor: true, summary: `The turn ended: ${event.data.how}` };
    default:
      return event satisfies never;
  }
}

function step({ personal: { calls, say } }: EventNamed<'AssistantStepped'>): string {
  if (calls.length > 0) return `Assistant calls ${calls.map(({ tool }) => tool).join(', ')}`;
  return say === undefined ? 'Assistant says nothing' : 'Assistant writes an answer';
}

function reply({ id, data, personal }: EventNamed<'AssistantReplied'>): Described {
  if (data.breaches.length === 0) return { actor: 'assistant', summary: `Answers: ${quoted(personal.text)}` };
  return {
    actor: isTrick(id) ? 'trick' : 'guard',
    tone: 'bad',
    summary: `A false text was held back: ${quoted(personal.withheld ?? '')}`,
    details: [
      ...detail('Found by the gate', data.breaches.join(', ').replaceAll('_', ' ')),
      ...detail('Sent instead', personal.text),
    ],
  };
}

function describeGuard(event: GuardEvent, story: Story, words: Words): Omit<Described, 'actor'> {
  switch (event.type) {
    case 'SlotSelected':
      return {
        tone: 'good',
        summary: `${quoted(event.personal.words)} chooses ${words.slot(event.data.slot)}`,
        details: [
          { label: 'Read as', value: event.data.basis.replaceAll('_', ' ') },
          ...evidenceDetails(event.data, story, words),
        ],
      };
    case 'NoSlotSelected': {
      const { why, utterance, candidates = [], change } = event.data;
      return {
        tone: noSelectionDocs[why].clears || change ? 'changed' : 'plain',
        minor: why === 'none' && candidates.length === 0 && change === undefined,
        summary: change ? CHANGES[change.kind] : `Chooses nothing: ${clause(noSelectionDocs[why].means)}`,
        details: [
          { label: 'Customer said', value: quoted(textOf(utterance, story)) },
          { label: 'Verdict', value: why },
          ...candidates.map((slot) => ({ label: 'Could mean', value: words.slot(slot) })),
        ],
      };
    }
    case 'BookingApproved':
      return {
        tone: event.data.wouldReject ? 'changed' : 'good',
        summary: `${approved(event)}: ${words.slot(event.data.args)}`,
        details: approvalDetails(event, story, words),
      };
    case 'BookingRejected':
      return {
        tone: 'bad',
        summary: `Refused: ${clause(reasonDocs[event.data.reason].means)}`,
        details: rejectionDetails(event, words),
      };
    case 'CancellationApproved':
      return {
        tone: event.data.wouldReject ? 'changed' : 'good',
        summary: `${approved(event)}: cancelling ${words.slot(event.data.slot)}`,
        details: cancellationDetails(event, story),
      };
    case 'RescheduleApproved':
      return {
        tone: event.data.wouldReject ? 'changed' : 'good',
        summary: `${approved(event)}: moving to ${words.slot(event.data.args)}`,
        details: moveDetails(event, story, words),
      };
    case 'CancellationRejected':
    case 'RescheduleRejected':
      return {
        tone: 'bad',
        summary: `Refused: ${clause(reasonDocs[event.data.reason].means)}`,
        details: changeRejectionDetails(event),
      };
    default:
      return event satisfies never;
  }
}

/** What enforcing would have rejected is not called approved without more. */
function approved({ data }: EventNamed<'BookingApproved' | 'CancellationApproved' | 'RescheduleApproved'>): string {
  return data.wouldReject ? 'Let through in shadow' : 'Approved';
}

const CHANGES = {
  cancel: 'The customer asks to cancel',
  reschedule: 'The customer asks for another time',
  attend: 'The customer says to come',
  keep: 'The customer wants it kept as it is',
} as const;

const counted = (n: number, noun: string): string => `${n === 0 ? 'no' : n} ${noun}${n === 1 ? '' : 's'}`;
