import { instantOf } from '@slotguard/business-time';
import type { AssistantStep, TurnView } from '../assistant.js';
import type { Cue } from './cues.js';
import { hasCue } from './cues.js';
import type { Heard } from './heard.js';
import { repliesToName } from './name-question.js';
import { looksUpStatus, says } from './steps.js';

function hasAppointment({ state, now }: TurnView): boolean {
  return state.appointments.some(({ slot }) => instantOf(slot.start) > instantOf(now));
}

/** However an appointment is called off, nobody may think that it has happened. */
export function staysBooked(view: TurnView, heard: Heard): AssistantStep | undefined {
  const is = (cue: Cue): boolean => hasCue(heard.text, cue);
  if (!hasAppointment(view)) return undefined;
  if (is('cancelled')) return looksUpStatus();
  if (is('noName') && repliesToName(view)) return undefined;
  if (is('cancel') || is('giveUp')) return says([cannotChange(view, heard).say, '{{appointment}}']);
  return is('stop') ? says(['{{appointment}}', `${callUs(view)} to change or cancel it.`]) : undefined;
}

/** "Can we do 4 instead?" right after booking is about the appointment; with a list open it is about the list. */
export function wantsChange(view: TurnView, { said }: Heard): boolean {
  return hasAppointment(view) && view.state.check === undefined && said.every(({ service }) => service === undefined);
}

/** "No wait, 2pm", "wrong, I meant 5": what was said before is taken back. "Friday too" is a wish of its own. */
export function corrects({ text, said }: Heard): boolean {
  const when = said.some(({ when: one, onlyAsks }) => !onlyAsks && Object.keys(one).length > 0);
  return !hasCue(text, 'another') && (hasCue(text, 'mistake') || (when && hasCue(text, 'correction')));
}

function callUs({ business }: TurnView): string {
  return business.phone === undefined ? 'Please call us' : `Please call ${business.phone}`;
}

export function cannotChange(view: TurnView, { answers }: Heard): AssistantStep {
  return says([`I can't change or cancel appointments by text yet. ${callUs(view)} for that.`, ...answers]);
}
