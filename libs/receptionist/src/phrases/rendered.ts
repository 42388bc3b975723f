import {
  formatErrorForChannel,
  renderAddress,
  renderContact,
  renderDurations,
  renderGreeting,
  renderHours,
  renderNote,
  renderPrices,
  renderProviders,
  renderService,
  renderServices,
  type BookingFault,
} from '@slotguard/channel-kit';
import type { Business } from '@slotguard/contracts';
import type { AvailabilityNote, AvailabilityQuery, Channel } from '@slotguard/conversation';
import { fold } from '../gate/fold.js';

/** What code may have rendered for this conversation. */
export interface Rendered {
  readonly business: Business;
  readonly channel: Channel;
  /** What the last look into the calendar was for, and what it noted. */
  readonly lookedUp?: { readonly asked: AvailabilityQuery; readonly note: AvailabilityNote };
  /** Why something was not booked just now. */
  readonly faults: readonly BookingFault[];
}

/** A folded text without what code renders of this kind: that may be said word for word, as sentences of its own. */
export function withoutRendered(folded: string, rendered: Rendered, kind: 'facts' | 'reasons'): string {
  return (kind === 'facts' ? renderedFacts(rendered) : renderedReasons(rendered))
    .map((sentence) => fold(sentence).trim())
    .sort((a, b) => b.length - a.length)
    .reduce(withoutSentence, folded);
}

function withoutSentence(text: string, sentence: string): string {
  if (!/[.!?:]$/.test(sentence)) return text;
  let rest = text;
  for (let at = rest.indexOf(sentence); at >= 0; at = rest.indexOf(sentence, at + 1)) {
    const before = rest.slice(0, at);
    if (/(?:^|[.!?:\n])\s*$/.test(before)) rest = `${before}\n${rest.slice(at + sentence.length)}`;
  }
  return rest;
}

/** Why something can't be had, as code writes it. */
function renderedReasons({ business, channel, lookedUp, faults }: Rendered): readonly string[] {
  const notes = lookedUp
    ? [true, false].map((more) => renderNote(lookedUp.note, lookedUp.asked, { business, channel, more }))
    : [];
  return [...notes, ...faults.map((fault) => formatErrorForChannel(fault, channel))];
}

/** What there is to know of the business, as code writes it. */
export function renderedFacts({ business, channel }: Rendered): readonly string[] {
  const each = business.services.flatMap((service) => [
    renderPrices(business, service),
    renderDurations(business, service),
    renderProviders(business, service),
    renderService(service),
    service.description ?? '',
  ]);
  return [
    renderHours(business, channel),
    renderAddress(business),
    renderContact(business),
    renderPrices(business),
    renderDurations(business),
    renderProviders(business),
    renderServices(business),
    renderGreeting(business),
    ...each,
    ...Object.values(business.facts),
  ];
}
