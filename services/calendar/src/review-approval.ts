import { instantOf, type Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { ApprovedArgs, DeclineReason, Slot } from '@slotguard/conversation';
import { addDays, inMs, localDate } from './local-day.js';
import { gives, isOpenFor, named } from './opening-hours.js';
import { slotOf, takes, turn } from './openings.js';

/** A slot that the calendar's own rules allow, and until when it takes its resource. */
export interface Bookable {
  readonly slot: Slot;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly busyUntil: Instant;
}

export type Review =
  /** In the order to be tried; one only when the approval names its resource. */
  | { readonly ok: true; readonly candidates: readonly [Bookable, ...Bookable[]] }
  | { readonly ok: false; readonly reason: Exclude<DeclineReason, 'slot_taken' | 'too_many' | 'no_appointment'> };

/**
 * Whether the calendar's own rules allow what the guard approved: it trusts no approval. Minimum notice and the steps of the
 * opening hours bind what is offered, not what is booked: an offer made in time may be taken up a little later.
 */
export function reviewApproval(
  business: Business,
  approved: { readonly args: ApprovedArgs; readonly validUntil: string },
  now: Instant,
): Review {
  const { args, validUntil } = approved;
  const start = instantOf(args.start);
  if (start <= now) return { ok: false, reason: 'in_the_past' };
  if (instantOf(validUntil) < now) return { ok: false, reason: 'too_late' };

  const notBookable: Review = { ok: false, reason: 'not_bookable' };
  const service = named(business.services, args.service);
  if (!service) return notBookable;
  const end = start + inMs(service.minutes);
  if (args.end !== undefined && instantOf(args.end) !== end) return notBookable;
  const lastDay = addDays(localDate(now, business.timeZone), business.horizonDays);
  if (localDate(start, business.timeZone) > lastDay) return notBookable;

  const wanted = args.resource === undefined ? undefined : named(business.resources, args.resource);
  if (args.resource !== undefined && !wanted) return notBookable;
  const capable = business.resources.filter((resource) => gives(resource, service));
  const [first, ...others] = turn(capable, start)
    .filter((resource) => wanted === undefined || resource === wanted)
    .filter((resource) => isOpenFor(business, resource, { from: start, to: end }))
    .map((resource) => ({
      slot: slotOf(business, service, { start, resource }),
      starts: start,
      ends: end,
      busyUntil: takes(service, start).to,
    }));
  return first ? { ok: true, candidates: [first, ...others] } : notBookable;
}
