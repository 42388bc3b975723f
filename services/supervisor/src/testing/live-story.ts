import { toBusinessTime } from '@slotguard/business-time';
import { parseEvent } from '@slotguard/contracts';
import {
  decisionId,
  foldStory,
  isDecision,
  isHoldEvent,
  isVerdict,
  outcomeId,
  verdictId,
  type Channel,
  type ConversationEvent,
  type ConversationState,
  type Decision,
  type Recorded,
  type Story,
  type Verdict,
} from '@slotguard/conversation';
import { loadStory, type EventLog } from '@slotguard/event-log';

const BUSINESS = 'radiance';
const OWED_MS = 30_000;
let conversations = 0;

/** One thing that happens, as `@slotguard/testing` makes them. */
interface Step {
  readonly make: (context: {
    readonly n: number;
    readonly time: string;
    readonly channel: Channel;
    readonly events: readonly Recorded<ConversationEvent>[];
  }) => ConversationEvent;
}

/** A story told to a running system, step by step: what is owed for each step is awaited, from whichever process it comes. */
export async function tell(
  log: EventLog,
  channel: Channel,
  ...steps: readonly (Step | readonly Step[])[]
): Promise<Told> {
  const conversation = `story-${process.pid}-${++conversations}`;
  const ref = { business: BUSINESS, conversation };
  for (const [n, step] of steps.flat().entries()) {
    const events = await loadStory(log, ref);
    const event = step.make({ n, channel, events, time: toBusinessTime(new Date()) });
    const { id } = (await log.append({ ...event, conversation, writer: channel })).event;
    if (event.type === 'UserUtterance') await owed(log, { ...ref, id: verdictId(id) });
    if (event.type !== 'BookingRequested') continue;
    const decision = await owed(log, { ...ref, id: decisionId(id) });
    if (decision.type === 'BookingApproved') await owed(log, { ...ref, id: outcomeId(id) });
  }
  return new Told(await loadStory(log, ref));
}

async function owed(log: EventLog, ref: Parameters<EventLog['get']>[0]) {
  const event = await log.waitFor(ref, { timeoutMs: OWED_MS });
  if (!event) throw new Error(`nobody paid ${ref.id} within ${OWED_MS} ms`);
  return parseEvent(event);
}

/** What came of it. */
export class Told {
  constructor(readonly story: Story) {}

  get state(): ConversationState {
    return foldStory(this.story);
  }
  get verdict(): Verdict {
    return this.story.findLast(isVerdict) as Verdict;
  }
  get decision(): Decision {
    return this.story.findLast(isDecision) as Decision;
  }
  /** The slot that the last utterance chose, or why it chose none. */
  get chose(): unknown {
    const { verdict } = this;
    return verdict.type === 'SlotSelected' ? verdict.data.slot : verdict.data.why;
  }
  /** `approved`, or the reason of the last decision. */
  get ruling(): string {
    const { decision } = this;
    return 'reason' in decision.data ? decision.data.reason : 'approved';
  }
  /** The last word of the calendar on a booking. */
  get outcome(): string | undefined {
    return this.story.findLast((event) => event.writer === 'calendar' && !isHoldEvent(event))?.type;
  }
}
