import type { BookingFault } from '@slotguard/channel-kit';
import type { ConversationState, GateBreach } from '@slotguard/conversation';
import { foldStory } from '@slotguard/conversation';
import { passGate } from './gate.js';
import { upcoming } from './pending.js';
import { readOwnWords, type OwnWords } from './phrases/own-words.js';
import { hasCue } from './rule-based/cues.js';
import { answersTo } from './rule-based/topics.js';
import { gateContext, type Scene } from './scene.js';

const PLACEHOLDER = /\{\{\s*(?:offers|appointment|question)\s*\}\}/g;

/** An assistant's own words come out of the book (docs/adr/0009); what stands for facts is rendered. */
export function ownWords(say: string, scene: Scene): OwnWords {
  const { business, channel, now, story } = scene;
  const customerNames = story.flatMap((event) =>
    event.type === 'CustomerIdentified' ? [event.personal.name ?? ''] : [],
  );
  const check = story.findLast((event) => event.type === 'AvailabilityChecked');
  const lookedUp = check && { asked: check.data.asked, note: check.data.note ?? ('fully_booked' as const) };
  const named = { business, channel, now, customerNames, faults: faultsIn(scene), ...(lookedUp && { lookedUp }) };
  return readOwnWords(say.replace(PLACEHOLDER, '\n'), named);
}

/** What may be told as a reason now: why this turn's requests came to nothing, and what says itself that nothing was booked. */
function faultsIn({ story, answers }: Scene): BookingFault[] {
  const turn = answers.at(-1);
  const asked = new Set(
    story.flatMap((event) => (event.type === 'BookingRequested' && event.data.turn === turn ? [event.id] : [])),
  );
  const reasons = story.flatMap((event) =>
    (event.type === 'BookingRejected' || event.type === 'AppointmentDeclined') && asked.has(event.data.request)
      ? [event.data.reason]
      : [],
  );
  const isPending = Object.values(foldStory(story).requests).some(({ outcome }) => outcome === 'pending');
  return [...reasons, ...(isPending ? (['booking_in_progress'] as const) : []), 'request_conflict', 'unavailable'];
}

/** What is claimed must be to come, what is denied must not be: whatever the gate would make of it. */
export function breachesOf(
  { isKnown, claims, denies }: OwnWords,
  state: ConversationState,
  scene: Scene,
): readonly GateBreach[] {
  if (!isKnown) return ['unknown_words'];
  const isAny = upcoming(state, scene.now).length > 0;
  return (claims !== 'nothing' && !isAny) || (denies && isAny) ? ['unproved_claim'] : [];
}

/**
 * Whether these words could be taken for a yes: "Sure thing!" to "so I'm booked?", a mere fact to "and the 2pm is mine?". In doubt what is booked is
 * told with them. Not so when they end by asking or listing, or say all of what is booked; nor when they are courtesy for courtesy, facts for
 * a question about such, or anything at all for a refusal.
 */
export function leavesInDoubt(say: string, words: OwnWords, state: ConversationState, scene: Scene): boolean {
  if (words.isOpen || words.claims === 'whole' || /\{\{\s*(?:offers|question)\s*\}\}\s*$/.test(say)) return false;
  const texts = scene.story.flatMap((event) =>
    event.type === 'UserUtterance' && scene.answers.includes(event.id) ? [event.personal.text] : [],
  );
  if (words.isRendered) return texts.every((text) => answersTo(text, scene.business, scene.channel).length === 0);
  const isAny = upcoming(state, scene.now).length > 0;
  if (!isAny && state.selection === undefined && hasRefused(scene)) return false;
  const isCourteous = words.isGreeting || (words.isNaming && isAny);
  const isMeantSo = (text: string): boolean => isCourtesy(text, state, scene) || (isAny && hasCue(text, 'noName'));
  return !isCourteous || state.selection !== undefined || !texts.every(isMeantSo);
}

/** Who refuses what is offered takes nothing for settled. */
function hasRefused({ story, answers }: Scene): boolean {
  return answers.every((id) =>
    story.some(
      (event) => event.type === 'NoSlotSelected' && event.data.utterance === id && event.data.why === 'declined',
    ),
  );
}

/** Words that want nothing, nor take anything for settled but an appointment that there is: "thanks", "great, see you tomorrow". */
function isCourtesy(text: string, state: ConversationState, scene: Scene): boolean {
  const { isGreeting, isKnown } = ownWords(text, scene);
  if (isGreeting || !isKnown || state.check !== undefined || upcoming(state, scene.now).length === 0) return isGreeting;
  return passGate(text, gateContext([], state, scene)).ok;
}
