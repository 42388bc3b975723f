import type { EventNamed, Recorded } from '@slotguard/conversation';
import { compose, deliver, TurnLog, type TurnDeps } from '@slotguard/receptionist';
import { FALSE_CLAIM } from './tricks.js';

/**
 * A dishonest assistant claims a booking, whatever the log says: its words go the way of every assistant's words, through the outbound
 * gate, and what the gate makes of them is recorded under this id and sent.
 */
export async function claimBooking(
  id: string,
  utterance: Recorded<EventNamed<'UserUtterance'>>,
  deps: TurnDeps,
): Promise<void> {
  const turn = id.replace(/^out-/, '');
  // Not the utterance's own turn: that one has its answer, or is still to get it.
  const log = new TurnLog({ ...utterance, id: turn }, deps);
  const story = await log.story();
  const { business, limits } = deps;
  const { channel } = utterance;
  const { event, adopted } = await log.once('AssistantReplied', id, utterance.id, () => {
    const scene = { business, channel, now: log.now(), story, answers: [utterance.id], limits, byCode: false };
    const { data, personal } = compose(FALSE_CLAIM, 'other', scene);
    return { data: { turn, ...data }, personal };
  });
  await deliver(event, adopted, log, deps);
}
