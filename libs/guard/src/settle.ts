import { parseEvent } from '@slotguard/contracts';
import type { Policy, PolicyAt, Recorded, Story, EventNamed } from '@slotguard/conversation';
import { mayWrite, nextOwed, policyInForce } from '@slotguard/conversation';
import type { ConversationRef, EventLog } from '@slotguard/event-log';
import { loadStory } from '@slotguard/event-log';

/** Where a business's policies are told: a conversation of its own. */
export const POLICY_CONVERSATION = '_policy';

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
  const changes = await loadStory(log, { business, conversation: POLICY_CONVERSATION });
  const isChange = (event: (typeof changes)[number]): event is Recorded<EventNamed<'PolicyChanged'>> =>
    event.type === 'PolicyChanged' && mayWrite(event.writer, event.type);
  return policyInForce(initial, changes.filter(isChange));
}
