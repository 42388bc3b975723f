import { isZone, parseIsoDateTime } from '@slotguard/business-time';
import { z } from 'zod';

// Limits are generous for people and firm for machines: nothing that a customer or a model writes grows without bound.
const ID_MAX = 256;
const NAME_MAX = 200;
/** A mail's text; SMS ends at 1,600. */
const TEXT_MAX = 100_000;

/** Ids become subject tokens: letters, digits, `_` and `-`. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(ID_MAX);
export const name = z.string().min(1).max(NAME_MAX);
export const text = z.string().max(TEXT_MAX);
/** What a model or a customer wrote where a short value was due: kept as it came, bounded. */
export const written = z.string().max(1_000);
export const time = z.string().refine((value) => {
  const parsed = parseIsoDateTime(value);
  return parsed.ok && parsed.offset !== 'none';
}, 'must be ISO 8601 with an offset');
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD');
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm');
export const zone = z.string().refine(isZone, 'must be an IANA time zone');
export const count = z.int().nonnegative();

export const slot = z.object({ slotId: id, start: time, end: time, service: id, resource: id });
export const numberedSlots = z.array(z.object({ number: z.int().positive(), slot })).max(100);
