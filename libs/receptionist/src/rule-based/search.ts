import { instantOf, inZone, toBusinessTime } from '@slotguard/business-time';
import { localDateOf } from '@slotguard/channel-kit';
import { readMentions } from '@slotguard/choice';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import type { TurnView } from '../assistant.js';
import { hasCue } from './cues.js';
import type { Heard } from './heard.js';
import { hasOffers } from './small-talk.js';
import type { CustomerLine } from './wish.js';
import { queryFor, wishOf } from './wish.js';

/** "Actually a facial" is no answer to a list of Botox times, whatever else it may look like. */
export function changesService({ state }: TurnView, { said }: Heard): boolean {
  const offered = state.check?.slots[0]?.service;
  const { service } = said.at(-1) ?? {};
  return service !== undefined && offered !== undefined && service !== offered;
}

/** "With Maya", to a list that was not made for Maya: another list, whichever of these times her name may go with. */
export function namesAnother(view: TurnView, { said }: Heard): boolean {
  const resource = said.findLast((one) => one.resource !== undefined)?.resource;
  return resource !== undefined && view.state.check !== undefined && resource !== lastAsked(view)?.resource;
}

/** What the open list was made for. */
function lastAsked(view: TurnView): AvailabilityQuery | undefined {
  return view.transcript.findLast((line) => line.kind === 'check')?.asked;
}

/** What to look for, if the words ask for times; `service` when nobody knows which service is meant. */
export function searchFor(view: TurnView, heard: Heard): AvailabilityQuery | 'service' | undefined {
  const { said, text, verdict } = heard;
  const wish = wishOf(view);
  const isNew = said.some(
    ({ onlyAsks, service, resource, when, anybody }) =>
      !onlyAsks && (service !== undefined || resource !== undefined || anybody || Object.keys(when).length > 0),
  );
  const base = queryFor(wish, view);
  const isOnlyWhom = said.every(({ service, when }) => service === undefined && Object.keys(when).length === 0);
  const asked = lastAsked(view);
  if (isNew && isOnlyWhom && namesAnother(view, heard) && asked && wish.resource !== undefined)
    return { ...asked, resource: wish.resource };
  if (isNew) return base ?? 'service';
  const beyond = base && beyondOffers(view, heard, base);
  if (beyond) return beyond;
  if (hasCue(text, 'book') && !hasOffers(view)) return base ?? 'service';
  const wantsOther = verdict?.kind === 'declined' || verdict?.kind === 'not_offered';
  if (!wantsOther || !base || !view.state.check) return undefined;
  return afterLast(view, base);
}

/** "Something later", "anything sooner?", "another day": beyond what is on the list, for the same service. */
function beyondOffers(
  view: TurnView,
  { text, verdict, lines }: Heard,
  base: AvailabilityQuery,
): AvailabilityQuery | undefined {
  const slots = offeredInOrder(view);
  const zone = view.business.timeZone;
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return undefined;
  const { service, resource } = base;
  const about = { service, ...(resource === undefined ? {} : { resource }) };
  const days = new Set(slots.map(({ start }) => localDateOf(start, zone)));
  const day = days.size === 1 ? { date: localDateOf(first.start, zone) } : {};
  if (hasCue(text, 'otherDay')) return { ...about, ...clockOf(base), after: endOfDay(last, zone) };
  if (hasCue(text, 'later')) return { ...about, ...day, after: toBusinessTime(last.start, zone) };
  if (hasCue(text, 'earlier')) return { ...about, before: toBusinessTime(first.start, zone) };
  const isAlternative = lines.some((line) =>
    readMentions(line.text, { timeZone: zone, now: line.beganAt }).some(({ kind }) => kind === 'alternative'),
  );
  const wants = isAlternative || (hasCue(text, 'others') && verdict?.kind !== 'declined');
  return wants && verdict?.kind !== 'selected' ? { ...about, after: toBusinessTime(last.start, zone) } : undefined;
}

/** A list begins with what was wished for; before and after go by the clock. */
function offeredInOrder({ state }: TurnView): readonly Slot[] {
  return (state.check?.slots ?? []).toSorted((a, b) => instantOf(a.start) - instantOf(b.start));
}

/** Nothing on the list suits: what comes after it; the second time the customer is asked instead. */
function afterLast(view: TurnView, { service, resource }: AvailabilityQuery): AvailabilityQuery | undefined {
  const last = offeredInOrder(view).at(-1);
  const lines = view.transcript.filter((line): line is CustomerLine => line.kind === 'customer');
  const refusals = lines.slice(-2).filter(({ verdict }) => verdict?.kind === 'declined');
  if (!last || refusals.length > 1) return undefined;
  return {
    service,
    ...(resource === undefined ? {} : { resource }),
    after: toBusinessTime(last.start, view.business.timeZone),
  };
}

function clockOf({ time, timeFrom, timeTo, partOfDay }: AvailabilityQuery): Partial<AvailabilityQuery> {
  const given = Object.entries({ time, timeFrom, timeTo, partOfDay }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function endOfDay({ start }: Slot, zone: string): string {
  return toBusinessTime(inZone(start, zone).endOf('day').startOf('second').toMillis(), zone);
}
