import { renderAttendance } from '@slotguard/channel-kit';
import type { EventNamed, Recorded, Story } from '@slotguard/conversation';
import { foldStory } from '@slotguard/conversation';
import { deliver } from './deliver.js';
import type { TurnDeps } from './turn-deps.js';
import type { TurnLog } from './turn-log.js';
import { written } from './written.js';

type Utterance = Recorded<EventNamed<'UserUtterance'>>;

/** Answers those who say to come, by code, whoever the assistant is; returns what is left for the assistant. */
export async function thankWhoComes(
  toAnswer: readonly Utterance[],
  log: TurnLog,
  deps: TurnDeps,
): Promise<readonly Utterance[]> {
  const story = await log.story();
  const left: Utterance[] = [];
  for (const said of toAnswer) {
    const slot = confirmedBy(said, story);
    if (!slot) {
      left.push(said);
      continue;
    }
    const { event, adopted } = await log.once('AssistantReplied', `out-thanks-${said.id}`, said.id, () => ({
      data: { turn: log.turn, asks: { kind: 'other' }, purpose: 'chatter', offers: [], breaches: [] },
      personal: { text: written(renderAttendance(slot, deps.business, said.channel), said.channel) },
    }));
    // Another turn's, which is run until it has sent it.
    if (event.data.turn === log.turn) await deliver(event, adopted, log, deps);
  }
  return left;
}

/** The appointment that these words say to come to: all that they say. One that is gone meanwhile the assistant tells of. */
function confirmedBy({ id }: Utterance, story: Story): EventNamed<'AppointmentBooked'>['data']['slot'] | undefined {
  const verdict = story.find((event) => event.type === 'NoSlotSelected' && event.data.utterance === id);
  if (verdict?.type !== 'NoSlotSelected' || verdict.data.change?.kind !== 'attend') return undefined;
  const [appointment] = verdict.data.change.appointments;
  return foldStory(story).appointments.find((one) => one.id === appointment)?.slot;
}
