import type { Clock } from '@slotguard/business-time';

/** A Monday in November, at nine in the morning in New York. */
export const MONDAY_AT_NINE = '2025-11-17T09:00:00-05:00';

/** It is that time now, and time goes on: nothing depends on the day of the test. */
export function clockRunningFrom(time: string): Clock {
  const ahead = Date.parse(time) - Date.now();
  return { now: () => new Date(Date.now() + ahead) };
}
