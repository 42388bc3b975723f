import { parseEvent, type StoredEvent } from '@slotguard/contracts';
import type { Decision } from '@slotguard/conversation';
import { isDecision, mayWrite, policyName } from '@slotguard/conversation';

/** What was decided under one policy. */
export interface Decided {
  readonly approved: number;
  readonly rejected: number;
  /** Of those approved. */
  readonly shadow: number;
  /** What enforcing would have said of those, by reason. */
  readonly wouldReject: Readonly<Record<string, number>>;
}

/** The decisions of a business, by the policy that each of them names, whatever names of people and services went with it. */
export async function decisionsByPolicy(
  log: AsyncIterable<StoredEvent>,
  business: string,
): Promise<ReadonlyMap<string, Decided>> {
  const found = new Map<string, Decided>();
  for await (const stored of log) {
    if (stored.business !== business || !/(Approved|Rejected)$/.test(stored.type)) continue;
    const event = parseEvent(stored);
    if (!isDecision(event) || !mayWrite(event.writer, event.type)) continue;
    const policy = policyName(event.data.policy);
    found.set(policy, counted(found.get(policy), event));
  }
  return found;
}

function counted(
  { approved, rejected, shadow, wouldReject }: Decided = { approved: 0, rejected: 0, shadow: 0, wouldReject: {} },
  { data }: Decision,
): Decided {
  if ('reason' in data) return { approved, rejected: rejected + 1, shadow, wouldReject };
  if (data.mode === 'enforce') return { approved: approved + 1, rejected, shadow, wouldReject };
  const why = data.wouldReject;
  const reasons = why ? { ...wouldReject, [why]: (wouldReject[why] ?? 0) + 1 } : wouldReject;
  return { approved: approved + 1, rejected, shadow: shadow + 1, wouldReject: reasons };
}
