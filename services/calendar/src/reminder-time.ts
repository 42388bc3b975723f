import type { Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { inMs } from './local-day.js';
import { quietAfter, quietAt } from './quiet-hours.js';

type Rules = Pick<Business, 'reminderMinutes' | 'quietHours' | 'timeZone'>;

/** What comes before the quiet hours comes so long before: a text needs its time. */
const BEFORE_QUIET_MS = inMs(30);

/** When the customer of an appointment is reminded. What would fall into the quiet hours comes before them: later may be too late. */
export function reminderAt(starts: Instant, business: Rules): Instant {
  const due = starts - inMs(business.reminderMinutes);
  const quiet = quietAt(due, business);
  if (!quiet) return due;
  const before = quiet.from - BEFORE_QUIET_MS;
  return quietAt(before, business)?.to ?? before;
}

/** After which instant a reminder that is said from now on is not said any more: it has begun, or the quiet hours have. */
export function reminderUntil(starts: Instant, now: Instant, business: Rules): Instant {
  return Math.min(starts, quietAfter(now, business));
}
