import { wallClock } from '../wall-clock.js';
import { isoDate, isoTime } from '../calendar.js';
import type { Attribute, TimeMention } from './masked.js';
import type { OwnAppointment } from './read-change.js';

const PARTS = { morning: ['00:00', '11:59'], afternoon: ['12:00', '16:59'], evening: ['17:00', '23:59'] } as const;
const DAY_MS = 86_400_000;

/** The appointments that all of these name. */
export function meantBy(
  attributes: readonly Attribute[],
  appointments: readonly OwnAppointment[],
  timeZone: string,
): readonly OwnAppointment[] {
  return appointments.filter((appointment) => attributes.every((one) => fits(one, appointment, timeZone)));
}

function fits(attribute: Attribute, appointment: OwnAppointment, timeZone: string): boolean {
  if (attribute.kind === 'name') return namesOf(appointment).includes(attribute.name);
  const wall = wallClock(appointment.start, timeZone);
  return wall !== undefined && isWhen(attribute.mention, isoDate(wall.day), isoTime(wall.minutes));
}

function isWhen(mention: TimeMention, date: string, time: string): boolean {
  switch (mention.kind) {
    case 'time':
      return mention.times.includes(time);
    case 'time_range':
      return mention.timeFrom <= time && time <= mention.timeTo;
    case 'part_of_day': {
      const [from, to] = PARTS[mention.partOfDay];
      return from <= time && time <= to;
    }
    case 'date':
      // "My Tuesday appointment" may be the one of the week after.
      if (mention.weekday !== undefined) return weekdayOf(date) === mention.weekday;
      return mention.date <= date && date <= (mention.dateTo ?? mention.date);
    default:
      return mention satisfies never;
  }
}

const weekdayOf = (date: string): number => ((Date.parse(`${date}T00:00:00Z`) / DAY_MS + 3) % 7) + 1;

/** Whole names and, of people, the first: "with Dana". */
export function namesOf({ service, resource }: OwnAppointment): readonly string[] {
  const [first] = resource.split(/\s+/);
  return [service, resource, ...(first === undefined ? [] : [first])].map((name) => name.toLowerCase());
}
