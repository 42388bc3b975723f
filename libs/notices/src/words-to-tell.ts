import { instantOf, type Instant } from '@slotguard/business-time';
import {
  attendanceAfter,
  mayWrite,
  type Attendance,
  type ConversationEvent,
  type EventNamed,
  type Recorded,
  type Story,
} from '@slotguard/conversation';

/** Whoever has been told of words, and has done nothing yet, is told again no sooner. */
export const NOTICE_PAUSE_MS = 5 * 60_000;

/**
 * The utterances that the business is told of, because a person attends and nobody else answers: the last one of each burst. Not again within
 * `NOTICE_PAUSE_MS`, unless the person has taken over or has answered since: then the words are new to them. Pure, and what comes later in the
 * log changes nothing of it: every run and every rival comes to the same.
 */
export function wordsToTell(story: Story): readonly string[] {
  const told: string[] = [];
  let attended: Attendance | undefined;
  /** When the business was last told; nothing where it is time again. */
  let last: Instant | undefined;
  for (const event of story) {
    if (!mayWrite(event.writer, event.type)) continue;
    if (startsAnew(event)) last = undefined;
    // That a person is wanted is a notice of its own.
    if (event.type === 'PersonRequested' && !attended) last = instantOf(event.time);
    attended = attendanceAfter(attended, event);
    if (!attended || event.type !== 'TurnEnded') continue;
    const words = unanswered(event, story);
    if (!words) continue;
    const at = instantOf(words.time);
    if (last !== undefined && at - last < NOTICE_PAUSE_MS) continue;
    told.push(words.id);
    last = at;
  }
  return told;
}

function startsAnew({ type }: ConversationEvent): boolean {
  return type === 'ConversationTakenOver' || type === 'OperatorReplied' || type === 'ConversationReleased';
}

/** The last words of a turn that left something for the person to answer. A carrier's word does not, and of those that ask for a person there is a notice. */
function unanswered(
  { data }: EventNamed<'TurnEnded'>,
  story: Story,
): Recorded<EventNamed<'UserUtterance'>> | undefined {
  const said = story.flatMap((event) =>
    event.type === 'UserUtterance' && data.answers.includes(event.id) ? [event] : [],
  );
  const last = said.find(({ id }) => id === data.turn);
  if (data.how !== 'silent' && last?.data.keyword !== 'help') return undefined;
  const asksForPerson = story.some(
    (event) => event.type === 'PersonRequested' && data.answers.includes(event.data.utterance),
  );
  return !asksForPerson && said.some((words) => words.data.keyword === undefined) ? last : undefined;
}
