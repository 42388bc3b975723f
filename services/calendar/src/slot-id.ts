import { createHash } from 'node:crypto';
import type { Instant } from '@slotguard/business-time';

/** Well under the contracts' limit for ids. */
const ID_MAX = 200;

/**
 * `botox_ana_20261116T190000Z`: follows from service, resource and UTC start alone, and two different slots never share one:
 * ids that hold an `_` themselves, or are very long, give a digest instead. Only letters, digits, `_` and `-`.
 */
export function slotId(service: string, resource: string, start: Instant): string {
  const at = new Date(start).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const readable = `${service}_${resource}_${at}`;
  if (readable.split('_').length === 3 && readable.length <= ID_MAX) return readable;
  return `slot-${createHash('sha256')
    .update(JSON.stringify([service, resource, at]))
    .digest('hex')}`;
}
