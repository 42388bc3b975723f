import type { Channel } from './events.js';
import type { ChannelPolicy, Policy } from './policy.js';

/** The policy in force with one channel in this mode, under a name of its own; whatever else it says stays. */
export function withMode(inForce: Policy, channel: Channel, mode: ChannelPolicy['mode'], version: string): Policy {
  const { channels } = inForce;
  return { ...inForce, version, channels: { ...channels, [channel]: { ...channels[channel], mode } } };
}

/** One thing that a change of policy changed. */
export interface PolicyDifference {
  /** Like `channels.sms.mode`. */
  readonly field: string;
  /** As JSON; undefined where it was not, or is not any more. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What the second policy says otherwise than the first, save for its name. */
export function policyDifferences(before: Policy, after: Policy): PolicyDifference[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => field !== 'version' && was.get(field) !== is.get(field))
    .map((field) => ({ field, from: was.get(field), to: is.get(field) }));
}

function leavesOf(value: unknown, path: readonly string[] = []): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path.join('.'), JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, [...path, key])]));
}
