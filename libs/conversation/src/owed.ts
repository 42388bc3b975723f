import { capture } from './capture.js';
import { decide } from './decide.js';
import { decideChange } from './decide-change.js';
import type { EventNamed, GuardEvent, Recorded, Story } from './events.js';
import { policyName, type Policy } from './policy.js';
import { guardEventIdFor } from './story-ids.js';
import { tell } from './story.js';

/** The policy in force at a place in the log. */
export type PolicyAt = (position: number) => Policy;

/**
 * A policy is in force for all that follows its event in the log. One that brings no names goes with those of the business's file, which may
 * change without an operator; its version then tells both.
 */
export function policyInForce(initial: Policy, changes: readonly Recorded<EventNamed<'PolicyChanged'>>[]): PolicyAt {
  return (position) => {
    const change = changes.findLast((one) => one.position < position);
    return change ? withNamesOf(initial, change.data.policy) : initial;
  };
}

function withNamesOf({ version, names }: Policy, policy: Policy): Policy {
  if (policy.names || !names) return policy;
  return { ...policy, version: `${policy.version}${version.slice(policyName(version).length)}`, names };
}

/** The first guard event that the story still lacks, or nothing: a verdict per utterance, a decision per request, in order. */
export function nextOwed(story: Story, policyAt: PolicyAt): GuardEvent | undefined {
  for (const { event, state, guard } of tell(story)) {
    if (guard || guardEventIdFor(event) === undefined) continue;
    const policy = policyAt(event.position);
    if (event.type === 'UserUtterance') return capture(state, event, policy);
    if (event.type === 'BookingRequested') return decide(state, event, policy);
    if (event.type === 'CancellationRequested' || event.type === 'RescheduleRequested')
      return decideChange(state, event, policy);
  }
  return undefined;
}
