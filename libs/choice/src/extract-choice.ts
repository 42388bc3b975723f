import { readReply } from './reading/read-reply.js';
import { scanFor } from './scan-of.js';
import type { Choice, ChoiceContext, OfferedSlot } from './types.js';
import { offerFacts } from './verdict/offer-facts.js';
import { verdictOf } from './verdict/verdict.js';

/**
 * Reads a reply against the slots that were put to the customer. Pure: the same text, offers and context always read alike; no text throws.
 * It only ever picks from `offers`, and in doubt it does not pick.
 */
export function extractChoice(text: string, offers: readonly OfferedSlot[], context: ChoiceContext): Choice {
  const scan = scanFor(text, offers, context);
  const facts = offerFacts(offers, context.timeZone);
  return verdictOf(readReply(scan), { facts, today: scan.today, lexicon: scan.lexicon }, context.asked);
}
