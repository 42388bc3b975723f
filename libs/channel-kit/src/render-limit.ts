import { formatForDisplay } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Appointment, Channel, Slot } from '@slotguard/conversation';
import { segmentsOf, toGsm7 } from './gsm7.js';
import { serviceName } from './render-names.js';
import { dayAndClockText } from './render-times.js';

export interface Limit {
  readonly business: Business;
  readonly channel: Channel;
  /** The customer's own bound, or that of all customers together. */
  readonly whose: 'customer' | 'business';
  /** What is booked and to come: whoever asked to cancel it must not think that it has happened. */
  readonly standing: readonly Appointment[];
}

/** That no more is answered today, that what is booked stands, and what to do. A text says less rather than to need a second segment. */
export function renderLimit(limit: Limit): string {
  const { phone } = limit.business;
  const next = phone === undefined ? 'Please text again tomorrow.' : `Please call ${phone}, or text again tomorrow.`;
  const texts = standsTexts(limit).map((stands) => [reachedText(limit), stands, next].join(' '));
  const fits = (text: string): boolean => limit.channel !== 'sms' || segmentsOf(toGsm7(text)).count <= 1;
  const [shortest = `${reachedText(limit)} ${next}`] = texts.slice(-1);
  return texts.find(fits) ?? shortest;
}

function reachedText({ whose, standing }: Limit): string {
  if (whose === 'business') return "We can't answer more texts today.";
  return `You've reached today's limit for texts${standing.length > 0 ? '' : ' with us'}.`;
}

/** The fullest first; none where nothing is booked. */
function standsTexts({ business, channel, standing }: Limit): string[] {
  const [only, another] = standing;
  if (!only) return [];
  if (another) return [`Your ${standing.length} appointments stand.`];
  const { slot } = only;
  const short = `on ${dayAndClockText(slot.start, channel, business.timeZone)}`;
  return [
    `Your ${serviceName(business, slot.service)} appointment ${inFull(slot, business, channel)} stands.`,
    `Your ${serviceName(business, slot.service)} appointment ${short} stands.`,
    `Your appointment ${short} stands.`,
  ];
}

function inFull({ start }: Slot, { timeZone }: Business, channel: Channel): string {
  return `${channel === 'voice' ? 'at' : 'on'} ${formatForDisplay(start, channel, timeZone)}`;
}
