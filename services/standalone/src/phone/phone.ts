import type { MessageEvent } from '@nestjs/common';
import { toBusinessTime, type Clock } from '@slotguard/business-time';
import { newEvent, type Business } from '@slotguard/contracts';
import { foldStory, type EventNamed, type Story } from '@slotguard/conversation';
import { loadStory, type ConversationRef, type EventLog } from '@slotguard/event-log';
import type { TurnDeps } from '@slotguard/receptionist';
import { Observable, type Subscriber } from 'rxjs';
import type { PhoneHello, PhoneMessage, StreamEventName, StreamEvents, Trick } from '../phone-api.js';
import { claimBooking } from './claim.js';
import type { Carrier } from './carrier.js';
import { describeEvent } from './describe-event.js';
import { messagesOf, stateOf } from './phone-view.js';
import type { StoryFeed } from './story-feed.js';
import { startersFor } from './suggestions.js';
import { dishonestRequest, nextTrick } from './tricks.js';
import { wordsOf } from './words.js';

export interface PhoneOptions {
  readonly log: EventLog;
  readonly feed: StoryFeed;
  readonly business: Business;
  readonly clock: Clock;
  readonly carrier: Carrier;
  /** The gateway's own id for the talk of these two numbers. */
  readonly conversationOf: (from: string, to: string) => string;
  /** What the gateway's turns work with: a false claim goes the same way as an honest answer. */
  readonly turnDeps: () => TurnDeps;
}

/** The calendar books a trick's approval no later than this, as it does an honest one. */
const VALID_MS = 60_000;

/** A customer's phone in the browser, and whoever tries to cheat behind the customer's back. */
export class Phone {
  constructor(private readonly options: PhoneOptions) {}

  send(from: string, text: string): Promise<{ messageSid: string; taken: boolean }> {
    return this.options.carrier.deliver({ from, body: text });
  }

  /** The id of the trick's event in the log; undefined where there is no conversation yet. */
  async play(from: string, trick: Trick): Promise<string | undefined> {
    const ref = this.refOf(from);
    const story = await loadStory(this.options.log, ref);
    const utterance = story.findLast((event) => event.type === 'UserUtterance');
    if (!utterance) return undefined;
    if (trick === 'claim_booking') {
      const id = nextTrick('out', story);
      await claimBooking(id, utterance, this.options.turnDeps());
      return id;
    }
    const { business, clock, log } = this.options;
    const now = clock.now();
    const time = (at: number): string => toBusinessTime(at, business.timeZone);
    const request: EventNamed<'BookingRequested'> = newEvent(
      'BookingRequested',
      {
        ...ref,
        id: nextTrick('req', story),
        time: time(now.getTime()),
        channel: 'sms',
        writer: 'sms',
        correlation: utterance.id,
        causation: utterance.id,
      },
      {
        ...dishonestRequest(trick, foldStory(story), story, { business, now }),
        turn: utterance.id,
        validUntil: time(now.getTime() + VALID_MS),
      },
      {},
    );
    return (await log.append(request)).event.id;
  }

  /** The whole talk, and then whatever is new in it. */
  stream(from: string): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      const ending = new AbortController();
      this.tell(from, subscriber, ending.signal).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => ending.abort();
    });
  }

  private async tell(from: string, subscriber: Subscriber<MessageEvent>, signal: AbortSignal): Promise<void> {
    const { business, feed } = this.options;
    const words = wordsOf(business);
    const told = new Map<string, string>();
    const tell = <Name extends StreamEventName>(type: Name, key: string, data: StreamEvents[Name]): void => {
      const json = JSON.stringify(data);
      if (told.get(`${type} ${key}`) === json) return;
      told.set(`${type} ${key}`, json);
      subscriber.next({ type, data: json });
    };
    tell('hello', '', this.hello());
    for await (const story of feed.watch(this.refOf(from), signal)) {
      for (const message of this.texts(from, story)) tell('message', message.sid, message);
      story.forEach((event, i) => {
        if (!told.has(`event ${event.id}`)) tell('event', event.id, describeEvent(event, story.slice(0, i + 1), words));
      });
      tell('state', '', stateOf(story, business, words));
    }
  }

  /** The carrier's own replies follow the word that they answer, which reaches the log a moment later than the carrier. */
  private texts(from: string, story: Story): PhoneMessage[] {
    const texts = messagesOf(story);
    const instant = ({ at }: PhoneMessage): number => Date.parse(at);
    const words = texts.filter(({ direction }) => direction === 'in');
    const replies = this.options.carrier.ownReplies(from).map((reply) => {
      const word = words.find((text) => instant(text) >= instant(reply));
      return word ? { ...reply, at: word.at } : reply;
    });
    return [...texts, ...replies].sort((a, b) => instant(a) - instant(b));
  }

  private hello(): PhoneHello {
    const { business, carrier } = this.options;
    const { name, timeZone } = business;
    return { business: name, number: carrier.number, timeZone, starters: startersFor(business) };
  }

  private refOf(from: string): ConversationRef {
    const { business, carrier, conversationOf } = this.options;
    return { business: business.id, conversation: conversationOf(from, carrier.number) };
  }
}
