import { toBusinessTime } from '@slotguard/business-time';
import { newEvent, type Envelope } from '@slotguard/contracts';
import type { BookingApproved, Outcome } from '@slotguard/conversation';
import { outcomeId } from '@slotguard/conversation';
import type { OutcomeRow } from './database/outcome.entity.js';

/** What the row says, as the event that the approval is owed: the same from every instance, at any time. */
export function outcomeEvent(approval: BookingApproved, row: OutcomeRow, timeZone: string): Outcome {
  const { business, conversation, channel, correlation } = approval;
  const { request, said } = row;
  const envelope: Envelope = {
    id: outcomeId(request),
    time: toBusinessTime(row.decidedAt, timeZone),
    business,
    conversation,
    channel,
    writer: 'calendar',
    correlation,
    causation: approval.id,
  };
  switch (said.kind) {
    case 'booked':
      return newEvent('AppointmentBooked', envelope, { request, appointment: said.appointment, slot: said.slot }, {});
    case 'declined':
      return newEvent('AppointmentDeclined', envelope, { request, reason: said.reason, slot: said.slot }, {});
    default:
      return said satisfies never;
  }
}
