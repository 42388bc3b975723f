import { holdId, type Instruction, type ReleaseReason } from '@slotguard/conversation';
import type { ConversationRef } from '@slotguard/event-log';
import type { EntityManager } from 'typeorm';
import type { Said } from './database/outcome.entity.js';
import type { Busy } from './openings.js';

// What a booking does with holds, within its own transaction, which has locked the business.

/** Whether a hold of another conversation that lives now is in the way. */
export async function isHeldByAnother(
  tx: EntityManager,
  { business, conversation }: ConversationRef,
  { resource, from, to }: Busy,
  now: Date,
): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `select from calendar.hold
     where business = $1 and conversation <> $2 and resource = $3 and refused is null
       and tstzrange(starts_at, busy_until) && tstzrange($4, $5) and why is null and until > $6
     limit 1`,
    [business, conversation, resource, new Date(from), new Date(to), now],
  );
  return found.length > 0;
}

/**
 * A booking or a move ends its conversation's hold, whichever it is; a decline ends that of the choice which it was made on. Cancelling has
 * no choice.
 */
export async function spendHold(tx: EntityManager, instruction: Instruction, said: Said, now: Date): Promise<void> {
  if (instruction.type === 'CancellationApproved' || instruction.type === 'CancellationOrdered') return;
  const { business, conversation, id, data } = instruction;
  if (said.kind === 'booked' || said.kind === 'rescheduled')
    return endHolds(tx, { business, conversation }, undefined, { why: 'booked', by: id, now });
  if (data.evidence === undefined) return;
  const hold = holdId(data.evidence.utterance);
  await endHolds(tx, { business, conversation }, hold, { why: 'not_booked', by: id, now });
}

/** Ends the conversation's hold (this one, if named). What had expired by then says so. */
export async function endHolds(
  tx: EntityManager,
  { business, conversation }: ConversationRef,
  hold: string | undefined,
  end: { readonly why: ReleaseReason; readonly by: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update calendar.hold
     set why = case when until <= $4 then 'expired' else $5 end,
         cause = case when until <= $4 then id else $6 end,
         live_until = greatest(decided_at, least(until, $4))
     where business = $1 and conversation = $2 and id = coalesce($3, id) and refused is null and why is null`,
    [business, conversation, hold ?? null, end.now, end.why, end.by],
  );
}
