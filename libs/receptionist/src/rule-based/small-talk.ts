import { instantOf } from '@slotguard/business-time';
import { listed, renderGreeting } from '@slotguard/channel-kit';
import type { AssistantStep, TurnView } from '../assistant.js';
import { ASKS_NAME } from './after-tools.js';
import { hasCue } from './cues.js';
import type { Heard } from './heard.js';
import { asksNameAgain } from './name-question.js';
import { fresh, lastReply, says } from './steps.js';

/** Offers older than this have gone stale on the screen: better to look again than to ask about them. */
const FRESH_MS = 3 * 3_600_000;

export function asksService(view: TurnView, answers: readonly string[]): AssistantStep {
  const services = listed(
    view.business.services.map(({ name }) => name),
    'or',
  );
  return says([
    ...answers,
    fresh(view, `Which service would you like: ${services}?`, `I can look for times for ${services}. Which one?`),
  ]);
}

export function hasOffers({ state, now }: TurnView): boolean {
  const at = instantOf(now);
  const { check } = state;
  return check !== undefined && at - check.at < FRESH_MS && check.slots.some(({ start }) => instantOf(start) > at);
}

export function asksAgain(view: TurnView): string | undefined {
  return hasOffers(view) ? '{{question}}' : undefined;
}

export function smallTalk(view: TurnView, { text, verdict }: Heard): AssistantStep {
  const { business } = view;
  const open = hasOffers(view);
  if (open && verdict?.kind === 'hesitating') return says(['No hurry, take your time.', '{{question}}'], 'slot');
  if (verdict?.kind === 'declined')
    return says([fresh(view, 'What day and time would suit you better?', 'Just tell me a day and a time of day.')]);
  if (hasCue(text, 'thanks') || hasCue(text, 'goodbye') || hasCue(text, 'seeYou'))
    return says(
      [fresh(view, "You're welcome!", 'Any time!'), asksNameAgain(view) && ASKS_NAME, open && '{{question}}'],
      open ? 'slot' : 'other',
    );
  if (hasCue(text, 'greeting') || lastReply(view) === undefined)
    return open
      ? says(['Hi again!', '{{question}}'], 'slot')
      : says([fresh(view, renderGreeting(business), prompt(view))]);
  if (open) return says([verdict?.kind === 'question' && dontKnow(view), unsure(view)], 'slot');
  if (asksWhichAppointment(view)) return says(["Sorry, I'm not sure which one you mean.", '{{change}}']);
  if (asksNameAgain(view)) return says(["Sorry, I didn't catch that.", ASKS_NAME]);
  return says([verdict?.kind === 'question' ? dontKnow(view) : prompt(view)]);
}

/** Of several appointments one was to be named, and this answer names none. */
function asksWhichAppointment(view: TurnView): boolean {
  const isOpen = (view.state.wish?.appointments.length ?? 0) > 1;
  return isOpen && lastReply(view)?.text.includes('Which appointment') === true;
}

/** The list again when the question alone did not help. */
function unsure(view: TurnView): string {
  return lastReply(view)?.text.includes('Which of the times') ? "Sorry, I didn't get that. {{offers}}" : '{{question}}';
}

function dontKnow(view: TurnView): string {
  const { phone } = view.business;
  const call = phone === undefined ? '' : ` Please call ${phone} about that.`;
  const next = hasOffers(view) ? '' : ' I can find you an appointment: what would you like, and when?';
  return `I'm not sure about that.${call}${next}`;
}

function prompt(view: TurnView): string {
  const { business } = view;
  const services = listed(
    business.services.map(({ name }) => name.toLowerCase()),
    'or',
  );
  const call = business.phone === undefined ? '' : ` For anything else, please call ${business.phone}.`;
  return fresh(
    view,
    `I can find you a time for ${services}. What would you like, and when?`,
    `Sorry, I only make appointments here. Tell me a service and a day that suits you.${call}`,
  );
}
