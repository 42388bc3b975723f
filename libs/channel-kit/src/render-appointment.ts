import { formatForDisplay } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Appointment, Channel } from '@slotguard/conversation';
import { resourceName, serviceName } from './render-names.js';

/** "Perfect! I've booked your Botox appointment for 2 PM on November 16, 2025." Only ever said of an `AppointmentBooked`. */
export function renderConfirmation({ slot }: Appointment, business: Business, channel: Channel): string {
  const when = formatForDisplay(slot.start, channel, business.timeZone);
  return `Perfect! I've booked your ${serviceName(business, slot.service)} appointment for ${when}.`;
}

/** The appointments given, in order of start. Who had one before, cancelled or over, is not told that there is none "yet". */
export function renderAppointments(
  appointments: readonly Appointment[],
  business: Business,
  channel: Channel,
  hadOne = false,
): string {
  const told = [...appointments]
    .sort((a, b) => Date.parse(a.slot.start) - Date.parse(b.slot.start))
    .map(({ slot }) => {
      const when = formatForDisplay(slot.start, channel, business.timeZone);
      const preposition = channel === 'voice' ? 'at' : 'on';
      return `${serviceName(business, slot.service)} ${preposition} ${when} with ${resourceName(business, slot.resource)}`;
    });
  if (told.length === 0) return `You don't have an appointment with us${hadOne ? '' : ' yet'}.`;
  if (told.length === 1) return `You have an appointment: ${told[0]}.`;
  return channel === 'voice'
    ? `You have ${told.length} appointments: ${told.join('; ')}.`
    : `You have ${told.length} appointments:\n${told.join('\n')}`;
}
