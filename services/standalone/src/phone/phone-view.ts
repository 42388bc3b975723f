import { reasonDocs, type Business } from '@slotguard/contracts';
import type { ChangeAsked, ConversationState, Story } from '@slotguard/conversation';
import { clears, foldStory, sameSlot, tell } from '@slotguard/conversation';
import type { PhoneMessage, PhoneOffer, PhoneState } from '../phone-api.js';
import { requestsOf } from './requests-view.js';
import { suggestionsFor } from './suggestions.js';
import { clause, textOf, type Words } from './words.js';

/** The texts as they stand on the customer's phone: theirs, and those that the carrier took. */
export function messagesOf(story: Story): PhoneMessage[] {
  return story.flatMap((event): PhoneMessage[] => {
    if (event.type === 'UserUtterance')
      return [message(event.id.replace(/^utt-/, ''), 'in', event.personal.text, event.time, 'delivered')];
    if (event.type !== 'AssistantReplied' && event.type !== 'OperatorReplied') return [];
    const fate = fateOf(event.id, story);
    return fate ? [message(event.id, 'out', event.personal.text, fate.at, fate.status)] : [];
  });
}

const message = (
  sid: string,
  direction: PhoneMessage['direction'],
  text: string,
  at: string,
  status: PhoneMessage['status'],
): PhoneMessage => ({ sid, direction, text, at, status });

function fateOf(out: string, story: Story): { at: string; status: PhoneMessage['status'] } | undefined {
  let fate: { at: string; status: PhoneMessage['status'] } | undefined;
  for (const event of story) {
    if (event.type === 'MessageFailed' && event.data.message === out)
      fate = { at: fate?.at ?? event.time, status: 'failed' };
    if (event.type === 'MessageSent' && event.data.message === out)
      fate = {
        at: fate?.at ?? event.time,
        status: event.data.status === 'delivered' ? 'delivered' : (fate?.status ?? 'sent'),
      };
  }
  return fate;
}

/** What the guard knows, by its own fold, in words. */
export function stateOf(story: Story, business: Business, words: Words): PhoneState {
  const state = foldStory(story);
  const { selection } = state;
  return {
    turnRunning: isTurnRunning(story),
    suggestions: suggestionsFor(state, story, business),
    offers: offersOf(state, words),
    ...(selection
      ? { choice: { ...words.row(selection.slot), words: chosenBy(selection.evidence.utterance, story) } }
      : {}),
    ...takenBack(story),
    requests: requestsOf({ story, state, words }),
    appointments: state.appointments.map(({ slot, confirmedBy }) => ({
      ...words.row(slot),
      ...(confirmedBy === undefined ? {} : { confirmed: true as const }),
    })),
    ...(state.attended ? { attended: true as const } : {}),
    optedOut: state.optedOut,
    ended: state.ended,
  };
}

/**
 * Why the choice is gone, where there was one: who cancels an appointment, or declines a list, has taken back nothing. What is said after it leaves
 * it taken back, until something is chosen or looked up anew.
 */
function takenBack(story: Story): Pick<PhoneState, 'cleared'> {
  let taken = false;
  let wish: ChangeAsked['kind'] | undefined;
  for (const { state, guard } of tell(story)) {
    taken = taken && state.cleared !== undefined;
    if (guard?.type !== 'NoSlotSelected' || !clears(guard.data.why)) continue;
    taken ||= state.selection !== undefined;
    wish = guard.data.change?.kind;
  }
  const why = foldStory(story).cleared;
  if (!taken || why === undefined) return {};
  const means = wish === 'cancel' ? 'the customer asked to cancel' : clause(reasonDocs[why].means);
  return { cleared: { why, means } };
}

/** A text that no turn has answered yet. A carrier's word needs no turn. */
function isTurnRunning(story: Story): boolean {
  const answered = new Set(
    story.flatMap((event) => (event.type === 'TurnEnded' ? [event.data.turn, ...event.data.answers] : [])),
  );
  return story.some(
    (event) => event.type === 'UserUtterance' && event.data.keyword === undefined && !answered.has(event.id),
  );
}

function offersOf(state: ConversationState, words: Words): PhoneOffer[] {
  const shown = state.presentations.at(-1)?.offers ?? [];
  return (state.check?.slots ?? []).map((slot) => {
    const number = shown.find((offer) => sameSlot(offer.slot, slot))?.number;
    const chosen = state.selection !== undefined && sameSlot(state.selection.slot, slot);
    return { ...words.row(slot), chosen, ...(number === undefined ? {} : { number }) };
  });
}

function chosenBy(utterance: string, story: Story): string {
  const verdict = story.find((event) => event.type === 'SlotSelected' && event.data.evidence.utterance === utterance);
  return verdict?.type === 'SlotSelected' ? verdict.personal.words : textOf(utterance, story);
}
