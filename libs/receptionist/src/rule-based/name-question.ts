import { formatForDisplay } from '@slotguard/business-time';
import { serviceName } from '@slotguard/channel-kit';
import type { TurnView } from '../assistant.js';
import { ASKS_NAME } from './after-tools.js';
import { lastReply } from './steps.js';

export function repliesToName(view: TurnView): boolean {
  return lastReply(view)?.text.includes(ASKS_NAME) === true;
}

/** A name may also come one turn later, after something else was answered; not in answer to another question. */
export function awaitsName(view: TurnView): boolean {
  if (repliesToName(view)) return true;
  const since = view.transcript.findLastIndex((line) => line.kind === 'assistant' && line.text.includes(ASKS_NAME));
  const after = since < 0 ? [] : view.transcript.slice(since + 1);
  const replies = after.filter((line) => line.kind === 'assistant');
  const isAnswered = after.some(({ kind }) => kind === 'named' || kind === 'check');
  // A reminder, or that it was cancelled, is another matter, and mostly of another day.
  if (view.state.appointments.length === 0 || replies.some(({ asks }) => asks.kind === 'attend')) return false;
  return replies.length === 1 && !isAnswered && replies.every(({ text }) => !text.endsWith('?') && text !== NO_NAME);
}

export const NO_NAME = "That's fine, no name needed.";

/** What else a bare word may mean. */
export function otherNames({ business }: TurnView): readonly string[] {
  return [...business.resources, ...business.services].flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
}

/** Twice is enough: it can be booked without a name. */
export function asksNameAgain(view: TurnView): boolean {
  const asked = view.transcript.filter((line) => line.kind === 'assistant' && line.text.includes(ASKS_NAME));
  return repliesToName(view) && asked.length < 2;
}

export function thanksFor(name: string, { state, channel, business }: TurnView): string {
  const slot = state.appointments.at(-1)?.slot;
  if (!slot) return `Thanks, ${name}!`;
  const when = formatForDisplay(slot.start, channel, business.timeZone);
  return `Thanks, ${name}! I've booked your ${serviceName(business, slot.service)} appointment for ${when} under that name.`;
}
