import type { EventNamed, Recorded } from '@slotguard/conversation';
import { mayWrite } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { loadStory } from '@slotguard/event-log';

/** Where a business's policies are told: a conversation of its own. */
export const POLICY_CONVERSATION = '_policy';

export type PolicyChange = Recorded<EventNamed<'PolicyChanged'>>;

/** Every change of the business's policy, the oldest first; the last one is in force. What nobody may have written does not count. */
export async function policyChanges(
  log: Pick<EventLog, 'readConversation'>,
  business: string,
): Promise<PolicyChange[]> {
  const story = await loadStory(log, { business, conversation: POLICY_CONVERSATION });
  return story.filter(
    (event): event is PolicyChange => event.type === 'PolicyChanged' && mayWrite(event.writer, event.type),
  );
}
