import { instantOf, toBusinessTime } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type {
  CancellationApproved,
  CancellationOrdered,
  ChangeApproved,
  RescheduleApproved,
  Slot,
} from '@slotguard/conversation';
import { sameSlot } from '@slotguard/conversation';
import type { EntityManager } from 'typeorm';
import { Appointment } from './database/appointment.entity.js';
import { codeOf, EXCLUSION_VIOLATION } from './database/database-error.js';
import type { Said } from './database/outcome.entity.js';
import { isHeldByAnother } from './held.js';
import { reviewApproval } from './review-approval.js';
import { slotId } from './slot-id.js';

/**
 * Cancels or moves the appointment that the guard approved a change of, within the transaction that records the outcome. A move is one
 * update of one row: the old time is given up and the new one taken, or neither, and what the row takes now is never in its own way.
 */
export async function changeAppointment(
  tx: EntityManager,
  approval: ChangeApproved,
  business: Business,
  now: Date,
): Promise<Said> {
  const { conversation, data } = approval;
  const key = { business: approval.business, conversation, id: data.appointment };
  const row = await tx.findOneBy(Appointment, { ...key, status: 'booked' });
  if (!row) return { kind: 'not_changed', reason: 'no_appointment' };
  // What has begun is neither called off nor moved.
  if (row.startsAt <= now) return { kind: 'not_changed', reason: 'in_the_past' };
  return approval.type === 'CancellationApproved'
    ? cancel(tx, row, approval, business, now)
    : move(tx, row, approval, business, now);
}

async function cancel(
  tx: EntityManager,
  row: Appointment,
  { data }: CancellationApproved,
  business: Business,
  now: Date,
): Promise<Said> {
  if (instantOf(data.validUntil) < now.getTime()) return { kind: 'not_changed', reason: 'too_late' };
  await tx.update(Appointment, keyOf(row), { status: 'cancelled' });
  return { kind: 'cancelled', appointment: row.id, slot: slotIn(row, business) };
}

async function move(
  tx: EntityManager,
  row: Appointment,
  { data }: RescheduleApproved,
  business: Business,
  now: Date,
): Promise<Said> {
  const review = reviewApproval(business, data, now.getTime());
  if (!review.ok) return { kind: 'not_changed', reason: review.reason };
  const from = slotIn(row, business);
  for (const { slot, starts, ends, busyUntil } of review.candidates) {
    if (await isHeldByAnother(tx, row, { resource: slot.resource, from: starts, to: busyUntil }, now)) continue;
    const to = {
      ...{ service: slot.service, resource: slot.resource },
      ...{ startsAt: new Date(starts), endsAt: new Date(ends), busyUntil: new Date(busyUntil) },
    };
    try {
      // Within the transaction this is a savepoint: a refused move leaves the row where it was.
      await tx.transaction((inner) => inner.update(Appointment, keyOf(row), to));
      return { kind: 'rescheduled', appointment: row.id, from, slot };
    } catch (error) {
      if (codeOf(error) !== EXCLUSION_VIOLATION) throw error;
    }
  }
  return { kind: 'not_changed', reason: 'slot_taken' };
}

/**
 * Cancels what an operator has ordered, in the same way. Only where the operator saw it: one that was moved a moment before is another matter, and to be
 * looked at again.
 */
export async function cancelOrdered(
  tx: EntityManager,
  { business: of, conversation, data }: CancellationOrdered,
  business: Business,
  now: Date,
): Promise<Said> {
  const row = await tx.findOneBy(Appointment, { business: of, conversation, id: data.appointment, status: 'booked' });
  if (!row || !sameSlot(slotIn(row, business), data.slot)) return { kind: 'not_changed', reason: 'no_appointment' };
  if (row.startsAt <= now) return { kind: 'not_changed', reason: 'in_the_past' };
  await tx.update(Appointment, keyOf(row), { status: 'cancelled' });
  return { kind: 'cancelled', appointment: row.id, slot: slotIn(row, business) };
}

function keyOf({ business, conversation, id }: Appointment): Pick<Appointment, 'business' | 'conversation' | 'id'> {
  return { business, conversation, id };
}

/** What the row takes now; told from the row, whatever the approval says. */
export function slotIn({ service, resource, startsAt, endsAt }: Appointment, { timeZone }: Business): Slot {
  return {
    slotId: slotId(service, resource, startsAt.getTime()),
    start: toBusinessTime(startsAt, timeZone),
    end: toBusinessTime(endsAt, timeZone),
    service,
    resource,
  };
}
