import { inZone } from '@slotguard/business-time';
import type { ConversationEvent, Slot, Story } from '@slotguard/conversation';
import type { Colour } from '../terminal.js';
import { harmless } from '../terminal.js';

/** One event in words. */
export interface Entry {
  readonly who: 'customer' | 'assistant' | 'guard' | 'calendar' | 'carrier' | 'gateway' | 'operator';
  readonly says: string;
  readonly colour?: Colour;
  /** What it rests on, one line each. */
  readonly details?: readonly string[];
}

/** Events are written in the business's zone: its offset is in the time itself. */
export function zoneOf(time: string): string {
  const offset = /[+-]\d{2}:\d{2}$/.exec(time)?.[0];
  return offset === undefined ? 'UTC' : `UTC${offset}`;
}

export function clock(time: string): string {
  return inZone(time, zoneOf(time)).setLocale('en-US').toFormat('h:mm:ss a');
}

export function day(time: string): string {
  return `${inZone(time, zoneOf(time)).setLocale('en-US').toFormat('cccc, LLLL d, yyyy')} (${zoneOf(time)})`;
}

/** "Mon, Nov 17, 2:00–2:30 PM, botox, dana" */
export function slotInWords(slot: Partial<Slot> & { readonly start: string }): string {
  const { start, end, service, resource } = slot;
  const from = inZone(start, zoneOf(start)).setLocale('en-US');
  const to = end === undefined ? undefined : inZone(end, zoneOf(end)).setLocale('en-US');
  const half = to && from.toFormat('a') === to.toFormat('a') ? 'h:mm' : 'h:mm a';
  const hours = to ? `${from.toFormat(half)}–${to.toFormat('h:mm a')}` : from.toFormat('h:mm a');
  return [from.toFormat('ccc, LLL d'), hours, service, resource]
    .filter((part) => part !== undefined)
    .map(harmless)
    .join(', ');
}

export function quoted(text: string): string {
  return `"${harmless(text)}"`;
}

/** "chk-turn-1 (9:02:00 AM, offered 3)": an id with enough of its event to go by. */
export function cited(id: string | undefined, story: Story): string {
  if (id === undefined) return 'none';
  const event = story.find((one) => one.id === id);
  return event ? `${id} (${clock(event.time)}${gist(event)})` : `${harmless(id)} (not in this conversation)`;
}

function gist(event: ConversationEvent): string {
  if (event.type === 'UserUtterance') return `, ${quoted(event.personal.text)}`;
  if (event.type === 'AvailabilityChecked') return `, ${event.data.slots.length} slots`;
  if (event.type === 'OffersPresented') return `, ${event.data.offers.length} offers shown`;
  return '';
}
