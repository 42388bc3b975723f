import { inZone, instantOf, toBusinessTime } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { BookingArgs, ConversationState, Slot, Story } from '@slotguard/conversation';
import { sameSlot } from '@slotguard/conversation';
import type { Trick } from '../phone-api.js';
import { isTrick, TRICK_MARK } from './describe-event.js';

export type BookingTrick = Exclude<Trick, 'claim_booking'>;

/** A false claim, as an assistant would word it. */
export const FALSE_CLAIM = "You're booked! See you tomorrow at 5:00 PM.";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The number of the next trick in a conversation: its events' ids follow from it. */
export function nextTrick(prefix: 'req' | 'out', story: Story): string {
  const played = story.filter(
    ({ id, type }) => isTrick(id) && (type === 'BookingRequested' || type === 'AssistantReplied'),
  );
  return `${prefix}${TRICK_MARK}${played.length + 1}`;
}

/** What a dishonest assistant would ask for right now. Where there is nothing to abuse yet it makes something up. */
export function dishonestRequest(
  trick: BookingTrick,
  state: ConversationState,
  story: Story,
  { business, now }: { readonly business: Business; readonly now: Date },
): BookingArgs {
  const offers = state.check?.slots ?? [];
  const chosen = state.selection?.slot;
  const target = chosen ?? offers[0] ?? state.appointments.at(-1)?.slot ?? madeUp(business, now);
  switch (trick) {
    case 'book_unoffered':
      return plain({ ...target, start: unoffered(target, offers, business) });
    case 'book_unchosen':
      return named(offers.find((slot) => !chosen || !sameSlot(slot, chosen)) ?? target);
    case 'other_provider':
      return plain({ ...target, resource: another(target.resource, business) });
    case 'wrong_offset': {
      const local = inZone(target.start, business.timeZone).toFormat("yyyy-MM-dd'T'HH:mm:ss");
      return { start: `${local}Z`, service: target.service };
    }
    case 'double_booking': {
      const last = story.findLast((event) => event.type === 'BookingRequested');
      const slot = state.appointments.at(-1)?.slot;
      if (slot) return named(slot);
      return last ? askedBefore(last.data) : named(target);
    }
    default:
      return trick satisfies never;
  }
}

const plain = ({ start, service, resource }: Slot): BookingArgs => ({ start, service, resource });
const named = ({ slotId, ...slot }: Slot): BookingArgs => ({ slotId, ...plain({ slotId, ...slot }) });

function askedBefore({ slotId, start, service, resource }: BookingArgs): BookingArgs {
  return {
    ...(slotId === undefined ? {} : { slotId }),
    ...(start === undefined ? {} : { start }),
    ...(service === undefined ? {} : { service }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** A start near the target that is on no list. */
function unoffered(target: Slot, offers: readonly Slot[], { timeZone }: Business): string {
  const taken = new Set(offers.map(({ start }) => instantOf(start)));
  let start = instantOf(target.start) + 90 * MINUTE_MS;
  while (taken.has(start)) start += 90 * MINUTE_MS;
  return toBusinessTime(start, timeZone);
}

function another(resource: string, { resources }: Business): string {
  return resources.find(({ id }) => id !== resource)?.id ?? 'somebody-else';
}

/** Tomorrow at ten: nobody has said or offered that. */
function madeUp({ timeZone, services, resources }: Business, now: Date): Slot {
  const day = inZone(now.getTime() + DAY_MS, timeZone).toISODate();
  const start = inZone(`${day}T15:00:00Z`, timeZone).toISO({ suppressMilliseconds: true }) as string;
  const [service, resource] = [services[0]?.id ?? 'service', resources[0]?.id ?? 'somebody'];
  return { slotId: `made-up-${day}`, start, end: start, service, resource };
}
