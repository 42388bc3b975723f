import type {
  Asks,
  ConversationEvent,
  EventNamed,
  GuardEvent,
  HoldEvent,
  Outcome,
  Story,
} from '@slotguard/conversation';
import { harmless } from '../terminal.js';
import { describeGuard } from './describe-guard.js';
import { describePerson, type PersonEvent } from './describe-person.js';
import type { Entry } from './entry.js';
import { clock, quoted, slotInWords } from './entry.js';

/** An event in words; `story` is the conversation that its evidence is quoted from. */
export function describe(event: ConversationEvent, story: Story): Entry {
  switch (event.type) {
    case 'SlotSelected':
    case 'NoSlotSelected':
    case 'BookingApproved':
    case 'BookingRejected':
    case 'CancellationApproved':
    case 'CancellationRejected':
    case 'RescheduleApproved':
    case 'RescheduleRejected':
      return describeGuard(event, story);
    case 'AssistantStepped':
    case 'AssistantReplied':
    case 'AvailabilityChecked':
    case 'OffersPresented':
    case 'BookingRequested':
    case 'CancellationRequested':
    case 'RescheduleRequested':
    case 'TurnEnded':
      return describeAssistant(event);
    case 'AppointmentBooked':
      return { who: 'calendar', colour: 'green', says: `booked ${slotInWords(event.data.slot)}` };
    case 'AppointmentDeclined':
      return { who: 'calendar', colour: 'red', says: `declined: ${words(event.data.reason)}` };
    case 'AppointmentCancelled':
      return { who: 'calendar', colour: 'green', says: `cancelled ${slotInWords(event.data.slot)}` };
    case 'AppointmentRescheduled': {
      const { from, slot } = event.data;
      return { who: 'calendar', colour: 'green', says: `moved ${slotInWords(from)} to ${slotInWords(slot)}` };
    }
    case 'ChangeDeclined': {
      const { kind, reason } = event.data;
      return { who: 'calendar', colour: 'red', says: `declined to ${kind}: ${words(reason)}` };
    }
    case 'PersonRequested':
    case 'BusinessNotified':
    case 'ConversationTakenOver':
    case 'OperatorReplied':
    case 'ConversationReleased':
    case 'CancellationOrdered':
      return describePerson(event);
    case 'HoldPlaced':
    case 'HoldRefused':
    case 'HoldReleased':
      return describeHold(event);
    case 'ReminderDue': {
      const { slot, validUntil } = event.data;
      return { who: 'calendar', says: `reminds of ${slotInWords(slot)}, not after ${clock(validUntil)}` };
    }
    case 'PolicyChanged': {
      const { policy, actor, reason } = event.data;
      const modes = Object.entries(policy.channels).map(([channel, { mode }]) => `${channel}: ${mode}`);
      const says = `the policy is now ${harmless(policy.version)}, by ${harmless(actor)}: ${quoted(reason)}`;
      return { who: 'operator', says, details: modes };
    }
    default:
      return describeRest(event);
  }
}

type Rest = Exclude<
  ConversationEvent,
  GuardEvent | AssistantEvent | PersonEvent | HoldEvent | Outcome | EventNamed<'PolicyChanged' | 'ReminderDue'>
>;

function describeHold(event: HoldEvent): Entry {
  switch (event.type) {
    case 'HoldPlaced': {
      const { slot, until } = event.data;
      return { who: 'calendar', says: `holds ${slotInWords(slot)} until ${clock(until)}` };
    }
    case 'HoldRefused': {
      const { slot, reason } = event.data;
      return { who: 'calendar', colour: 'yellow', says: `can't hold ${slotInWords(slot)}: ${words(reason)}` };
    }
    case 'HoldReleased':
      return { who: 'calendar', colour: 'dim', says: `lets go of ${event.data.hold}: ${words(event.data.why)}` };
    default:
      return event satisfies never;
  }
}

function describeRest(event: Rest): Entry {
  switch (event.type) {
    case 'UserUtterance': {
      const { source, keyword } = event.data;
      const how = [source === 'message' ? undefined : words(source), keyword && `a carrier's word: ${keyword}`];
      return { who: 'customer', colour: 'bold', says: quoted(event.personal.text), details: how.filter(isText) };
    }
    case 'ConversationStarted':
      return { who: 'gateway', says: `a conversation begins (${words(event.data.thread)})` };
    case 'CustomerIdentified': {
      const { name, address } = event.personal;
      const who = [name, address].filter(isText).map(harmless).join(', ') || 'somebody';
      return { who: 'gateway', says: `the customer is ${who} (by ${words(event.data.verifiedBy)})` };
    }
    case 'ConversationEnded':
      return { who: 'gateway', says: `the conversation ends (${words(event.data.how)})` };
    case 'CustomerOptedOut':
      return { who: 'customer', colour: 'yellow', says: 'wants no more messages' };
    case 'CustomerOptedIn':
      return { who: 'customer', says: 'wants messages again' };
    case 'MessageSent':
      return { who: 'carrier', says: `${event.data.message} was ${event.data.status}` };
    case 'MessageFailed':
      return { who: 'carrier', colour: 'red', says: `${event.data.message} failed (${harmless(event.data.code)})` };
    default:
      return event satisfies never;
  }
}

type AssistantEvent = EventNamed<
  | 'AssistantStepped'
  | 'AssistantReplied'
  | 'AvailabilityChecked'
  | 'OffersPresented'
  | 'BookingRequested'
  | 'CancellationRequested'
  | 'RescheduleRequested'
  | 'TurnEnded'
>;

function describeAssistant(event: AssistantEvent): Entry {
  switch (event.type) {
    case 'AssistantStepped': {
      const { calls, say } = event.personal;
      const { usage, fallback } = event.data;
      const details = [
        ...calls.map(({ tool, args }) => `${tool} ${harmless(JSON.stringify(args))}`),
        ...(usage ? [`${harmless(usage.model)}: ${usage.inputTokens} tokens in, ${usage.outputTokens} out`] : []),
        ...(fallback ? [`in place of the model (${words(fallback)})`] : []),
      ];
      const says = say === undefined ? `step ${event.data.step}` : `step ${event.data.step}: ${quoted(say)}`;
      return { who: 'assistant', colour: 'dim', says, details };
    }
    case 'AssistantReplied': {
      const { asks, breaches } = event.data;
      const { text, withheld } = event.personal;
      const held =
        breaches.length === 0 ? [] : [`held back (${breaches.map(words).join(', ')}): ${quoted(withheld ?? '')}`];
      return { who: 'assistant', says: quoted(text), details: [`asks for ${asksInWords(asks)}`, ...held] };
    }
    case 'AvailabilityChecked': {
      const { asked, slots, success, note } = event.data;
      const wish = Object.values(asked).map((value) => harmless(String(value)));
      const found = success ? `${slots.length} slots` : 'failed';
      const says = `checks availability (${wish.join(', ')}): ${found}${note === undefined ? '' : `, ${words(note)}`}`;
      return { who: 'assistant', says, details: slots.map((slot) => `${slot.slotId}: ${slotInWords(slot)}`) };
    }
    case 'OffersPresented': {
      const { offers, evidence } = event.data;
      const details = offers.map(({ number, slot }) => `${number}) ${slotInWords(slot)}`);
      return { who: 'assistant', says: `${offers.length} offers reached the customer (${evidence.kind})`, details };
    }
    case 'BookingRequested': {
      const { slotId, start, service, resource } = event.data;
      const asked = Object.entries({ slotId, start, service, resource }).flatMap(([key, value]) =>
        value === undefined ? [] : [`${key} ${quoted(value)}`],
      );
      return { who: 'assistant', says: `requests a booking: ${asked.join(', ') || 'of what was chosen'}` };
    }
    case 'CancellationRequested':
    case 'RescheduleRequested': {
      const { appointment } = event.data;
      const which = appointment === undefined ? 'the appointment that was meant' : quoted(appointment);
      if (event.type === 'CancellationRequested') return { who: 'assistant', says: `requests to cancel ${which}` };
      const { slotId, start } = event.data;
      const to = slotId ?? start;
      return {
        who: 'assistant',
        says: `requests to move ${which} to ${to === undefined ? 'what was chosen' : quoted(to)}`,
      };
    }
    case 'TurnEnded':
      return { who: 'assistant', colour: 'dim', says: `the turn ends (${event.data.how})` };
    default:
      return event satisfies never;
  }
}

function asksInWords(asks: Asks): string {
  if (asks.kind === 'slot') return 'one of the slots';
  if (asks.kind === 'cancel') return `a yes to cancelling ${asks.appointment}`;
  if (asks.kind === 'attend') return `a yes to coming to ${asks.appointment}`;
  return asks.kind === 'confirm' ? `a yes to ${slotInWords(asks.slot)}` : 'something else';
}

const words = (slug: string): string => slug.replaceAll('_', ' ');
const isText = (value: string | undefined): value is string => value !== undefined;
