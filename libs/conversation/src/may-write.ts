import type { EventType, Writer } from './events.js';

const GUARD_TYPES: readonly EventType[] = [
  'SlotSelected',
  'NoSlotSelected',
  'BookingApproved',
  'BookingRejected',
  'CancellationApproved',
  'CancellationRejected',
  'RescheduleApproved',
  'RescheduleRejected',
];
const CALENDAR_TYPES: readonly EventType[] = [
  'AppointmentBooked',
  'AppointmentDeclined',
  'AppointmentCancelled',
  'AppointmentRescheduled',
  'ChangeDeclined',
  'HoldPlaced',
  'HoldRefused',
  'HoldReleased',
  'ReminderDue',
];
const OPS_TYPES: readonly EventType[] = [
  'PolicyChanged',
  'ConversationTakenOver',
  'OperatorReplied',
  'ConversationReleased',
  'CancellationOrdered',
];

/** Whose word each type is: the bus's permissions say the same. */
export function mayWrite(writer: Writer, type: EventType): boolean {
  if (GUARD_TYPES.includes(type)) return writer === 'guard';
  if (CALENDAR_TYPES.includes(type)) return writer === 'calendar';
  if (OPS_TYPES.includes(type)) return writer === 'ops';
  return writer === 'sms' || writer === 'email' || writer === 'voice';
}
