import type { EventNamed } from '@slotguard/conversation';
import { harmless } from '../terminal.js';
import type { Entry } from './entry.js';
import { quoted, slotInWords } from './entry.js';

export type PersonEvent = EventNamed<
  | 'PersonRequested'
  | 'BusinessNotified'
  | 'ConversationTakenOver'
  | 'OperatorReplied'
  | 'ConversationReleased'
  | 'CancellationOrdered'
>;

/** How a conversation goes over to a person, and back. */
export function describePerson(event: PersonEvent): Entry {
  switch (event.type) {
    case 'PersonRequested':
      return { who: 'customer', colour: 'yellow', says: 'wants a person: the assistant is silent from here' };
    case 'BusinessNotified':
      return { who: 'gateway', colour: 'dim', says: `the business is told of ${event.data.about} by ${event.data.by}` };
    case 'ConversationTakenOver': {
      const says = `${harmless(event.data.actor)} takes over: ${quoted(event.personal.reason)}`;
      return { who: 'operator', colour: 'yellow', says };
    }
    case 'OperatorReplied':
      return { who: 'operator', says: quoted(event.personal.text), details: [`by ${harmless(event.data.actor)}`] };
    case 'ConversationReleased': {
      const says = `${harmless(event.data.actor)} lets the assistant answer again: ${quoted(event.personal.reason)}`;
      return { who: 'operator', colour: 'yellow', says };
    }
    case 'CancellationOrdered': {
      const { appointment, slot, actor } = event.data;
      const says = `${harmless(actor)} cancels ${slotInWords(slot)}: ${quoted(event.personal.reason)}`;
      return { who: 'operator', colour: 'yellow', says, details: [`appointment ${harmless(appointment)}`] };
    }
    default:
      return event satisfies never;
  }
}
