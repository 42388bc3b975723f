import { instantOf, type Instant } from '@slotguard/business-time';
import type { EventNamed } from './events.js';

/** Whether the customer wants messages, and when they last said so; open until they did. */
export interface Consent {
  readonly optedOut: boolean;
  readonly consentAt?: Instant;
}

/**
 * What was said last counts, in whichever order it reaches the log: a text may come hours late, and another one meanwhile. Of a STOP and a START
 * of the same moment the STOP stands.
 */
export function consentAfter(
  known: Consent,
  { type, time }: Pick<EventNamed<'CustomerOptedOut' | 'CustomerOptedIn'>, 'type' | 'time'>,
): Consent {
  const consentAt = instantOf(time);
  const optedOut = type === 'CustomerOptedOut';
  if (known.consentAt !== undefined && known.consentAt > consentAt) return known;
  return { consentAt, optedOut: optedOut || (known.consentAt === consentAt && known.optedOut) };
}
