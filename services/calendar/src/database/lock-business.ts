import type { EntityManager } from 'typeorm';

/**
 * One change of this business after another, until the transaction ends: constraints alone would do between appointments, by deadlocks that are
 * slow to be found; between appointments and holds, which lie in two tables, nothing else would.
 */
export async function lockBusiness(tx: EntityManager, business: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`calendar ${business}`]);
}
