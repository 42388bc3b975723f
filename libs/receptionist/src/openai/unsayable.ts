import type { BookingFault } from '@slotguard/channel-kit';
import type { TurnView } from '../assistant.js';
import { PLACEHOLDER } from '../own-say.js';
import { readOwnWords, type OwnWordsScene } from '../phrases/own-words.js';

/**
 * The sentences that stand in no book, so that the text would not go out; none when all of it may. Only a hint for the model, which may say it
 * better: what goes out is judged when it is recorded.
 */
export function unsayable(say: string, view: TurnView): readonly string[] {
  const scene = sceneOf(view);
  const words = say.replace(PLACEHOLDER, '\n');
  if (readOwnWords(words, scene).isKnown) return [];
  const sentences = words.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => sentence.trim() !== '');
  const unknown = sentences.filter((sentence) => !readOwnWords(sentence, scene).isKnown);
  return unknown.length > 0 ? unknown : [say];
}

function sceneOf({ business, channel, now, transcript, results, state }: TurnView): OwnWordsScene {
  const customerNames = transcript.flatMap((line) => (line.kind === 'named' ? [line.name] : []));
  const check = transcript.findLast((line) => line.kind === 'check');
  const reasons = results.flatMap((result) => ('reason' in result ? [result.reason as BookingFault] : []));
  const isPending = Object.values(state.requests).some(({ outcome }) => outcome === 'pending');
  return {
    ...{ business, channel, now, customerNames },
    faults: [...reasons, ...(isPending ? (['booking_in_progress'] as const) : []), 'request_conflict', 'unavailable'],
    ...(check ? { lookedUp: { asked: check.asked, note: check.note ?? 'fully_booked' } } : {}),
  };
}
