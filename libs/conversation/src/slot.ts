import { sameInstant } from '@slotguard/business-time';

/** One bookable stretch of time of one resource. Times are ISO 8601 with the offset of the business's zone; `service` and `resource` are ids (letters, digits, `_`, `-`), not names. */
export interface Slot {
  readonly slotId: string;
  readonly start: string;
  readonly end: string;
  readonly service: string;
  readonly resource: string;
}

/** The same slot is the same instant, service and resource; ids and spellings of the time may differ. */
export function sameSlot(a: Slot, b: Slot): boolean {
  return a.service === b.service && a.resource === b.resource && sameInstant(a.start, b.start);
}
