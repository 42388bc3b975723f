import { formatForDisplay } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Channel, Slot } from '@slotguard/conversation';
import { segmentsOf, toGsm7 } from './gsm7.js';
import { serviceName } from './render-names.js';
import { dayAndClockText } from './render-times.js';

/**
 * "Radiance Med Spa: your Botox appointment is on November 18, 2025 at 9:30 AM. Reply C to confirm, or tell us to change it." Unasked, so that it says
 * who writes. A carrier takes CANCEL and some other single words for an opt-out: none of those is asked for. A text takes a
 * shorter date, then leaves out the service, to stay in one segment where it can.
 */
export function renderReminder({ service, start }: Slot, business: Business, channel: Channel): string {
  const { name, timeZone } = business;
  const what = `${serviceName(business, service)} appointment`;
  if (channel === 'voice')
    return `${name}: your ${what} is at ${formatForDisplay(start, channel, timeZone)}. Will you be there?`;
  const how = 'Reply C to confirm, or tell us to change it.';
  const when = formatForDisplay(start, channel, timeZone);
  const whole = `${name}: your ${what} is on ${when}. ${how}`;
  if (channel !== 'sms' || segmentsOf(toGsm7(whole)).count === 1) return whole;
  const short = dayAndClockText(start, channel, timeZone);
  const shorter = `${name}: your ${what} is on ${short}. ${how}`;
  return segmentsOf(toGsm7(shorter)).count === 1 ? shorter : `${name}: your appointment is on ${short}. ${how}`;
}

/** To a customer who has said to come. */
export function renderAttendance({ service, start }: Slot, business: Business, channel: Channel): string {
  const when = formatForDisplay(start, channel, business.timeZone);
  const preposition = channel === 'voice' ? 'at' : 'on';
  return `Thank you! See you for your ${serviceName(business, service)} appointment ${preposition} ${when}.`;
}
