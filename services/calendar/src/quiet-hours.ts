import type { Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { addDays, edgeAt, localDate, minutesOf } from './local-day.js';

type Quiet = Pick<Business, 'quietHours' | 'timeZone'>;

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** The quiet hours that this instant lies in, if any. */
export function quietAt(instant: Instant, business: Quiet): Stretch | undefined {
  return stretchesAround(instant, business).find(({ from, to }) => from <= instant && instant < to);
}

/** When the next quiet hours begin. */
export function quietAfter(instant: Instant, business: Quiet): Instant {
  const next = stretchesAround(instant, business).find(({ from }) => from > instant);
  if (!next) throw new Error(`no quiet hours after ${new Date(instant).toISOString()}`);
  return next.from;
}

/** Of the day before to the day after, in order. Where a clock changes they are as wide as can be. */
function stretchesAround(instant: Instant, { quietHours, timeZone }: Quiet): Stretch[] {
  const [begins, ends] = [minutesOf(quietHours.slice(0, 5)), minutesOf(quietHours.slice(6))];
  const today = localDate(instant, timeZone);
  return [-1, 0, 1, 2].map((days) => {
    const date = addDays(today, days);
    return {
      from: edgeAt(date, begins, timeZone, 'closes'),
      to: edgeAt(ends > begins ? date : addDays(date, 1), ends, timeZone, 'opens'),
    };
  });
}
