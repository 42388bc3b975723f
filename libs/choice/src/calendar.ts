/** Days since 1970-01-01 in the business's zone: dates are compared and counted as whole numbers. */
export type Day = number;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

export const dayMs = 86_400_000;

export function dayOf(year: number, month: number, date: number): Day {
  return Math.floor(Date.UTC(year, month - 1, date) / dayMs);
}

/** The day, or undefined when the calendar has none such (February 30). */
export function validDay(year: number, month: number, date: number): Day | undefined {
  if (month < 1 || month > 12 || date < 1 || date > 31 || year < 1900 || year > 2200) return undefined;
  const day = dayOf(year, month, date);
  return civil(day).date === date ? day : undefined;
}

export function civil(day: Day): CivilDate {
  const at = new Date(day * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function mondayOf(day: Day): Day {
  return day - weekdayOf(day) + 1;
}

export function isoDate(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function isoTime(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The first such date on or after `today`: "March 5th" said in November is next year's. */
export function nextMonthDay(today: Day, month: number, date: number): Day | undefined {
  const { year } = civil(today);
  for (let ahead = 0; ahead <= 4; ahead++) {
    const day = validDay(year + ahead, month, date);
    if (day !== undefined && day >= today) return day;
  }
  return undefined;
}

/** The first day on or after `today` that is the nth of its month. */
export function nextDayOfMonth(today: Day, date: number): Day | undefined {
  const { year, month } = civil(today);
  for (let ahead = 0; ahead <= 3; ahead++) {
    const total = year * 12 + (month - 1) + ahead;
    const day = validDay(Math.floor(total / 12), (total % 12) + 1, date);
    if (day !== undefined && day >= today) return day;
  }
  return undefined;
}
