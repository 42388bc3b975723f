import { formatForDisplay } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Channel, Slot } from '@slotguard/conversation';
import { serviceName } from './render-names.js';

/**
 * "Radiance Med Spa: your Botox appointment is on November 18, 2025 at 9:30 AM. Reply C to confirm, or tell us to change it." Unasked, so that it says
 * who writes. A carrier takes CANCEL and some other single words for an opt-out: none of those is asked for.
 */
export function renderReminder({ service, start }: Slot, business: Business, channel: Channel): string {
  const when = formatForDisplay(start, channel, business.timeZone);
  const what = `your ${serviceName(business, service)} appointment is ${channel === 'voice' ? 'at' : 'on'} ${when}.`;
  const how = channel === 'voice' ? 'Will you be there?' : 'Reply C to confirm, or tell us to change it.';
  return `${business.name}: ${what} ${how}`;
}

/** To a customer who has said to come. */
export function renderAttendance({ service, start }: Slot, business: Business, channel: Channel): string {
  const when = formatForDisplay(start, channel, business.timeZone);
  const preposition = channel === 'voice' ? 'at' : 'on';
  return `Thank you! See you for your ${serviceName(business, service)} appointment ${preposition} ${when}.`;
}
