import type { ConversationEvent, ReleaseReason, Story } from './events.js';
import { evolve } from './evolve.js';
import type { ConversationState } from './state.js';
import { own } from './state.js';
import { isDecision, tell } from './story.js';

/** What ended a choice, and the event that did. */
export interface Fall {
  readonly why: Exclude<ReleaseReason, 'expired'>;
  readonly by: string;
}

/**
 * How the choice that this utterance made came to its end; nothing while it stands, or is being booked. It follows the guard's own fold, so that
 * what is kept for a customer is what the guard would let the customer book. An utterance that chose nothing has no choice to fall.
 */
export function fallOf(story: Story, utterance: string): Fall | undefined {
  let hasChosen = false;
  /** The request that spent the choice: it is kept until the calendar has said how that ends. */
  let spentOn: string | undefined;
  const stands = (state: ConversationState): boolean =>
    !state.optedOut &&
    !state.ended &&
    (state.selection?.evidence.utterance === utterance ||
      (spentOn !== undefined && own(state.requests, spentOn)?.outcome === 'pending'));

  for (const { event, state, guard } of tell(story)) {
    if (hasChosen && !stands(state)) return { why: whyFallen(event, state), by: event.id };
    if (!guard) continue;
    hasChosen ||= event.id === utterance && guard.type === 'SlotSelected';
    const after = evolve(state, guard);
    const isOurs = state.selection?.evidence.utterance === utterance;
    if (isOurs && isDecision(guard) && own(after.requests, guard.data.request)?.outcome === 'pending')
      spentOn = guard.data.request;
    if (hasChosen && !stands(after)) return { why: whyFallen(guard, after), by: guard.id };
  }
  return undefined;
}

function whyFallen({ type }: ConversationEvent, { optedOut, ended }: ConversationState): Fall['why'] {
  if (optedOut) return 'opted_out';
  if (ended) return 'ended';
  switch (type) {
    case 'SlotSelected':
      return 'replaced';
    case 'AppointmentBooked':
    case 'AppointmentRescheduled':
      return 'booked';
    case 'AppointmentDeclined':
    case 'ChangeDeclined':
      return 'not_booked';
    default:
      return 'cleared';
  }
}
