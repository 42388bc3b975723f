import { formatForDisplay } from '@slotguard/business-time';
import { renderAppointments, type BookingFault } from '@slotguard/channel-kit';
import type { ConversationState, EventNamed, GateBreach, Story } from '@slotguard/conversation';
import { clears, foldStory, isRequest } from '@slotguard/conversation';
import { passGate } from './gate.js';
import { untold, untoldChanges, upcoming } from './pending.js';
import { readName } from './person-name.js';
import { readOwnWords, type OwnWords } from './phrases/own-words.js';
import { hasCue } from './rule-based/cues.js';
import { asksOnlyForFacts } from './rule-based/topics.js';
import { gateContext, type Scene } from './scene.js';
import { hasSlipped } from './state-seen.js';
import { written } from './written.js';

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

/** What is claimed must be to come, what is denied must not be, and nobody who was just booked hears that it failed: whatever the gate would make of it. */
export function breachesOf(
  { isKnown, claims, denies, fails }: OwnWords,
  state: ConversationState,
  scene: Scene,
): readonly GateBreach[] {
  if (!isKnown) return ['unknown_words'];
  const isAny = upcoming(state, scene.now).length > 0;
  const isNews = untold(state, scene.story).length > 0 || untoldChanges(scene.story).length > 0;
  return (claims && !isAny) || (denies && isAny) || (fails && isNews) ? ['unproved_claim'] : [];
}

/**
 * Whether what is booked must be told with these words, for almost any of them can be taken for a yes ("Sure thing!" to "so I'm booked?"). It always is,
 * save with
 * - what only asks or lists, while no choice waits to be booked: who reads it knows that nothing is settled,
 * - courtesy, facts and talk of the name to whoever has asked for nothing since they were last told (`hasAskedForNothing`), facts also to
 *   whoever has asked for nothing else since the list,
 * - the one appointment that there is, told whole, to the same.
 * No list of presuming words decides: what is not known to be harmless is not. And whoever is not code may mean harm: of what a model writes only
 * placeholders, questions for what is missing that name nothing, and words to a list that is there go without.
 */
export function mustTell(
  say: string,
  words: OwnWords,
  state: ConversationState,
  scene: Scene,
  hasList: boolean,
): boolean {
  if (words.isNone) return false;
  if (choiceWaits(scene)) return true;
  if (!scene.byCode) return !words.onlyOpen || (words.heads && !hasList);
  if (words.onlyAsks) return false;
  const isHarmless = words.isMild || (words.tells && tellsWhole(say, state, scene));
  if (!isHarmless) return true;
  return !hasAskedForNothing(state, scene) && !(hasAskedForFactsOnly(scene) && !words.greets);
}

/** Since the list that is still open. */
function hasAskedForFactsOnly({ story, business, channel }: Scene): boolean {
  const listAt = story.findLastIndex((event) => event.type === 'AssistantReplied' && event.data.offers.length > 0);
  return (
    listAt >= 0 &&
    story
      .slice(listAt + 1)
      .every((event) => event.type !== 'UserUtterance' || asksOnlyForFacts(event.personal.text, business, channel))
  );
}

/** Chosen, and neither booked nor taken back. */
function choiceWaits({ story }: Scene): boolean {
  const at = story.findLastIndex(({ type }) => type === 'SlotSelected');
  const isSettled = (event: Story[number]): boolean =>
    event.type === 'AppointmentBooked' ||
    event.type === 'AppointmentRescheduled' ||
    (event.type === 'HoldRefused' && event.data.reason === 'slot_taken' && event.data.verdict === story[at]?.id) ||
    (event.type === 'NoSlotSelected' && clears(event.data.why));
  return at >= 0 && !story.slice(at + 1).some(isSettled);
}

/** Day and hour of the only appointment, as code says them. */
function tellsWhole(say: string, state: ConversationState, { business, channel, now }: Scene): boolean {
  const [only, another] = upcoming(state, now);
  if (!only || another) return false;
  return say.includes(formatForDisplay(only.slot.start, channel, business.timeZone));
}

/** Since the customer was last told what is booked, or ever: nothing but courtesy, plain questions for facts, and the name that was asked for. */
function hasAskedForNothing(state: ConversationState, scene: Scene): boolean {
  const { story, business, channel } = scene;
  const failed = new Set(story.flatMap((event) => (event.type === 'MessageFailed' ? [event.data.message] : [])));
  const toldAt = story.findLastIndex(
    (event) => event.type === 'AssistantReplied' && !failed.has(event.id) && tells(event, state, scene),
  );
  let asked = toldAt < 0 ? undefined : textOf(story[toldAt]);
  return story.slice(toldAt + 1).every((event) => {
    if (event.type === 'AssistantReplied') asked = event.personal.text;
    if (event.type !== 'UserUtterance' || event.data.keyword !== undefined) return true;
    const { text } = event.personal;
    return (
      isCourtesy(text, asked, state, scene) ||
      (asked !== undefined && ASKS_NAME.test(asked) && givesName(text)) ||
      asksOnlyForFacts(text, business, channel)
    );
  });
}

const textOf = (event: Story[number] | undefined): string | undefined =>
  event?.type === 'AssistantReplied' ? event.personal.text : undefined;

/** As it stands now; what was true then may have changed. */
function tells(
  { data, personal }: EventNamed<'AssistantReplied'>,
  state: ConversationState,
  { business, channel, now }: Scene,
): boolean {
  const coming = upcoming(state, now);
  const hadSome = state.appointments.length + state.cancelled.length > 0;
  const status = renderAppointments(coming, business, channel, { hadSome });
  if (personal.text.includes(written(status, channel))) return true;
  const whole = coming.map(({ slot }) => formatForDisplay(slot.start, channel, business.timeZone));
  return data.purpose === 'confirmation' && whole.length > 0 && whole.every((one) => personal.text.includes(one));
}

const ASKS_NAME = /\bname\b[^?]*\?/;

function givesName(text: string): boolean {
  return readName(text) !== undefined || hasCue(text, 'noName');
}

/** Words that want nothing, nor take anything for settled but an appointment that there is: "thanks", "great, see you tomorrow". A yes to a question is none. */
function isCourtesy(text: string, asked: string | undefined, state: ConversationState, scene: Scene): boolean {
  const { greets, isKnown, claims, hasAssent } = ownWords(text, scene);
  if (greets || !isKnown || state.check !== undefined || upcoming(state, scene.now).length === 0) return greets;
  const isAnswer = asked !== undefined && asked.includes('?') && !ASKS_NAME.test(asked);
  return (
    (claims || (hasAssent && !isAnswer)) && !text.includes('?') && passGate(text, gateContext([], state, scene)).ok
  );
}
