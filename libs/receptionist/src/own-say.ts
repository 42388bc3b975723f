import type { BookingFault } from '@slotguard/channel-kit';
import { readMentions } from '@slotguard/choice';
import type { ConversationState, GateBreach, Story } from '@slotguard/conversation';
import { clears, foldStory, isRequest } from '@slotguard/conversation';
import { passGate } from './gate.js';
import { plain } from './named.js';
import { upcoming } from './pending.js';
import { readOwnWords, type OwnWords } from './phrases/own-words.js';
import { hasCue } from './rule-based/cues.js';
import { answersTo } from './rule-based/topics.js';
import { gateContext, type Scene } from './scene.js';
import { hasSlipped } from './state-seen.js';

/** What is filled in: no words of the assistant's own. */
export const PLACEHOLDER = /\{\{\s*(?:offers|appointment|question|change)\s*\}\}/g;

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

/** What may be told as a reason now: why this turn's choices and requests came to nothing, and what says itself that nothing was booked. */
function faultsIn({ story, answers }: Scene): BookingFault[] {
  const turn = answers.at(-1);
  const asked = new Set(story.flatMap((event) => (isRequest(event) && event.data.turn === turn ? [event.id] : [])));
  const reasons = story.flatMap((event) =>
    (event.type === 'BookingRejected' ||
      event.type === 'CancellationRejected' ||
      event.type === 'RescheduleRejected' ||
      event.type === 'AppointmentDeclined' ||
      event.type === 'ChangeDeclined') &&
    asked.has(event.data.request)
      ? [event.data.reason]
      : [],
  );
  const isPending = Object.values(foldStory(story).requests).some(({ outcome }) => outcome === 'pending');
  const slipped = hasSlipped(story, answers) ? (['slot_taken'] as const) : [];
  return [
    ...reasons,
    ...slipped,
    ...(isPending ? (['booking_in_progress'] as const) : []),
    'request_conflict',
    'unavailable',
  ];
}

/** What is claimed must be to come, what is denied must not be: whatever the gate would make of it. */
export function breachesOf(
  { isKnown, claims, denies }: OwnWords,
  state: ConversationState,
  scene: Scene,
): readonly GateBreach[] {
  if (!isKnown) return ['unknown_words'];
  const isAny = upcoming(state, scene.now).length > 0;
  return (claims && !isAny) || (denies && isAny) ? ['unproved_claim'] : [];
}

/**
 * Whether these words could be taken for a yes: "Sure thing!" to "so I'm booked?", a mere fact to "and the 2pm is mine?". In doubt what is booked is
 * told with them, which is always, save for
 * - questions for what is missing, and lists; with a yes before them only where nobody could take it for more,
 * - courtesy for courtesy, while no choice waits to be booked,
 * - facts for a question about such that takes nothing for granted, and anything for a bare refusal,
 * - the one appointment that there is, told whole.
 */
export function leavesInDoubt(say: string, words: OwnWords, state: ConversationState, scene: Scene): boolean {
  const texts = scene.story.flatMap((event) =>
    event.type === 'UserUtterance' && scene.answers.includes(event.id) ? [event.personal.text] : [],
  );
  const coming = upcoming(state, scene.now);
  const isPending = choiceWaits(scene);
  const presumes = texts.some((text) => takesForGranted(text, scene));
  if (words.tells) return coming.length !== 1;
  if (words.asks || LIST_AT_END.test(say)) {
    return (words.hasAssent || words.offers) && (presumes || isPending || coming.length > 0);
  }
  if (isPending) return true;
  if (words.isRendered) return presumes || texts.some((text) => !asksForFacts(text, scene));
  if (hasRefused(scene) && !presumes && coming.length === 0) return false;
  if (words.greets || words.inquires) return !texts.every((text) => isCourtesy(text, state, scene));
  return !(words.names && coming.length > 0 && texts.every((text) => isOfTheName(text, state, scene)));
}

const LIST_AT_END = /\{\{\s*(?:offers|question|change)\s*\}\}\s*$/;
const GRANTED =
  /\b(booked|confirm\w*|reserved?|scheduled|hold|held|holding|keep|save|mine|appointments?|appt|all set|done|settled|then|right|already)\b/;

/** Speaks as if something were booked, held, changed or called off, or of a time. */
function takesForGranted(text: string, { business, now }: Scene): boolean {
  const cues = ['status', 'cancel', 'change', 'giveUp', 'cancelled', 'seeYou'] as const;
  if (GRANTED.test(plain(text)) || cues.some((cue) => hasCue(text, cue))) return true;
  return readMentions(text, { timeZone: business.timeZone, now }).some(
    ({ kind }) => kind === 'time' || kind === 'time_range' || kind === 'number' || kind === 'ordinal',
  );
}

function asksForFacts(text: string, { business, channel }: Scene): boolean {
  return answersTo(text, business, channel).length > 0;
}

/** Chosen, and neither booked nor taken back. */
function choiceWaits({ story }: Scene): boolean {
  const at = story.findLastIndex(({ type }) => type === 'SlotSelected');
  const isSettled = (event: Story[number]): boolean =>
    event.type === 'AppointmentBooked' ||
    event.type === 'AppointmentRescheduled' ||
    (event.type === 'NoSlotSelected' && clears(event.data.why));
  return at >= 0 && !story.slice(at + 1).some(isSettled);
}

/** Who refuses what is offered, and says no more, takes nothing for settled. */
function hasRefused({ story, answers }: Scene): boolean {
  return answers.every((id) =>
    story.some(
      (event) => event.type === 'NoSlotSelected' && event.data.utterance === id && event.data.why === 'declined',
    ),
  );
}

/** Words that want nothing, nor take anything for settled but an appointment that there is: "thanks", "great, see you tomorrow". */
function isCourtesy(text: string, state: ConversationState, scene: Scene): boolean {
  const { greets, isKnown, claims, hasAssent } = ownWords(text, scene);
  if (greets || !isKnown || state.check !== undefined || upcoming(state, scene.now).length === 0) return greets;
  return (claims || hasAssent) && !text.includes('?') && passGate(text, gateContext([], state, scene)).ok;
}

/** In answer to the question for the name, or courtesy. */
function isOfTheName(text: string, state: ConversationState, scene: Scene): boolean {
  const last = scene.story.findLast((event) => event.type === 'AssistantReplied');
  const isAsked = last?.type === 'AssistantReplied' && /\bname\b[^?]*\?$/.test(last.personal.text);
  return isCourtesy(text, state, scene) || (isAsked && hasCue(text, 'noName'));
}
