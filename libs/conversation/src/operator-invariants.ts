import { voidedBy } from './attendance.js';
import type { ConversationEvent, Decision, EventNamed, EventType, Recorded, Story } from './events.js';
import { groupBy } from './group-by.js';
import type { Breach } from './invariants.js';
import { mayWrite } from './may-write.js';
import { policyInForce } from './owed.js';
import { defaultPolicy, policyName } from './policy.js';
import { isDecision, isRequest } from './story.js';

const isOf =
  <T extends EventType>(type: T) =>
  (event: Recorded<ConversationEvent>): event is Recorded<EventNamed<T>> & Recorded<ConversationEvent> =>
    event.type === type && mayWrite(event.writer, event.type);

/** While a person attends, nothing of the assistant's goes out that was recorded since. */
export function saidWhileAttended(story: Story): Pick<Breach, 'says' | 'events'>[] {
  if (!story.some(({ type }) => type === 'PersonRequested' || type === 'ConversationTakenOver')) return [];
  const replies = new Map(story.filter(isOf('AssistantReplied')).map((reply) => [reply.id, reply]));
  return story.filter(isOf('MessageSent')).flatMap((sent) => {
    const reply = replies.get(sent.data.message);
    const attended = reply && voidedBy(reply, story);
    if (!reply || attended === undefined) return [];
    return [{ says: `${reply.id} was sent although ${attended} stands before it`, events: [reply.id, sent.id] }];
  });
}

/** What is decided of a request is decided under the policy that was in force at its place. */
export function decidedOtherwise(log: Story): Breach[] {
  return [...groupBy(log, ({ business }) => business).values()].flatMap((events) => {
    const changes = events.filter(isOf('PolicyChanged'));
    return changes.length === 0 ? [] : decidedUnderAnother(events, changes);
  });
}

function decidedUnderAnother(events: Story, changes: readonly Recorded<EventNamed<'PolicyChanged'>>[]): Breach[] {
  const policyAt = policyInForce(defaultPolicy(), changes);
  const since = changes[0]?.position ?? Infinity;
  const requests = new Map(
    events.filter(isRequest).map((request) => [`${request.conversation}/${request.id}`, request]),
  );
  const decisions = events.filter(
    (event): event is Recorded<Decision> => isDecision(event) && mayWrite(event.writer, event.type),
  );
  return decisions.flatMap(({ id, conversation, data }) => {
    const request = requests.get(`${conversation}/${data.request}`);
    // Before the first change the policy was the one that the guard was started with, which the log does not tell.
    if (!request || request.position < since) return [];
    const { version, channels } = policyAt(request.position);
    if (policyName(data.policy) === version && data.mode === channels[request.channel].mode) return [];
    const says = `${id} was decided under ${data.policy} (${data.mode}) where ${version} was in force`;
    return [{ rule: 'decided_under_another_policy' as const, conversation, says, events: [id, request.id] }];
  });
}
