import { formatForDisplay } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Appointment, Channel, Slot } from '@slotguard/conversation';
import { resourceName, serviceName } from './render-names.js';

/** "I've cancelled your Botox appointment on November 16, 2025 at 2:00 PM." Only ever said of an `AppointmentCancelled`. */
export function renderCancellation(slot: Slot, business: Business, channel: Channel): string {
  return `I've cancelled your ${serviceName(business, slot.service)} appointment ${at(slot, business, channel)}.`;
}

/**
 * "Your Botox appointment on November 16, 2025 at 2:00 PM has been cancelled by Radiance Med Spa." Of an `AppointmentCancelled` that an operator
 * has ordered: the customer did not ask for it in this conversation, and hears how to go on.
 */
export function renderOrderedCancellation(slot: Slot, business: Business, channel: Channel): string {
  const what = `Your ${serviceName(business, slot.service)} appointment ${at(slot, business, channel)}`;
  const call = business.phone === undefined ? '' : ` or call ${business.phone}`;
  return `${what} has been cancelled by ${business.name}. For another time, please reply here${call}.`;
}

/** "I've moved your Botox appointment from … to …." Only ever said of an `AppointmentRescheduled`. */
export function renderMove(from: Slot, to: Slot, business: Business, channel: Channel): string {
  const was = formatForDisplay(from.start, channel, business.timeZone);
  const is = formatForDisplay(to.start, channel, business.timeZone);
  const other = to.resource === from.resource ? '' : ` with ${resourceName(business, to.resource)}`;
  const service = to.service === from.service ? '' : ` It is now a ${serviceName(business, to.service)} appointment.`;
  return `I've moved your ${serviceName(business, from.service)} appointment from ${was} to ${is}${other}.${service}`;
}

/** Asks for a plain yes. A carrier takes some single words for an opt-out, so none of those is asked for. */
export function renderCancelQuestion({ slot }: Appointment, business: Business, channel: Channel): string {
  const asked = `Do you want to cancel your ${serviceName(business, slot.service)} appointment ${at(slot, business, channel)}?`;
  return channel === 'voice' ? asked : `${asked} Reply YES and I will.`;
}

/** Asks which of several is meant, to be answered by what it is or when. */
export function renderWhichAppointment(
  appointments: readonly Appointment[],
  verb: 'cancel' | 'move' | undefined,
  business: Business,
  channel: Channel,
): string {
  const asked = verb === undefined ? 'Which appointment do you mean?' : `Which appointment do you want to ${verb}?`;
  const told = [...appointments]
    .sort((a, b) => Date.parse(a.slot.start) - Date.parse(b.slot.start))
    .map(({ slot }) => `${serviceName(business, slot.service)} ${at(slot, business, channel)}`);
  return channel === 'voice' ? `${told.join('; ')}. ${asked}` : `${told.join('\n')}\n${asked}`;
}

function at(slot: Slot, business: Business, channel: Channel): string {
  const when = formatForDisplay(slot.start, channel, business.timeZone);
  return `${channel === 'voice' ? 'at' : 'on'} ${when}`;
}
