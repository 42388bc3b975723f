import { sameInstant } from '@slotguard/business-time';
import { reasonDocs, type Business } from '@slotguard/contracts';
import type { ConversationState, EventNamed, Story } from '@slotguard/conversation';
import { decisionId, foldStory, own, sameSlot } from '@slotguard/conversation';
import type { PhoneMessage, PhoneOffer, PhoneRequest, PhoneState } from '../phone-api.js';
import { approvalDetails, isTrick, rejectionDetails, textOf } from './describe-event.js';
import { clause, type Words } from './words.js';

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
  const { selection, cleared } = state;
  return {
    turnRunning: isTurnRunning(story),
    suggestions: suggestionsFor(state, story, business),
    offers: offersOf(state, words),
    ...(selection
      ? { choice: { ...words.row(selection.slot), words: chosenBy(selection.evidence.utterance, story) } }
      : {}),
    ...(cleared ? { cleared: { why: cleared, means: clause(reasonDocs[cleared].means) } } : {}),
    requests: story
      .filter((event) => event.type === 'BookingRequested')
      .map((request) => requestOf(request, state, story, words))
      .reverse(),
    appointments: state.appointments.map(({ slot }) => words.row(slot)),
    ...(state.attended ? { attended: true as const } : {}),
    optedOut: state.optedOut,
    ended: state.ended,
  };
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

function requestOf(
  request: EventNamed<'BookingRequested'>,
  state: ConversationState,
  story: Story,
  words: Words,
): PhoneRequest {
  const base = { id: request.id, byTrick: isTrick(request.id), asked: words.slot(request.data) };
  const decision = story.find(({ id }) => id === decisionId(request.id));
  if (decision?.type === 'BookingRejected') {
    const { reason } = decision.data;
    const because = clause(reasonDocs[reason].means);
    return { ...base, decision: 'rejected', reason, because, details: rejectionDetails(decision, words) };
  }
  if (decision?.type !== 'BookingApproved')
    return { ...base, decision: 'pending', because: 'the guard has not answered yet', details: [] };
  const outcome = state.requests[request.id]?.outcome;
  return {
    ...base,
    asked: words.slot(decision.data.args),
    decision: 'approved',
    ...(outcome === 'pending' || outcome === 'booked' || outcome === 'declined' ? { outcome } : {}),
    because: sinceBooked(request.id, state, words) ?? whyApproved(decision),
    details: approvalDetails(decision, story, words),
  };
}

/** What became of the appointment that a request was booked as: where it was booked it may be no more. */
function sinceBooked(request: string, state: ConversationState, words: Words): string | undefined {
  const is = (one: { readonly request: string }): boolean => one.request === request;
  if (state.cancelled.some(is)) return 'cancelled since';
  const appointment = state.appointments.find(is);
  const args = own(state.requests, request)?.args;
  if (!appointment || !args || sameInstant(appointment.slot.start, args.start)) return undefined;
  return `moved since, to ${words.slot(appointment.slot)}`;
}

function whyApproved({ data }: EventNamed<'BookingApproved'>): string {
  if (data.wouldReject) return `let through in shadow; enforcing says: ${clause(reasonDocs[data.wouldReject].means)}`;
  return Object.keys(data.adjustments).length > 0
    ? 'offered and chosen; what was written wrongly was put right'
    : 'offered, chosen, and still free';
}

/** What a newcomer might write next. */
function suggestionsFor(state: ConversationState, story: Story, business: Business): string[] {
  if (state.optedOut) return ['START'];
  if (!story.some((event) => event.type === 'UserUtterance')) return startersFor(business);
  if (state.appointments.length > 0 && !state.check) return ['When is my appointment?', 'Where are you?', 'Thanks!'];
  const asked = story.findLast((event) => event.type === 'AssistantReplied');
  if (state.selection && asked?.data.asks.kind === 'other') return ['Alex Morgan'];
  if (asked?.data.asks.kind === 'confirm') return ['Yes please', 'No, something later'];
  const shown = state.presentations.at(-1)?.offers ?? [];
  if (state.check && shown.length > 1) return ['option 1', 'the second one', 'something later'];
  return startersFor(business);
}

export function startersFor({ services }: Business): string[] {
  const [first, second = first] = services.map(({ name }) => name.toLowerCase());
  return [`book me for ${first} at 2pm tomorrow`, `any ${second} on Saturday morning?`, 'How much is it?'];
}
