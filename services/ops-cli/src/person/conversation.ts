import { inZone, toBusinessTime } from '@slotguard/business-time';
import type { Envelope } from '@slotguard/contracts';
import { foldStory, type Channel, type ConversationState, type Story, type Writer } from '@slotguard/conversation';
import { loadStory, type EventLog } from '@slotguard/event-log';
import { loadBusiness, readSettings } from '@slotguard/service-kit';
import { withLog, type RecordsOptions } from '../open-records.js';
import { readAll } from '../read-all.js';
import { zoneOf } from '../timeline/entry.js';
import { listConversations, matching } from '../timeline/find-conversation.js';
import { only } from '../timeline/timeline.js';

/** A conversation that an operator does something in. */
export interface Conversation {
  readonly log: EventLog;
  readonly id: string;
  readonly channel: Channel;
  readonly story: Story;
  readonly state: ConversationState;
  /** What an act of the operator's carries beside its body. */
  readonly envelope: (id: string) => Envelope & { readonly writer: Extract<Writer, 'ops'> };
}

/** Finds the conversation by its id, or how it begins, and gives it to the work. Throws `Failure` when it is none or not the only one. */
export async function withConversation<T>(
  prefix: string,
  options: RecordsOptions,
  work: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  return withLog(options, async (log) => {
    const found = only(matching(await listConversations(readAll(log)), prefix), prefix);
    const { business, conversation, last } = found;
    const channel = found.channel as Channel;
    const story = await loadStory(log, { business, conversation });
    const time = await timeIn(business, last);
    const envelope = (id: string) =>
      ({ id, time, business, conversation, channel, writer: 'ops', correlation: id }) as const;
    return work({ log, id: conversation, channel, story, state: foldStory(story), envelope });
  });
}

/** Now, as the business's clocks show it: by its file, else as its last event was written. */
async function timeIn(business: string, last: string): Promise<string> {
  const known = await loadBusiness(readSettings().businessFile).catch(() => undefined);
  if (known?.id === business) return toBusinessTime(new Date(), known.timeZone);
  return toBusinessTime(inZone(new Date(), zoneOf(last)).toMillis(), zoneOf(last));
}

/** The number of an operator's next act of this type: it becomes the act's id, and its lock. */
export function nextNumber(story: Story, type: Story[number]['type']): number {
  return story.filter((event) => event.type === type).length + 1;
}
