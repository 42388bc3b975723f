import { toBusinessTime } from '@slotguard/business-time';
import { newEvent, type Envelope } from '@slotguard/contracts';
import type { Approval, ChangeDeclined, Outcome } from '@slotguard/conversation';
import { outcomeId } from '@slotguard/conversation';
import type { OutcomeRow } from './database/outcome.entity.js';

/** What the row says, as the event that the approval is owed: the same from every instance, at any time. */
export function outcomeEvent(approval: Approval, row: OutcomeRow, timeZone: string): Outcome {
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
    case 'cancelled':
      return newEvent(
        'AppointmentCancelled',
        envelope,
        { request, appointment: said.appointment, slot: said.slot },
        {},
      );
    case 'rescheduled': {
      const { appointment, from, slot } = said;
      return newEvent('AppointmentRescheduled', envelope, { request, appointment, from, slot }, {});
    }
    case 'not_changed':
      return newEvent('ChangeDeclined', envelope, { request, ...notChanged(approval), reason: said.reason }, {});
    default:
      return said satisfies never;
  }
}

function notChanged(approval: Approval): Pick<ChangeDeclined['data'], 'appointment' | 'kind' | 'slot'> {
  switch (approval.type) {
    case 'CancellationApproved':
      return { appointment: approval.data.appointment, kind: 'cancel' };
    case 'RescheduleApproved':
      return { appointment: approval.data.appointment, kind: 'reschedule', slot: approval.data.args };
    case 'BookingApproved':
      throw new Error(`the calendar's table says that ${approval.id} changes an appointment`);
    default:
      return approval satisfies never;
  }
}
