import { renderAttendance } from '@slotguard/channel-kit';
import type { EventNamed, Recorded } from '@slotguard/conversation';
import { foldStory } from '@slotguard/conversation';
import { deliver } from './deliver.js';
import type { TurnDeps } from './turn-deps.js';
import type { TurnLog } from './turn-log.js';
import { changeIn, thanksId } from './whether-to-thank.js';
import { written } from './written.js';

type Utterance = Recorded<EventNamed<'UserUtterance'>>;

/**
 * Answers who says to come, by code, whoever the assistant is; returns what is left for the assistant. Of a burst the last word on an appointment
 * counts: who says to come and then cancels is not thanked, and what was wished before is taken back.
 */
export async function thankWhoComes(
  toAnswer: readonly Utterance[],
  log: TurnLog,
  deps: TurnDeps,
): Promise<readonly Utterance[]> {
  const story = await log.story();
  const changes = toAnswer.map(({ id }) => changeIn(id, story));
  const last = changes.findLastIndex((change) => change !== undefined);
  const said = toAnswer[last];
  if (!said || changes[last]?.kind !== 'attend') return toAnswer.filter((_, i) => changes[i]?.kind !== 'attend');
  const [appointment] = changes[last].appointments;
  const slot = foldStory(story).appointments.find(({ id }) => id === appointment)?.slot;
  if (!slot) return toAnswer;
  const { event, adopted } = await log.once('AssistantReplied', thanksId(said.id), said.id, () => ({
    data: { turn: log.turn, asks: { kind: 'other' }, purpose: 'chatter', offers: [], breaches: [] },
    personal: { text: written(renderAttendance(slot, deps.business, said.channel), said.channel) },
  }));
  // Another turn's, which is run until it has sent it.
  if (event.data.turn === log.turn) await deliver(event, adopted, log, deps);
  return toAnswer.filter((_, i) => changes[i] === undefined);
}
