import { toBusinessTime } from '@slotguard/business-time';
import type { Envelope } from '@slotguard/contracts';
import { foldStory, type Channel, type ConversationState, type Story, type Writer } from '@slotguard/conversation';
import { loadStory, type ConversationRef, type EventLog } from '@slotguard/event-log';
import { loadBusiness, readSettings } from '@slotguard/service-kit/records';
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
  const known = await loadBusiness(readSettings().businessFile).catch(() => undefined);
  return withLog(options, async (log) => {
    const { business, conversation } = await refOf(prefix, known?.id, log);
    const story = await loadStory(log, { business, conversation });
    const { channel, time: last } = story.at(-1) as Story[number];
    const now = Date.now();
    // As the business's clocks show it: by its file, else as its last event was written.
    const time = toBusinessTime(now, known?.id === business ? known.timeZone : zoneOf(last));
    const envelope = (id: string) =>
      ({ id, time, business, conversation, channel, writer: 'ops', correlation: id }) as const;
    return work({ log, id: conversation, channel, story, state: foldStory(story), envelope });
  });
}

/** The whole id of a conversation of the business that the settings name is found at once; anything else is looked for in the whole log. */
async function refOf(prefix: string, business: string | undefined, log: EventLog): Promise<ConversationRef> {
  if (business !== undefined && /^[A-Za-z0-9][\w-]*$/.test(prefix)) {
    const ref = { business, conversation: prefix };
    if ((await log.readConversation(ref)).length > 0) return ref;
  }
  return only(matching(await listConversations(readAll(log)), prefix), prefix);
}

/** The number of an operator's next act of this type: it becomes the act's id, and its lock. */
export function nextNumber(story: Story, type: Story[number]['type']): number {
  return story.filter((event) => event.type === type).length + 1;
}
