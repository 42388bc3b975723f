import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent, UnreadableEvent } from '@slotguard/contracts';
import type { Breach, ConversationEvent, Findings, Recorded } from '@slotguard/conversation';
import { findBreaches } from '@slotguard/conversation';

/** An event that nobody can read proves nothing, so that it is a breach of its own. */
export interface UnreadableBreach extends Omit<Breach, 'rule'> {
  readonly rule: 'unreadable_event';
}

export interface Report extends Omit<Findings, 'breaches'> {
  readonly ok: boolean;
  readonly breaches: readonly (Breach | UnreadableBreach)[];
}

/** What must hold always, over a whole log in its order. */
export async function checkLog(log: AsyncIterable<StoredEvent>): Promise<Report> {
  const events: Recorded<ConversationEvent>[] = [];
  const unreadable: UnreadableBreach[] = [];
  for await (const stored of log) {
    try {
      // No rule looks at what was said: a whole year's texts need not be held at once.
      events.push({ ...parseEvent(stored), personal: {} } as Recorded<ConversationEvent>);
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      const { id, conversation } = stored;
      unreadable.push({ rule: 'unreadable_event', conversation, says: error.message, events: [id] });
    }
  }
  const findings = findBreaches(events);
  const breaches = [...unreadable, ...findings.breaches];
  return { ...findings, events: events.length + unreadable.length, ok: breaches.length === 0, breaches };
}
