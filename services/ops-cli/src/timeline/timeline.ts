import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent, UnreadableEvent } from '@slotguard/contracts';
import type { ConversationEvent, Recorded } from '@slotguard/conversation';
import { tell } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { withLog } from '../open-records.js';
import { readAll } from '../read-all.js';
import type { ExitCode, Paint, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import { clock, day } from './entry.js';
import type { ConversationSummary } from './find-conversation.js';
import { listConversations, matching } from './find-conversation.js';
import { renderStory } from './render.js';

export interface TimelineOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

const LISTED_MAX = 50;

/** One conversation's story, or, without an id, the list of conversations. */
export async function timeline(
  prefix: string | undefined,
  options: TimelineOptions,
  write: Write,
  paint: Paint,
): Promise<ExitCode> {
  const text = await withLog(options, async (log) => {
    const conversations = await listConversations(readAll(log));
    if (prefix === undefined) return options.json ? json(conversations) : renderList(conversations, paint);
    return renderOne(log, only(matching(conversations, prefix), prefix), options, paint);
  });
  await write(`${text}\n`);
  return EXIT.ok;
}

export function only(found: readonly ConversationSummary[], prefix: string): ConversationSummary {
  const [one, another] = found;
  if (!one) throw new Failure(`No conversation begins with ${harmless(prefix)}. slotguard timeline lists them.`);
  if (another) {
    const ids = found.slice(0, LISTED_MAX).map(({ conversation }) => `  ${conversation}`);
    throw new Failure(`${found.length} conversations begin with ${harmless(prefix)}:\n${ids.join('\n')}`);
  }
  return one;
}

async function renderOne(
  log: EventLog,
  summary: ConversationSummary,
  options: TimelineOptions,
  paint: Paint,
): Promise<string> {
  const { story, unreadable } = read(await log.readConversation(summary));
  const { business, conversation, channel } = summary;
  if (options.json) {
    const steps = [...tell(story)].map(({ event, guard }) => ({ event, ...(guard ? { guard } : {}) }));
    return json({ business, conversation, channel, steps, unreadable: unreadable.map(({ message }) => message) });
  }
  const faults = unreadable.map((fault) => paint('red', `✗ left out, can't be read: ${harmless(fault.message)}`));
  return [paint('bold', `${conversation}  ${business}, ${channel}`), ...faults, renderStory(story, paint)].join('\n');
}

/** What can't be read is named and left out: the rest may still be what one is looking for. */
function read(stored: readonly StoredEvent[]): { story: Recorded<ConversationEvent>[]; unreadable: UnreadableEvent[] } {
  const unreadable: UnreadableEvent[] = [];
  const story = stored.flatMap((event) => {
    try {
      return [parseEvent(event)];
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      unreadable.push(error);
      return [];
    }
  });
  return { story, unreadable };
}

function renderList(conversations: readonly ConversationSummary[], paint: Paint): string {
  if (conversations.length === 0) return 'No conversations yet.';
  const lines = conversations
    .slice(0, LISTED_MAX)
    .map(
      ({ conversation, channel, last, said, events, attended }) =>
        `${paint('bold', harmless(conversation))}  ${channel}  last active ${day(last)} ${clock(last)}  ${said} said, ${events} events${waits(attended, paint)}`,
    );
  const more = conversations.length - lines.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more: --json lists them all`] : [])].join('\n');
}

function waits(attended: ConversationSummary['attended'], paint: Paint): string {
  if (attended === undefined) return '';
  return paint('yellow', attended === 'asked' ? '  waits for a person' : '  a person attends');
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
