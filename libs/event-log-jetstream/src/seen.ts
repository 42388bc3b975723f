import type { StoredEvent } from '@slotguard/contracts';
import { conversationKey, type ConversationRef } from '@slotguard/event-log';

const CONVERSATIONS_MAX = 10_000;

/** How far each conversation went the last time that this connection saw one of its events, by whatever way. */
export class Seen {
  readonly #last = new Map<string, number>();
  /** Of those that were forgotten, the latest. */
  #floor = 0;

  note(event: StoredEvent): void {
    const key = conversationKey(event);
    const last = Math.max(event.position, this.#last.get(key) ?? 0);
    this.#last.delete(key); // to the end: the first is then the one that was quiet for longest
    this.#last.set(key, last);
    if (this.#last.size <= CONVERSATIONS_MAX) return;
    for (const [oldest, position] of this.#last) {
      this.#last.delete(oldest);
      this.#floor = Math.max(this.#floor, position);
      return;
    }
  }

  /** Who tells this conversation must know the log at least up to here. */
  of(ref: ConversationRef): number {
    return this.#last.get(conversationKey(ref)) ?? this.#floor;
  }
}
