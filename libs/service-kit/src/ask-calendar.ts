import { AVAILABILITY_PATTERN, type AvailabilityAnswer, type AvailabilityRequest } from '@slotguard/contracts';
import { firstValueFrom, timeout } from 'rxjs';
import type { Lookups } from './nats-lookups.js';

/** A calendar answers in milliseconds, or its database is away. */
const LOOKUP_MS = 10_000;

/** The calendar did not answer a look-up: whatever needed it is taken up again. */
export class CalendarSilent extends Error {
  override readonly name = 'CalendarSilent';
  readonly retryable = true;
  constructor(cause: unknown) {
    super('the calendar does not answer', { cause });
  }
}

/** Looks up what is open, in this process or in another; rejects with `CalendarSilent`. */
export function askCalendar(lookups: Lookups): (request: AvailabilityRequest) => Promise<AvailabilityAnswer> {
  return (request) =>
    firstValueFrom(lookups.send<AvailabilityAnswer>(AVAILABILITY_PATTERN, request).pipe(timeout(LOOKUP_MS))).catch(
      (cause: unknown) => {
        throw new CalendarSilent(cause);
      },
    );
}
