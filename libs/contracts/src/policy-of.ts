import { createHash } from 'node:crypto';
import { defaultPolicy, type Policy } from '@slotguard/conversation';
import type { Business } from './business.js';

interface Called {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * A business's policy until its first `PolicyChanged`, with the names that its file gives. Every decision says under which version it was
 * made, so other names make another version.
 */
export function policyOf({ timeZone, services, resources }: Business): Policy {
  const policy = defaultPolicy(timeZone);
  const names = { services: services.map(called), resources: resources.map(called) };
  const digest = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 12);
  return { ...policy, version: `${policy.version}+${digest}`, names };
}

function called({ id, name, aliases }: Called): { readonly name: string; readonly aliases: readonly string[] } {
  return { name: id, aliases: [name, ...aliases] };
}
