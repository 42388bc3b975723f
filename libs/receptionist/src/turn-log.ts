import { toBusinessTime } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import { newEvent, parseEvent } from '@slotguard/contracts';
import type { ConversationEvent, EventNamed, EventType, Recorded, Story } from '@slotguard/conversation';
import { adopt, loadStory } from '@slotguard/event-log';
import type { TurnDeps } from './turn-deps.js';
import { TurnUnfinished } from './turn-deps.js';

/** A turn's own way to the log: everything it writes has an id that follows from the turn, and what is there is taken over. */
export class TurnLog {
  private readonly known = new Map<number, Recorded<ConversationEvent>>();

  constructor(
    readonly utterance: StoredEvent,
    private readonly deps: TurnDeps,
  ) {}

  /** The turn is named after the last utterance that it answers. */
  get turn(): string {
    return this.utterance.id;
  }

  now(): string {
    return toBusinessTime(this.deps.clock.now(), this.deps.business.timeZone);
  }

  /** The conversation as it is now. */
  story(): Promise<Story> {
    return loadStory(this.deps.log, this.ref, this.known);
  }

  /** The event of this name: as recorded, or as it is made now. */
  async once<T extends EventType>(
    type: T,
    id: string,
    causation: string,
    make: () => Body<T> | Promise<Body<T>>,
  ): Promise<{ readonly event: Recorded<EventNamed<T>>; readonly adopted: boolean }> {
    const { business, conversation, channel, correlation } = this.utterance as Recorded<EventNamed<'UserUtterance'>>;
    const { event, adopted } = await adopt(this.deps.log, { ...this.ref, id }, async () => {
      const { data, personal } = await make();
      const envelope = {
        id,
        time: this.now(),
        business,
        conversation,
        channel,
        writer: channel,
        correlation,
        causation,
      };
      return newEvent(type, envelope, data, personal);
    });
    return { event: parseEvent(event) as Recorded<EventNamed<T>>, adopted };
  }

  /** The word of the guard or the calendar; `TurnUnfinished` when it does not come in time. */
  async awaited<T extends EventType>(id: string): Promise<Recorded<EventNamed<T>>> {
    const event = await this.deps.log.waitFor({ ...this.ref, id }, { timeoutMs: this.deps.limits.waitMs });
    if (!event) throw new TurnUnfinished(id);
    return parseEvent(event) as Recorded<EventNamed<T>>;
  }

  /** Whether an event is there within this time: what would be good to know, but is not needed. */
  async comes(id: string, timeoutMs: number): Promise<boolean> {
    return (await this.deps.log.waitFor({ ...this.ref, id }, { timeoutMs })) !== undefined;
  }

  private get ref(): { business: string; conversation: string } {
    const { business, conversation } = this.utterance;
    return { business, conversation };
  }
}

interface Body<T extends EventType> {
  readonly data: EventNamed<T>['data'];
  readonly personal: EventNamed<T>['personal'];
}
