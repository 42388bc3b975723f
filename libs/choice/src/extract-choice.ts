import type { Choice, ChoiceContext, OfferedSlot } from './types.js';

/** Reads only "2" and "option 2" so far. */
export function extractChoice(text: string, offers: readonly OfferedSlot[], context: ChoiceContext): Choice {
  const match = /^\s*(?:option\s+)?(\d{1,2})\s*$/i.exec(text);
  const index = match ? offers.findIndex((offer) => offer.number === Number(match[1])) : -1;
  if (!match || index < 0) return { kind: 'none' };
  if (context.asked !== 'slot') return { kind: 'none', reason: 'unasked' };
  return { kind: 'selected', index, basis: 'number', span: { start: 0, end: text.length } };
}
