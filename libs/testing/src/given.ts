import { instantOf, toBusinessTime } from '@slotguard/business-time';
import type {
  Channel,
  ConversationEvent,
  ConversationState,
  Decision,
  Policy,
  Reason,
  Recorded,
  Slot,
  Verdict,
} from '@slotguard/conversation';
import { defaultPolicy, foldStory, isDecision, isVerdict, nextOwed } from '@slotguard/conversation';
import type { StoryStep } from './story-steps.js';
import { STORY_BEGINS } from './story-steps.js';

type Steps = readonly (StoryStep | readonly StoryStep[])[];

/** A pinned conversation told step by step, with the guard saying its word after each, as it does live. */
export class Given {
  readonly #events: Recorded<ConversationEvent>[] = [];
  #time = instantOf(STORY_BEGINS);

  constructor(
    private readonly channel: Channel,
    private readonly policy: Policy,
    steps: Steps,
  ) {
    this.#tell(steps);
  }

  /** The same story, going on. */
  when(...steps: Steps): Outcome {
    this.#tell(steps);
    return new Outcome(this.#events);
  }

  #tell(steps: Steps): void {
    for (const step of steps.flat()) {
      this.#time += step.afterMs;
      const time = toBusinessTime(this.#time);
      const event = step.make({ n: this.#events.length, time, channel: this.channel, events: this.#events });
      this.#record(event, this.#time);
      for (;;) {
        const owed = nextOwed(this.#events, () => this.policy);
        if (!owed) break;
        this.#record(owed, this.#time);
      }
    }
  }

  #record(event: ConversationEvent, at: number): void {
    this.#events.push({ ...event, position: this.#events.length + 1, recordedAt: new Date(at).toISOString() });
  }
}

/** What came of it. */
export class Outcome {
  constructor(readonly events: readonly Recorded<ConversationEvent>[]) {}

  get state(): ConversationState {
    return foldStory(this.events);
  }
  get verdict(): Verdict {
    return this.events.findLast(isVerdict) as Verdict;
  }
  get decision(): Decision {
    return this.events.findLast(isDecision) as Decision;
  }
  /** The slot that the last utterance chose, or why it chose none. */
  get chose(): Slot | string {
    const { verdict } = this;
    return verdict.type === 'SlotSelected' ? verdict.data.slot : verdict.data.why;
  }
  /** `approved`, or the reason of the last decision. */
  get ruling(): 'approved' | Reason {
    const { decision } = this;
    return 'reason' in decision.data ? decision.data.reason : 'approved';
  }
}

/** `given(check(...), customer('1')).when(request(...)).ruling`, on SMS under the default policy. */
export const given = (...steps: Steps): Given => new Given('sms', defaultPolicy(), steps);
/** The same on another channel or under another policy. */
export const givenOn =
  (channel: Channel, policy: Policy = defaultPolicy()) =>
  (...steps: Steps): Given =>
    new Given(channel, policy, steps);
