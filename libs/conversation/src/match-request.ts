import { inZone, instantOf, parseIsoDateTime } from '@slotguard/business-time';
import type { Adjustment, Adjustments, BookingArgs } from './events.js';
import type { Slot } from './slot.js';

/** Which slot a request means, seen from the one that the customer chose. */
export type Match =
  | { readonly kind: 'chosen'; readonly adjustments: Adjustments }
  | { readonly kind: 'another_offer' }
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'malformed' };

interface Rules {
  readonly timeZone: string;
  readonly repairMislabelledOffset: boolean;
}

type Field = { readonly fits: true; readonly adjustment?: Adjustment } | { readonly fits: false };

const fits: Field = { fits: true };
const differs: Field = { fits: false };

/** Compares what a model wrote with the chosen slot, field by field. Whatever is left open is filled in; whatever contradicts fails. */
export function matchRequest(args: BookingArgs, chosen: Slot, offers: readonly Slot[], rules: Rules): Match {
  if (isMalformed(args, rules.timeZone)) return { kind: 'malformed' };
  const fields = {
    slotId: args.slotId === undefined || args.slotId === chosen.slotId ? fits : differs,
    start: startField(args, chosen, rules),
    service: nameField(args.service, chosen.service),
    resource: nameField(args.resource, chosen.resource),
  };
  const adjustments: { -readonly [K in keyof Adjustments]: Adjustments[K] } = {};
  for (const [name, field] of Object.entries(fields) as [keyof typeof fields, Field][]) {
    if (!field.fits)
      return { kind: offers.some((slot) => isMeant(args, slot, rules.timeZone)) ? 'another_offer' : 'not_offered' };
    if (field.adjustment) adjustments[name] = field.adjustment;
  }
  return { kind: 'chosen', adjustments };
}

/** A start that is no time, or a local time that the clocks skip or show twice, names no instant. */
export function isMalformed(args: BookingArgs, timeZone: string): boolean {
  return args.start !== undefined && !parseIsoDateTime(args.start, timeZone).ok;
}

/** Whether the request, taken by its word, names this slot. */
export function isMeant(args: BookingArgs, slot: Slot, timeZone: string): boolean {
  if (args.slotId === undefined && args.start === undefined) return false;
  if (args.slotId !== undefined && args.slotId !== slot.slotId) return false;
  if (!nameField(args.service, slot.service).fits || !nameField(args.resource, slot.resource).fits) return false;
  if (args.start === undefined) return true;
  const parsed = parseIsoDateTime(args.start, timeZone);
  return parsed.ok && parsed.instant === instantOf(slot.start);
}

function startField({ start, slotId }: BookingArgs, chosen: Slot, rules: Rules): Field {
  if (start === undefined) {
    // Only worth telling when nothing else named the slot.
    return slotId === undefined ? { fits: true, adjustment: { from: null, to: chosen.start, why: 'missing' } } : fits;
  }
  if (start === chosen.start) return fits;
  const parsed = parseIsoDateTime(start, rules.timeZone);
  if (!parsed.ok) return differs;
  const adjusted = (why: Adjustment['why']): Field => ({
    fits: true,
    adjustment: { from: start, to: chosen.start, why },
  });
  if (parsed.instant === instantOf(chosen.start)) {
    if (parsed.offset === 'none') return adjusted('no_offset');
    return adjusted(start.slice(-6) === chosen.start.slice(-6) ? 'seconds' : 'same_instant');
  }
  return rules.repairMislabelledOffset && isMislabelled(start, chosen, rules.timeZone)
    ? adjusted('mislabelled_offset')
    : differs;
}

/** The classic slip: "14:00Z" for 2 PM local. The digits are the chosen slot's wall clock, only the Z is wrong. */
function isMislabelled(start: string, chosen: Slot, timeZone: string): boolean {
  const parsed = parseIsoDateTime(start, timeZone);
  if (!parsed.ok || parsed.offset !== 'utc') return false;
  const wallClock = "yyyy-MM-dd'T'HH:mm:ss.SSS";
  return inZone(parsed.instant, 'utc').toFormat(wallClock) === inZone(chosen.start, timeZone).toFormat(wallClock);
}

function nameField(written: string | undefined, name: string): Field {
  if (written === undefined || written === name) return fits;
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(written) === plain(name)
    ? { fits: true, adjustment: { from: written, to: name, why: 'name' } }
    : differs;
}
