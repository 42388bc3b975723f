import type { Business } from '@slotguard/contracts';
import type { Channel, NumberedSlot, Slot } from '@slotguard/conversation';
import { segmentsOf } from './gsm7.js';
import { listed, resourceName, serviceName } from './render-names.js';
import { clockText, dayAndClockText, dayText, localDateOf } from './render-times.js';

export interface OfferList {
  readonly offers: readonly NumberedSlot[];
  readonly business: Business;
  readonly channel: Channel;
  /** Stands before the list ("We are closed then."); counts for the length. */
  readonly lead?: string;
  /** Name who gives it: the customer asked for somebody. Also done where two offers differ in nothing else. */
  readonly withResource?: boolean;
  /** False where a bare "2" could mean an hour or a date on the list just as well: then the time is asked for. Default true. */
  readonly bareNumbers?: boolean;
}

/** What the offers have in common is said once; what tells them apart stands beside each number. */
export function renderOffers(list: OfferList): string {
  return list.channel === 'voice' ? spoken(list) : written(list);
}

function written(list: OfferList): string {
  const { channel, lead } = list;
  const before = lead ? `${lead} ` : '';
  const text = (head: string, tail: string): string =>
    `${before}${head}\n${lines(list).join('\n')}${tail ? `\n${tail}` : ''}`;
  const full = text(heading(list), howToAnswer(list));
  if (channel !== 'sms' || segmentsOf(full).count <= 1) return full;
  const bare = text(heading(list), '');
  return segmentsOf(bare).count <= 1 ? bare : full;
}

function howToAnswer({ offers, channel, bareNumbers = true }: OfferList): string {
  if (offers.length === 1) return 'Reply YES if that suits you.';
  if (!bareNumbers) return 'Reply with the time, or "option 1".';
  return channel === 'sms' ? 'Reply with a number.' : 'Just answer with the number that suits you.';
}

function heading(list: OfferList): string {
  const { business, channel } = list;
  const [first] = list.offers;
  const shared = common(list);
  const what = shared.service && first ? serviceName(business, first.slot.service) : 'Openings';
  const when = shared.date && first ? ` on ${dayText(first.slot.start, channel, business.timeZone)}` : '';
  const who =
    shared.resource && list.withResource && first ? ` with ${resourceName(business, first.slot.resource)}` : '';
  return `${what}${when}${who}:`;
}

function lines(list: OfferList): string[] {
  return list.offers.map(({ number, slot }) => `${number}) ${offerText(slot, list)}`);
}

function offerText(slot: Slot, list: OfferList): string {
  const { business, channel, withResource } = list;
  const shared = common(list);
  const zone = business.timeZone;
  const when = shared.date
    ? clockText(slot.start, channel, zone)
    : channel === 'sms'
      ? `${dayText(slot.start, channel, zone)} ${clockText(slot.start, channel, zone)}`
      : dayAndClockText(slot.start, channel, zone);
  const service = shared.service ? '' : ` ${serviceName(business, slot.service)}`;
  const named = shared.sameStart || (withResource && !shared.resource);
  return `${when}${service}${named ? ` with ${resourceName(business, slot.resource)}` : ''}`;
}

interface Shared {
  readonly date: boolean;
  readonly service: boolean;
  readonly resource: boolean;
  /** Two offers begin at the same time: only who gives them tells them apart. */
  readonly sameStart: boolean;
}

function common({ offers, business }: Pick<OfferList, 'offers' | 'business'>): Shared {
  const distinct = (of: (slot: Slot) => string): number => new Set(offers.map(({ slot }) => of(slot))).size;
  return {
    date: distinct((slot) => localDateOf(slot.start, business.timeZone)) === 1,
    service: distinct((slot) => slot.service) === 1,
    resource: distinct((slot) => slot.resource) === 1,
    sameStart: distinct((slot) => `${slot.start} ${slot.service}`) < offers.length,
  };
}

function spoken(list: OfferList): string {
  const { business, channel, lead, offers } = list;
  const [first] = offers;
  const shared = common(list);
  const service = shared.service && first ? ` for ${serviceName(business, first.slot.service)}` : '';
  const have = shared.date && first ? `On ${dayText(first.slot.start, channel, business.timeZone)} I have` : 'I have';
  const options = offers.map(({ slot }) => offerText(slot, list));
  const question = offers.length > 1 ? 'Which would you like?' : 'Does that work for you?';
  return `${lead ? `${lead} ` : ''}${have} ${listed(options, 'or')}${service}. ${question}`;
}

/**
 * "Did you mean 2:00 PM or 2:30 PM?", with as much of each as tells them apart, and their numbers where the customer sees some; as "option 2"
 * where a bare 2 could be an hour just as well.
 */
export function renderWhichOne(
  candidates: readonly NumberedSlot[],
  business: Business,
  channel: Channel,
  { bareNumbers = true }: { readonly bareNumbers?: boolean } = {},
): string {
  const list = { offers: candidates, business, channel };
  const options = candidates.map(({ slot }) => offerText(slot, list));
  const numbers = candidates.map(({ number }) => (bareNumbers ? String(number) : `option ${number}`));
  const reply = candidates.length > 1 ? listed(numbers, 'or') : 'YES, or tell me another time';
  return `Did you mean ${listed(options, 'or')}?${channel === 'voice' ? '' : ` Reply ${reply}.`}`;
}
