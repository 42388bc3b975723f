import { businessSchema } from '@slotguard/contracts';
import { instantOf, toBusinessTime } from '@slotguard/business-time';
import type { ConversationState, NumberedSlot, Slot } from '@slotguard/conversation';
import { initialState } from '@slotguard/conversation';
import type { GateContext } from '../gate.js';

const day = ['09:00-18:00'];

/** A med spa, closed on Sundays. */
export const business = businessSchema.parse({
  id: 'radiance',
  name: 'Radiance Med Spa',
  phone: '(518) 555-0134',
  address: '214 Maple Avenue, Suite 3, Albany, NY 12203',
  services: [
    {
      id: 'botox',
      name: 'Botox',
      minutes: 30,
      price: '$12 per unit',
      description: 'Smooths frown lines within a week.',
    },
    { id: 'facial', name: 'Facial', minutes: 60, price: '$140' },
    { id: 'consultation', name: 'Consultation', minutes: 15, price: 'free' },
  ],
  resources: [
    { id: 'dana', name: 'Dana Lee', aliases: ['Dana'] },
    { id: 'april', name: 'April Park', aliases: ['April'] },
  ],
  hours: {
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: ['09:00-12:00', '13:00-16:00'],
  },
  facts: {
    parking: 'Free parking behind the building, entrance on Oak Street.',
    cancellation: "Please give us 24 hours' notice to change or cancel. Later than that we charge $50.",
  },
});

const NOW = '2025-11-16T09:30:00-05:00';

export function slotOn(start: string, service = 'botox', resource = 'dana', minutes = 30): Slot {
  const end = toBusinessTime(instantOf(start) + minutes * 60_000, business.timeZone);
  return { slotId: `${service}_${resource}_${start}`, start, end, service, resource };
}
export const two = slotOn('2025-11-17T14:00:00-05:00');
export const twoThirty = slotOn('2025-11-17T14:30:00-05:00');
export const tuesday = slotOn('2025-11-18T10:00:00-05:00', 'botox', 'april');
export const facial = slotOn('2025-11-18T15:00:00-05:00', 'facial', 'dana', 60);

export const numbered = (...slots: readonly Slot[]): NumberedSlot[] =>
  slots.map((slot, i) => ({ number: i + 1, slot }));

function offering(...slots: readonly Slot[]): Pick<ConversationState, 'check' | 'presentations'> {
  const at = instantOf(NOW);
  return { check: { id: 'chk-1', at, slots }, presentations: [{ id: 'shown-1', at, offers: numbered(...slots) }] };
}
const booked: Partial<ConversationState> = { appointments: [{ id: 'apt-1', request: 'req-1', slot: two }] };

/** On Sunday, 16 November 2025, the customer has asked for 4 PM tomorrow; this is what came of it. */
function after(state: Partial<ConversationState>, over: Partial<GateContext> = {}): GateContext {
  return {
    business,
    channel: 'sms',
    now: NOW,
    state: { ...initialState, time: instantOf(NOW), ...state },
    offers: [],
    bookedInTurn: false,
    customerWords: ['can you do botox at 4pm tomorrow?'],
    ...over,
  };
}

/** Nothing is looked up yet. */
export const asked = after({});
/** Monday 2:00 and 2:30 PM and Tuesday 10 AM are open; the text lists nothing. */
export const open = after(offering(two, twoThirty, tuesday));
/** The same, and the text lists them. */
export const listing = after(offering(two, twoThirty, tuesday), { offers: numbered(two, twoThirty, tuesday) });
/** Monday, 2 PM has just been booked and nobody has said so yet. */
export const justBooked = after(booked, { bookedInTurn: true });
/** It was booked and told a while ago. */
export const bookedBefore = after(booked);
/** After that booking a facial was asked for, and times for it are open. */
export const bookingMore = after(
  { ...booked, ...offering(facial) },
  { customerWords: ['4pm tomorrow?', '1', 'and a facial on Tuesday?'] },
);
