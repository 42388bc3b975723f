import type {
  BookingRequested,
  ChangeDecision,
  ChangeRequest,
  ConversationEvent,
  Decision,
  GuardEvent,
  Outcome,
  Recorded,
  Story,
  Verdict,
} from './events.js';
import { evolve } from './evolve.js';
import type { ConversationState } from './state.js';
import { mayWrite } from './may-write.js';
import { initialState } from './state.js';
import { guardEventIdFor } from './story-ids.js';

/** One event of a story, the state right after it, and what the guard said of it, which the state does not have yet. */
export interface Step {
  readonly event: Recorded<ConversationEvent>;
  readonly state: ConversationState;
  readonly guard?: GuardEvent;
}

export function isVerdict(event: ConversationEvent): event is Verdict {
  return event.type === 'SlotSelected' || event.type === 'NoSlotSelected';
}
export function isDecision(event: ConversationEvent): event is Decision {
  return event.type === 'BookingApproved' || event.type === 'BookingRejected' || isChangeDecision(event);
}
export function isRequest(event: ConversationEvent): event is BookingRequested | ChangeRequest {
  return (
    event.type === 'BookingRequested' || event.type === 'CancellationRequested' || event.type === 'RescheduleRequested'
  );
}
export function isOutcome(event: ConversationEvent): event is Outcome {
  return (
    event.type === 'AppointmentBooked' ||
    event.type === 'AppointmentDeclined' ||
    event.type === 'AppointmentCancelled' ||
    event.type === 'AppointmentRescheduled' ||
    event.type === 'ChangeDeclined'
  );
}
export function isChangeDecision(event: ConversationEvent): event is ChangeDecision {
  return (
    event.type === 'CancellationApproved' ||
    event.type === 'CancellationRejected' ||
    event.type === 'RescheduleApproved' ||
    event.type === 'RescheduleRejected'
  );
}
export function isGuardEvent(event: ConversationEvent): event is GuardEvent {
  return isVerdict(event) || isDecision(event);
}

/**
 * The story in the order in which it is folded: a guard event stands right behind the event that caused it, wherever it lies in the
 * log; all others stand at their own place. Returns the last state.
 */
export function* tell(story: Story): Generator<Step, ConversationState> {
  const guardEvents = new Map<string, GuardEvent>();
  for (const event of story) if (isGuardEvent(event) && event.writer === 'guard') guardEvents.set(event.id, event);
  let state = initialState;
  for (const event of story) {
    // What somebody wrote who may not say it was not said: `findBreaches` names it.
    if (!mayWrite(event.writer, event.type)) continue;
    if (isGuardEvent(event)) continue;
    state = evolve(state, event);
    const owed = guardEventIdFor(event);
    const guard = owed === undefined ? undefined : guardEvents.get(owed);
    yield guard ? { event, state, guard } : { event, state };
    if (guard) state = evolve(state, guard);
  }
  return state;
}

/** The state after a whole story. */
export function foldStory(story: Story): ConversationState {
  const steps = tell(story);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
