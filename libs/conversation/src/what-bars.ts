import { instantOf } from '@slotguard/business-time';
import type { BookingRequested, ChangeRequest, Recorded } from './events.js';
import { isMalformed } from './match-request.js';
import type { ChannelPolicy } from './policy.js';
import { BARRING_REASONS, type BarringReason, type Reason } from './reasons.js';
import type { ConversationState } from './state.js';
import { own } from './state.js';

type Request = Recorded<BookingRequested | ChangeRequest>;

/** Clocks of gateway and log may differ by this much before times mean nothing. */
const CLOCK_DOUBT_MS = 30_000;

/** Whether a channel in this mode lets a request through that has this against it (docs/adr/0019). */
export function letsThrough(mode: ChannelPolicy['mode'], reason: Reason): boolean {
  return mode === 'shadow' && !BARRING_REASONS.some((barring) => barring === reason);
}

/**
 * Why nothing can be approved in any mode, whatever is asked for: the first that holds. It is looked at before all that the guard judges, so that
 * a rule that a shadow lets pass never hides one that it does not. `state` is the conversation up to and with the request.
 */
export function whatBars(state: ConversationState, request: Request, timeZone: string): BarringReason | undefined {
  const { data } = request;
  const isNoTime = 'start' in data && isMalformed(data, timeZone);
  if (isNoTime || isUnknownTurn(state, data.turn)) return 'malformed_request';
  if (state.ended) return 'conversation_ended';
  if (state.optedOut) return 'opted_out';
  if (state.attended) return 'person_attends';
  if (Math.abs(instantOf(request.recordedAt) - state.time) > CLOCK_DOUBT_MS) return 'clock_in_doubt';
  if (isOvertaken(state, data.turn)) return 'superseded';
  return undefined;
}

function isUnknownTurn(state: ConversationState, turn: string | undefined): boolean {
  return turn !== undefined && own(state.utterances, turn) === undefined;
}

/** The customer has chosen, or asked for a change, anew since the utterance that this turn answers. */
function isOvertaken({ utterances, selection, wish }: ConversationState, turn: string | undefined): boolean {
  if (turn === undefined) return false;
  const newest = Math.max(selection?.utteranceIndex ?? -1, wish?.utteranceIndex ?? -1);
  return newest > (own(utterances, turn) ?? -1);
}
