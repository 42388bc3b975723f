import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import { clears } from '@slotguard/conversation';
import type { AssistantStep, TranscriptLine, TurnView, VerdictSeen } from '../assistant.js';

const quiet = { asks: 'other', final: false } as const;

export function checks(query: AvailabilityQuery): AssistantStep {
  return { ...quiet, calls: [{ tool: 'check_availability', args: { ...query } }] };
}

/** The chosen slot by all its names: the guard compares each. */
export function books({ slotId, start, service, resource }: Slot): AssistantStep {
  return { ...quiet, calls: [{ tool: 'book_appointment', args: { slotId, start, service, resource } }] };
}

/** Only what the customer asked for: the guard compares. */
export function cancels(appointment: string): AssistantStep {
  return { ...quiet, calls: [{ tool: 'cancel_appointment', args: { appointment } }] };
}

export function reschedules(appointment: string, { slotId, start, service, resource }: Slot): AssistantStep {
  const args = { appointment, slotId, start, service, resource };
  return { ...quiet, calls: [{ tool: 'reschedule_appointment', args }] };
}

export function looksUpStatus(): AssistantStep {
  return { ...quiet, calls: [{ tool: 'booking_status', args: {} }] };
}

export function says(
  parts: readonly (string | undefined | false)[],
  asks: AssistantStep['asks'] = 'other',
): AssistantStep {
  const say = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  return { calls: [], say, asks, final: true };
}

/** What this turn's words chose, where somebody else has got hold of it. */
export function slipped({ transcript, answers }: TurnView): Slot | undefined {
  // The last words that made or unmade a choice: the calendar's answer to older ones is past.
  const last = transcript.findLast((line) => line.kind === 'customer' && unsettles(line.verdict));
  const lost = transcript.findLast((line) => line.kind === 'not_held' && line.reason === 'slot_taken');
  if (last?.kind !== 'customer' || lost?.kind !== 'not_held') return undefined;
  return lost.utterance === last.id && answers.includes(last.id) ? lost.slot : undefined;
}

function unsettles(verdict: VerdictSeen | undefined): boolean {
  return verdict !== undefined && (verdict.kind === 'selected' || clears(verdict.kind));
}

export type AssistantLine = Extract<TranscriptLine, { kind: 'assistant' }>;

export function lastReply(view: TurnView): AssistantLine | undefined {
  return view.transcript.findLast((line): line is AssistantLine => line.kind === 'assistant');
}

/** The first of these that was not just said: nobody likes to hear the same sentence twice in a row. */
export function fresh(view: TurnView, ...variants: readonly string[]): string {
  const recent = view.transcript
    .filter((line): line is AssistantLine => line.kind === 'assistant')
    .slice(-2)
    .map(({ text }) => text);
  return variants.find((text) => !recent.some((said) => said.includes(text))) ?? (variants.at(-1) as string);
}
