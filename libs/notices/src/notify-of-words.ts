import { parseEvent, type StoredEvent } from '@slotguard/contracts';
import { loadStory, type EventLog } from '@slotguard/event-log';
import { notifyBusiness, type NotifyDeps, type Way } from './notify-business.js';
import { NoticeUnavailable } from './unavailable.js';
import { wordsToTell } from './words-to-tell.js';

export interface WordsDeps extends NotifyDeps {
  readonly log: Pick<EventLog, 'get' | 'append' | 'readConversation'>;
}

/**
 * After the turn of an utterance: tells the business of it, if a person attends and has to be told (`wordsToTell`). Safe to run again, and throws, as
 * `notifyBusiness`. Returns the ways that there are; nothing where there is nothing to tell.
 */
export async function notifyOfWords(utterance: StoredEvent, deps: WordsDeps): Promise<readonly Way[] | undefined> {
  const { business, conversation, id } = utterance;
  const stored = await deps.log.get({ business, conversation, id: `end-${id}` });
  const end = stored && parseEvent(stored);
  // Overtaken by newer words, whose turn answers these too.
  if (end?.type !== 'TurnEnded' || end.data.how === 'superseded') return undefined;
  const story = await loadStory(deps.log, utterance);
  if (!story.some((event) => event.id === end.id)) throw new NoticeUnavailable('any way', 'log_behind');
  return wordsToTell(story).includes(id) ? notifyBusiness(utterance, deps) : undefined;
}
