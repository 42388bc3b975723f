import type { Business } from '@slotguard/contracts';
import type { ConversationRef } from '@slotguard/event-log';
import type { EntityManager } from 'typeorm';
import { edgeAt, localDate } from './local-day.js';

/**
 * Whether the business's day has taken as many holds as it may, of this customer or of all. Asked within the transaction that answers a choice, which
 * has locked the business: nobody slips in between, and a choice that is handed out again finds its answer and is not counted twice.
 */
export async function hasHeldEnough(
  tx: EntityManager,
  { business, conversation }: ConversationRef,
  { timeZone, dailyLimits: most }: Pick<Business, 'timeZone' | 'dailyLimits'>,
  now: Date,
): Promise<boolean> {
  // The first one, where clocks show two.
  const midnight = new Date(edgeAt(localDate(now.getTime(), timeZone), 0, timeZone, 'closes'));
  const [held]: [{ ofAll: number; ofCustomer: number }] = await tx.query(
    `select count(*)::int as "ofAll", (count(*) filter (where conversation = $2))::int as "ofCustomer"
     from calendar.hold where business = $1 and decided_at >= $3 and refused is null`,
    [business, conversation, midnight],
  );
  return held.ofCustomer >= most.holdsPerCustomer || held.ofAll >= most.holds;
}
