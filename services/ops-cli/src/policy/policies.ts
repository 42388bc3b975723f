import type { Business } from '@slotguard/contracts';
import type { Policy } from '@slotguard/conversation';
import { defaultPolicy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { policyChanges, type PolicyChange } from '@slotguard/guard';
import { loadBusiness, readSettings } from '@slotguard/service-kit/records';
import { withLog, type RecordsOptions } from '../open-records.js';
import { readAll } from '../read-all.js';
import { Failure, harmless } from '../terminal.js';

/** The business's policy as the log tells it. */
export interface Policies {
  readonly log: EventLog;
  readonly business: Business;
  /** In force before the first change. */
  readonly initial: Policy;
  /** The oldest first. */
  readonly changes: readonly PolicyChange[];
  readonly inForce: Policy;
}

/** Gives the policies of the business that the settings name to the work. Throws `Failure` when the log is another business's. */
export async function withPolicies<T>(options: RecordsOptions, work: (policies: Policies) => Promise<T>): Promise<T> {
  const business = await loadBusiness(readSettings().businessFile);
  return withLog(options, async (log) => {
    const changes = await policyChanges(log, business.id);
    if (changes.length === 0) await assertKnown(log, business.id);
    // Without the names of the business's file: they are in force beside whatever is set here, and change with the file.
    const initial = defaultPolicy(business.timeZone);
    return work({ log, business, initial, changes, inForce: changes.at(-1)?.data.policy ?? initial });
  });
}

/** A policy for a business that is not there would be in force for nobody, and nobody would notice. */
async function assertKnown(log: EventLog, business: string): Promise<void> {
  let other: string | undefined;
  for await (const event of readAll(log)) {
    if (event.business === business) return;
    other ??= event.business;
  }
  if (other !== undefined)
    throw new Failure(
      `This log knows no business ${business}, but ${harmless(other)}: name its file with SLOTGUARD_BUSINESS.`,
    );
}
