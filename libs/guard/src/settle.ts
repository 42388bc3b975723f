import { parseEvent } from '@slotguard/contracts';
import type { Policy, PolicyAt, Story } from '@slotguard/conversation';
import { nextOwed, policyInForce } from '@slotguard/conversation';
import type { ConversationRef, EventLog } from '@slotguard/event-log';
import { loadStory } from '@slotguard/event-log';
import { policyChanges } from './policies.js';

/**
 * Adds to a conversation whatever the guard still owes it, in order, and returns the story with it. What another guard recorded first is
 * adopted, never decided again, so any number of guards may do this at once, again and again.
 */
export async function settle(log: EventLog, ref: ConversationRef, initial: Policy): Promise<Story> {
  let story: Story = await loadStory(log, ref);
  // Read after the story: a policy that precedes one of its events in the log is then known.
  const policyAt = await policiesOf(log, ref.business, initial);
  for (;;) {
    const owed = nextOwed(story, policyAt);
    if (!owed) return story;
    const { event } = await log.append(owed);
    // Under the guard's name stands somebody else's word: nothing in this conversation can be decided any more.
    if (event.writer !== 'guard') throw new Error(`${event.id} was written by ${event.writer}`);
    story = [...story, parseEvent(event)];
  }
}

async function policiesOf(log: EventLog, business: string, initial: Policy): Promise<PolicyAt> {
  return policyInForce(initial, await policyChanges(log, business));
}
