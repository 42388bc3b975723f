import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { localDateOf } from '@slotguard/channel-kit';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import type { AssistantStep, TurnView } from '../assistant.js';
import type { Cue } from './cues.js';
import { hasCue } from './cues.js';
import type { Heard } from './heard.js';
import { repliesToName } from './name-question.js';
import { cancels, checks, lastReply, looksUpStatus, reschedules, says } from './steps.js';
import { queryFor, wishOf } from './wish.js';

function hasAppointment({ state, now }: TurnView): boolean {
  return state.appointments.some(({ slot }) => instantOf(slot.start) > instantOf(now));
}

/** What the guard read of a change in this turn's words: done as far as it is clear, asked back where it is not. */
export function changesAppointment(view: TurnView, { lines, text }: Heard): AssistantStep | undefined {
  const change = lines.findLast((line) => line.change !== undefined)?.change;
  if (!change) return undefined;
  // The one that the customer says to come to is gone meanwhile.
  if (change.kind === 'attend') return says(['{{appointment}}']);
  if (change.kind === 'keep') return says(['All right, nothing has changed.', '{{appointment}}']);
  const [appointment, another] = change.appointments;
  if (appointment === undefined || another !== undefined) return says(['{{change}}']);
  if (change.kind === 'cancel') return cancels(appointment);
  const wish = wishOf(view);
  const query = queryFor(wish, view);
  const isWished = Object.keys(wish.when).length > 0;
  const nearer = isWished ? undefined : nearerQuery(view, text, appointment);
  return query && (isWished || nearer) ? checks({ ...query, ...nearer }) : says([ASKS_NEW_TIME]);
}

/** "Something later" than it is: on its own day, if there is such. */
function nearerQuery(
  { state, business }: TurnView,
  text: string,
  appointment: string,
): Partial<AvailabilityQuery> | undefined {
  const start = state.appointments.find(({ id }) => id === appointment)?.slot.start;
  if (start === undefined) return undefined;
  const at = toBusinessTime(start, business.timeZone);
  if (hasCue(text, 'later')) return { date: localDateOf(start, business.timeZone), after: at };
  return hasCue(text, 'earlier') ? { before: at } : undefined;
}

const ASKS_NEW_TIME = 'What day and time would suit you better?';

/** The chosen slot is where the appointment shall go, if the customer wants one moved. */
export function movesTo(slot: Slot, { state }: TurnView): AssistantStep | undefined {
  if (state.wish?.kind !== 'reschedule') return undefined;
  const { appointments: wished } = state.wish;
  // Another service is another appointment.
  if (!state.appointments.some(({ id, slot: own }) => wished.includes(id) && own.service === slot.service))
    return undefined;
  const [appointment, another] = wished;
  return appointment !== undefined && another === undefined ? reschedules(appointment, slot) : says(['{{change}}']);
}

/** Speaks of calling an appointment off without asking for it: nobody may think that it has happened. */
export function staysBooked(view: TurnView, { text, answers, verdict }: Heard): AssistantStep | undefined {
  const is = (cue: Cue): boolean => hasCue(text, cue);
  if (!hasAppointment(view)) return undefined;
  // "No" to a reminder: nothing is cancelled by that, but it may be wanted.
  if (is('notComing') && lastReply(view)?.asks.kind === 'attend') return says([...answers, '{{change}}']);
  // A yes that came too late to count: it may have been meant all the same.
  if (verdict?.kind === 'unasked' && lastReply(view)?.asks.kind === 'cancel') return says([...answers, '{{change}}']);
  if (is('cancelled')) return looksUpStatus();
  if (is('noName') && repliesToName(view)) return undefined;
  if (is('notCancel')) return says([...answers, '{{appointment}}']);
  if (is('cancel') || is('giveUp')) return says([...answers, '{{change}}']);
  return is('stop') ? says(['{{appointment}}']) : undefined;
}

/** "No wait, 2pm" right after booking is about the appointment; with a list open it is about the list. */
export function wantsChange(view: TurnView, { said }: Heard): boolean {
  return hasAppointment(view) && view.state.check === undefined && said.every(({ service }) => service === undefined);
}

/** "No wait, 2pm", "wrong, I meant 5": what was said before is taken back. "Friday too" is a wish of its own. */
export function corrects({ text, said }: Heard): boolean {
  const when = said.some(({ when: one, onlyAsks }) => !onlyAsks && Object.keys(one).length > 0);
  return !hasCue(text, 'another') && (hasCue(text, 'mistake') || (when && hasCue(text, 'correction')));
}

/** It sounds like a change, but it was not asked for in so many words: how to ask for it. */
export function howToChange({ answers }: Heard): AssistantStep {
  return says([...answers, '{{appointment}}', 'To move it, text "move it to" and the new day and time.']);
}
