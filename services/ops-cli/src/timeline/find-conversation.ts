import type { StoredEvent } from '@slotguard/contracts';
import type { ConversationRef } from '@slotguard/event-log';

/** What a list shows of a conversation. */
export interface ConversationSummary extends ConversationRef {
  readonly channel: string;
  readonly events: number;
  /** How many times the customer said something. */
  readonly said: number;
  readonly first: string;
  readonly last: string;
  /** A person is asked for, or has taken over. */
  readonly attended?: 'asked' | 'taken_over';
}

/** All conversations of a log, the last active first. */
export async function listConversations(log: AsyncIterable<StoredEvent>): Promise<ConversationSummary[]> {
  const found = new Map<string, ConversationSummary>();
  for await (const event of log) {
    const { business, conversation, channel, time } = event;
    // Policies and the like are kept in conversations of no customer; their names begin with "_".
    if (conversation.startsWith('_')) continue;
    const key = `${business}/${conversation}`;
    const before = found.get(key) ?? { business, conversation, channel, events: 0, said: 0, first: time, last: time };
    const said = before.said + (event.type === 'UserUtterance' ? 1 : 0);
    const last = Date.parse(time) > Date.parse(before.last) ? time : before.last;
    const { attended, ...rest } = before;
    const attends = attendedAfter(attended, event.type);
    found.set(key, { ...rest, events: before.events + 1, said, last, ...(attends ? { attended: attends } : {}) });
  }
  return [...found.values()].sort((a, b) => Date.parse(b.last) - Date.parse(a.last));
}

type Attended = ConversationSummary['attended'];

function attendedAfter(attended: Attended, type: string): Attended {
  if (type === 'PersonRequested') return attended ?? 'asked';
  if (type === 'ConversationTakenOver') return 'taken_over';
  return type === 'ConversationReleased' ? undefined : attended;
}

/** The conversation with exactly this id, else those whose ids begin like this. */
export function matching(conversations: readonly ConversationSummary[], prefix: string): ConversationSummary[] {
  const exact = conversations.filter(({ conversation }) => conversation === prefix);
  return exact.length > 0 ? exact : conversations.filter(({ conversation }) => conversation.startsWith(prefix));
}
