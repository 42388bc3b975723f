import { toBusinessTime } from '@slotguard/business-time';
import { newEvent, type Envelope } from '@slotguard/contracts';
import type { ChangeDeclined, Instruction, Outcome } from '@slotguard/conversation';
import { outcomeId } from '@slotguard/conversation';
import type { OutcomeRow } from './database/outcome.entity.js';

/** What the row says, as the event that the instruction is owed: the same from every instance, at any time. */
export function outcomeEvent(instruction: Instruction, row: OutcomeRow, timeZone: string): Outcome {
  const { business, conversation, channel, correlation } = instruction;
  const { request, said } = row;
  const envelope: Envelope = {
    id: outcomeId(request),
    time: toBusinessTime(row.decidedAt, timeZone),
    business,
    conversation,
    channel,
    writer: 'calendar',
    correlation,
    causation: instruction.id,
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
      return newEvent('ChangeDeclined', envelope, { request, ...notChanged(instruction), reason: said.reason }, {});
    default:
      return said satisfies never;
  }
}

function notChanged(instruction: Instruction): Pick<ChangeDeclined['data'], 'appointment' | 'kind' | 'slot'> {
  switch (instruction.type) {
    case 'CancellationApproved':
    case 'CancellationOrdered':
      return { appointment: instruction.data.appointment, kind: 'cancel' };
    case 'RescheduleApproved':
      return { appointment: instruction.data.appointment, kind: 'reschedule', slot: instruction.data.args };
    case 'BookingApproved':
      throw new Error(`the calendar's table says that ${instruction.id} changes an appointment`);
    default:
      return instruction satisfies never;
  }
}
