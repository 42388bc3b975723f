import { formatForDisplay } from '@slotguard/business-time';
import { formatErrorForChannel, renderNote, type BookingFault } from '@slotguard/channel-kit';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type { Slot } from '@slotguard/conversation';
import type { ToolOutcome, ToolResult, TurnView } from '../assistant.js';

/**
 * What came of a call, in JSON, as something that a model can act on: slots with their ids and the numbers under which `{{offers}}` lists
 * them, and for a refusal what it means and what would help.
 */
export function toolOutput(result: ToolResult, view: TurnView): string {
  const { call: _, ...outcome } = result;
  const written = Object.fromEntries(Object.entries(outcome).map(([key, value]) => [key, told(key, value, view)]));
  return JSON.stringify({ ...written, ...adviceOn(outcome, view) });
}

function told(key: string, value: unknown, view: TurnView): unknown {
  if (Array.isArray(value)) {
    const numbered = key === 'slots';
    return value.map((one, i) =>
      isSlot(one) ? { ...(numbered ? { number: i + 1 } : {}), ...slotFor(one, view) } : one,
    );
  }
  if (isSlot(value)) return slotFor(value, view);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, told(inner, one, view)]));
}

function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && 'slotId' in value && 'start' in value;
}

/** A slot as a model needs it: what it is called, and how a customer would read it. */
export function slotFor({ slotId, start, service, resource }: Slot, { business, channel }: TurnView): object {
  return { slotId, time: formatForDisplay(start, channel, business.timeZone), start, service, resource };
}

interface Advice {
  readonly means?: string;
  readonly next?: string;
  /** Rendered: it stands in no book, and may be said as it is. */
  readonly mayBeSaid?: string;
}

function adviceOn(outcome: ToolOutcome, view: TurnView): Advice {
  if ('reason' in outcome) return reasonAdvice(outcome.reason, view);
  switch (outcome.kind) {
    case 'availability': {
      const { note, asked, slots } = outcome;
      const more = slots.length > 0;
      const { business, channel } = view;
      return {
        next: more ? 'Answer with {{offers}}.' : 'Nothing is open; ask for another day or time.',
        ...(note ? { mayBeSaid: renderNote(note, asked, { business, channel, more }) } : {}),
      };
    }
    case 'booked':
    case 'cancelled':
    case 'rescheduled':
    case 'status':
      return { next: 'Answer with {{appointment}}.' };
    case 'invalid':
      return { next: 'Mend the arguments that `details` names (or take one of the names there), or ask the customer.' };
    default:
      return {};
  }
}

function reasonAdvice(reason: string, { channel }: TurnView): Advice {
  const docs: Readonly<Record<string, Advice>> = { ...reasonDocs, ...declineDocs };
  const advice = docs[reason] ?? { next: 'Call nothing more; tell the customer that it did not work.' };
  return { ...advice, mayBeSaid: formatErrorForChannel(reason as BookingFault, channel) };
}
