import { formatForDisplay } from '@slotguard/business-time';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type { Slot } from '@slotguard/conversation';
import type { ToolResult, TurnView } from '../assistant.js';

/**
 * What came of a call, in JSON, as something that a model can act on: slots with their ids and the numbers under which `{{offers}}` lists
 * them, and for a refusal what it means and what would help.
 */
export function toolOutput(result: ToolResult, view: TurnView): string {
  const { call: _, ...outcome } = result;
  const written = Object.fromEntries(Object.entries(outcome).map(([key, value]) => [key, told(key, value, view)]));
  return JSON.stringify({ ...written, ...adviceOn(outcome) });
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
}

function adviceOn(outcome: { readonly kind: string }): Advice {
  const { kind } = outcome;
  const reason = 'reason' in outcome ? String(outcome.reason) : undefined;
  if (reason !== undefined) {
    const docs: Readonly<Record<string, Advice>> = { ...reasonDocs, ...declineDocs };
    return docs[reason] ?? { next: 'Call nothing more; tell the customer that it did not work.' };
  }
  switch (kind) {
    case 'availability': {
      const isAny = 'slots' in outcome && Array.isArray(outcome.slots) && outcome.slots.length > 0;
      return { next: isAny ? 'Answer with {{offers}}.' : 'Nothing is open; ask for another day or time.' };
    }
    case 'booked':
    case 'status':
      return { next: 'Answer with {{appointment}}.' };
    case 'invalid':
      return { next: 'Mend the arguments that `details` names (or take one of the names there), or ask the customer.' };
    default:
      return {};
  }
}
