import type { ChangeAsked, ConversationEvent, Recorded, Story } from '@slotguard/conversation';
import { isVerdict, verdictId } from '@slotguard/conversation';
import type { TranscriptLine, VerdictSeen } from './assistant.js';

/** The story as an assistant may know it: what was said, asked, found and booked, each utterance with the guard's verdict. */
export function transcriptOf(story: Story): TranscriptLine[] {
  const verdicts = new Map<string, VerdictSeen>();
  const changes = new Map<string, ChangeAsked>();
  for (const event of story) {
    if (!isVerdict(event)) continue;
    const utterance = event.type === 'SlotSelected' ? event.data.evidence.utterance : event.data.utterance;
    if (event.data.change) changes.set(utterance, event.data.change);
    if (event.type === 'SlotSelected')
      verdicts.set(event.data.evidence.utterance, { kind: 'selected', slot: event.data.slot });
    else verdicts.set(event.data.utterance, { kind: event.data.why, candidates: event.data.candidates ?? [] });
  }
  return story.flatMap((event) => lineOf(event, verdicts, changes) ?? []);
}

function lineOf(
  event: Recorded<ConversationEvent>,
  verdicts: ReadonlyMap<string, VerdictSeen>,
  changes: ReadonlyMap<string, ChangeAsked>,
): TranscriptLine | undefined {
  switch (event.type) {
    case 'UserUtterance': {
      const { beganAt, keyword } = event.data;
      const verdict = verdicts.get(event.id);
      const change = changes.get(event.id);
      const { text } = event.personal;
      return {
        kind: 'customer',
        id: event.id,
        text,
        beganAt,
        ...(keyword ? { keyword } : {}),
        ...(verdict ? { verdict } : {}),
        ...(change ? { change } : {}),
      };
    }
    case 'AssistantReplied': {
      const { turn, asks, purpose, offers } = event.data;
      return { kind: 'assistant', id: event.id, turn, text: event.personal.text, asks, purpose, offers };
    }
    case 'AvailabilityChecked': {
      const { asked, success, slots, note } = event.data;
      return { kind: 'check', id: event.id, asked, success, slots, ...(note ? { note } : {}) };
    }
    case 'CancellationRequested':
    case 'RescheduleRequested':
    case 'BookingRequested': {
      const { turn } = event.data;
      return { kind: 'request', id: event.id, ...(turn === undefined ? {} : { turn }) };
    }
    case 'AppointmentBooked':
      return { kind: 'booked', appointment: event.data.appointment, slot: event.data.slot };
    case 'BookingRejected':
    case 'AppointmentDeclined':
      return { kind: 'not_booked', reason: event.data.reason };
    case 'HoldRefused': {
      const { verdict, slot, reason } = event.data;
      const utterance = [...verdicts.keys()].find((chose) => verdictId(chose) === verdict);
      // Neither takes the slot from the customer, who need not hear of it.
      return utterance === undefined || reason === 'no_longer_chosen' || reason === 'too_many_holds'
        ? undefined
        : { kind: 'not_held', utterance, slot, reason };
    }
    case 'AppointmentCancelled':
      return { kind: 'cancelled', appointment: event.data.appointment, slot: event.data.slot };
    case 'AppointmentRescheduled': {
      const { appointment, from, slot } = event.data;
      return { kind: 'rescheduled', appointment, from, slot };
    }
    case 'CancellationRejected':
    case 'RescheduleRejected':
    case 'ChangeDeclined':
      return { kind: 'not_changed', reason: event.data.reason };
    case 'CustomerIdentified':
      return event.personal.name === undefined ? undefined : { kind: 'named', name: event.personal.name };
    case 'ConversationEnded':
      return { kind: 'ended' };
    case 'OperatorReplied':
      return { kind: 'operator', id: event.id, text: event.personal.text };
    case 'ConversationStarted':
    case 'OffersPresented':
    case 'AssistantStepped':
    case 'TurnEnded':
    case 'MessageSent':
    case 'MessageFailed':
    case 'CustomerOptedOut':
    case 'CustomerOptedIn':
    case 'SlotSelected':
    case 'NoSlotSelected':
    case 'BookingApproved':
    case 'HoldPlaced':
    case 'HoldReleased':
    case 'ReminderDue':
    case 'CancellationApproved':
    case 'RescheduleApproved':
    case 'PolicyChanged':
    case 'PersonRequested':
    case 'BusinessNotified':
    case 'ConversationTakenOver':
    case 'ConversationReleased':
    case 'CancellationOrdered':
      return undefined;
    default:
      return event satisfies never;
  }
}
