import type { Index, Report } from './invariants.js';
import { sameSlot } from './slot.js';
import { reminderId } from './story-ids.js';

/**
 * Nobody is reminded of what they never had, nor twice of the same; and only who was reminded has said to come. What is cancelled in the very
 * moment may still be due: it is not said.
 */
export function checkReminders(index: Index, report: Report): void {
  const made = [...index.all('AppointmentBooked'), ...index.all('AppointmentRescheduled')];
  for (const { id, position, data } of index.all('ReminderDue')) {
    const isHad = made.some(
      (one) =>
        one.position < position && one.data.appointment === data.appointment && sameSlot(one.data.slot, data.slot),
    );
    if (id !== reminderId(data.appointment, data.slot.start) || !isHad)
      report('reminder_of_no_appointment', `${id} reminds of what this conversation never had`, id);
  }
  const replies = index.all('AssistantReplied').filter(({ data }) => data.asks.kind === 'attend');
  for (const { id, causation, data } of replies) {
    const due = index.find('ReminderDue', causation);
    if (data.asks.kind !== 'attend' || due?.data.appointment !== data.asks.appointment)
      report('reminded_without_cause', `${id} reminds of what nothing said was due`, id);
  }
  for (const verdict of [...index.all('NoSlotSelected'), ...index.all('SlotSelected')]) {
    const { change } = verdict.data;
    if (change?.kind !== 'attend') continue;
    const isReminded = replies.some(
      ({ data, position }) =>
        position < verdict.position &&
        data.asks.kind === 'attend' &&
        change.appointments.length === 1 &&
        change.appointments[0] === data.asks.appointment,
    );
    if (!isReminded)
      report('attendance_without_reminder', `${verdict.id} confirms what nobody was asked about`, verdict.id);
  }
}
