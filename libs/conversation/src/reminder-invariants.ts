import { instantOf } from '@slotguard/business-time';
import type { Asks, EventNamed, Recorded, Story } from './events.js';
import { groupBy } from './group-by.js';
import type { Index, Report } from './invariants.js';
import { sameSlot } from './slot.js';
import { reminderId } from './story-ids.js';

type Due = Recorded<EventNamed<'ReminderDue'>>;
type Replied = Recorded<EventNamed<'AssistantReplied'>>;
type Reminder = Replied & { readonly data: { readonly asks: Extract<Asks, { kind: 'attend' }> } };

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
  const replies = index.all('AssistantReplied').filter(isReminder);
  for (const reply of replies) checkSaid(reply, index, report);
  for (const [due, all] of groupBy(replies, ({ causation }) => causation)) {
    if (due !== undefined && all.length > 1)
      report('reminded_twice', `${due} is said ${all.length} times`, ...all.map(({ id }) => id));
  }
  const sent = index.all('MessageSent');
  for (const verdict of [...index.all('NoSlotSelected'), ...index.all('SlotSelected')]) {
    const { change } = verdict.data;
    if (change?.kind !== 'attend') continue;
    const [appointment, another] = change.appointments;
    const isReminded = replies.some(
      ({ id, data }) =>
        another === undefined &&
        data.asks.appointment === appointment &&
        sent.some(({ data: { message }, position }) => message === id && position < verdict.position),
    );
    if (!isReminded)
      report('attendance_without_reminder', `${verdict.id} confirms what nobody was asked about`, verdict.id);
  }
}

/** Behind its cause, and neither too late nor of what was gone already. */
function checkSaid(reply: Reminder, index: Index, report: Report): void {
  const due = index.find('ReminderDue', reply.causation);
  if (due?.data.appointment !== reply.data.asks.appointment || due.position > reply.position) {
    report('reminded_without_cause', `${reply.id} reminds of what nothing said was due`, reply.id);
    return;
  }
  if (instantOf(reply.time) > instantOf(due.data.validUntil))
    report('reminded_in_vain', `${reply.id} came after ${due.data.validUntil}`, reply.id, due.id);
  const last = index.story
    .filter((event): event is Change => isAbout(event, due))
    .findLast(({ position }) => position < reply.position);
  if (last && !leavesAt(last, due) && isLongBefore(last, reply))
    report('reminded_in_vain', `${reply.id} was said although ${last.id} stands before it`, reply.id, last.id);
}

type Change = Recorded<EventNamed<'AppointmentBooked' | 'AppointmentRescheduled' | 'AppointmentCancelled'>>;

function isAbout(event: Story[number], { data }: Due): boolean {
  const isChange =
    event.type === 'AppointmentBooked' ||
    event.type === 'AppointmentRescheduled' ||
    event.type === 'AppointmentCancelled';
  return isChange && event.data.appointment === data.appointment;
}

function leavesAt({ type, data }: Change, due: Due): boolean {
  return type !== 'AppointmentCancelled' && sameSlot(data.slot, due.data.slot);
}

/** What is recorded in the very moment may cross. */
const CROSSING_MS = 30_000;

function isLongBefore(event: Story[number], reply: Reminder): boolean {
  return event.position < reply.position && instantOf(reply.recordedAt) - instantOf(event.recordedAt) > CROSSING_MS;
}

function isReminder(reply: Recorded<EventNamed<'AssistantReplied'>>): reply is Reminder {
  return reply.data.asks.kind === 'attend';
}
