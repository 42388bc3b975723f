import type { Change, ChangeContext, OwnAppointment } from '@slotguard/choice';
import { readChange } from '@slotguard/choice';
import { instantOf } from '@slotguard/business-time';
import type { ChangeAsked, EventNamed } from './events.js';
import type { Policy } from './policy.js';
import { liveWish } from './decide.js';
import type { Appointment, ConversationState } from './state.js';

type Utterance = EventNamed<'UserUtterance'>;
/** What an utterance may answer: whether to cancel, or reminders. */
export type AskedBefore = Pick<ChangeContext, 'confirm' | 'reminder'>;

/**
 * What an utterance asks to be done about the customer's appointments: only those of this conversation that have not ended. What is heard
 * late asks for nothing, but may take back.
 */
export function changeAskedBy(
  state: ConversationState,
  utterance: Utterance,
  asked: AskedBefore,
  policy: Policy,
): Change | undefined {
  if (utterance.data.keyword !== undefined) return undefined;
  const began = instantOf(utterance.data.beganAt);
  const coming = state.appointments.filter(({ slot }) => instantOf(slot.end) > began);
  const wish = liveWish(state, policy.channels[utterance.channel]);
  const change = readChange(utterance.personal.text, coming.map(asOwn), {
    timeZone: policy.timeZone,
    now: utterance.data.beganAt,
    ...(wish ? { wish } : {}),
    ...(state.check && state.check.slots.length > 0 ? { beside: true } : {}),
    ...asked,
  });
  return began < state.lastUtteranceBegan && change?.kind !== 'keep' ? undefined : change;
}

/** Slugs are read as the words that they are made of. */
function asOwn({ id, slot }: Appointment): OwnAppointment {
  const words = (slug: string): string => slug.replace(/[-_]+/g, ' ');
  return { id, start: slot.start, service: words(slot.service), resource: words(slot.resource) };
}

export function asRecorded(change: Change): ChangeAsked {
  const { kind, span } = change;
  return { kind, span, appointments: change.kind === 'keep' ? [] : change.appointments };
}
