import { parseEvent, UnreadableEvent, type StoredEvent } from '@slotguard/contracts';
import type { Story } from '@slotguard/conversation';
import { conversationKey, LogUnavailable, Wake, type ConversationRef, type EventLog } from '@slotguard/event-log';

/** Reads again at least this often, so that a talk goes on after the log was away. */
const READ_AGAIN_MS = 5_000;

/** Tells watchers of a conversation its whole story, at once and each time that it has grown. */
export class StoryFeed {
  private readonly wake = new Wake();
  private readonly closing = new AbortController();
  private reading: Promise<void> | undefined;

  constructor(private readonly log: EventLog) {}

  async start(): Promise<void> {
    const after = await this.log.lastPosition();
    this.reading = this.follow(after);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.reading;
  }

  /** Ends when the signal aborts or the feed is closed. While the log is away nothing is told. */
  async *watch(ref: ConversationRef, signal: AbortSignal): AsyncGenerator<Story, void, void> {
    const ending = AbortSignal.any([signal, this.closing.signal]);
    for (let told = -1; !ending.aborted;) {
      const ticket = this.wake.ticket(conversationKey(ref));
      try {
        const story = await this.read(ref);
        if (story && story.length > told) {
          told = story.length;
          yield story;
        }
        await ticket.wait(READ_AGAIN_MS, ending);
      } finally {
        ticket.dispose();
      }
    }
  }

  private async read(ref: ConversationRef): Promise<Story | undefined> {
    try {
      return (await this.log.readConversation(ref)).flatMap(readable);
    } catch (error) {
      if (error instanceof LogUnavailable) return undefined;
      throw error;
    }
  }

  private async follow(after: number): Promise<void> {
    for await (const event of this.log.follow({ after, signal: this.closing.signal })) {
      this.wake.wake(new Set([conversationKey(event)]));
    }
  }
}

/** What only a newer version can read is not shown. */
function readable(event: StoredEvent): Story {
  try {
    return [parseEvent(event)];
  } catch (error) {
    if (error instanceof UnreadableEvent) return [];
    throw error;
  }
}
