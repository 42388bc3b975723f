import { inZone } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Story } from '@slotguard/conversation';
import type { Detail, PhoneSlot } from '../phone-api.js';

/** How the page speaks of a business's times, services and people. */
export interface Words {
  when(iso: string): string;
  service(id: string): string;
  resource(id: string): string;
  /** "Botox, Tue, Nov 25, 2:00 PM with Ana Reyes", with what is there. */
  slot(slot: Partial<Record<'start' | 'service' | 'resource' | 'slotId', string>>): string;
  row(slot: { readonly start: string; readonly service: string; readonly resource?: string }): PhoneSlot;
}

export function wordsOf(business: Business): Words {
  const named = (list: readonly { id: string; name: string }[], id: string): string =>
    list.find((entry) => entry.id === id)?.name ?? id;
  const service = (id: string): string => named(business.services, id);
  const resource = (id: string): string => named(business.resources, id);
  const when = (iso: string): string =>
    inZone(iso, business.timeZone).setLocale('en-US').toFormat('ccc, LLL d, h:mm a');
  return {
    when,
    service,
    resource,
    slot: ({ start, service: what, resource: whom, slotId }) =>
      [what && service(what), start && asWritten(start, when), whom && `with ${resource(whom)}`]
        .filter(Boolean)
        .join(', ') || (slotId ? `slot ${slotId}` : 'nothing in particular'),
    row: (slot) => ({
      when: when(slot.start),
      service: service(slot.service),
      resource: slot.resource === undefined ? '' : resource(slot.resource),
    }),
  };
}

/** A time as a model wrote it may be no time at all. */
function asWritten(start: string, when: (iso: string) => string): string {
  try {
    return when(start);
  } catch {
    return start;
  }
}

/** A sentence of the reference as a part of another: "The customer has …." → "the customer has …". */
export function clause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
}

export const detail = (label: string, value: string | undefined): Detail[] =>
  value === undefined || value === '' ? [] : [{ label, value }];

export function textOf(utterance: string, story: Story): string {
  const event = story.find(({ id }) => id === utterance);
  return event?.type === 'UserUtterance' ? event.personal.text : '';
}

export const quoted = (text: string): string => `“${text.length > 120 ? `${text.slice(0, 119)}…` : text}”`;
