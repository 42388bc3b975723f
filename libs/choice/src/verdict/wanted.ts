import { isoDate, isoTime, type Day } from '../calendar.js';
import { withPart } from '../mentions/part-of-day.js';
import type { Meaning } from '../mentions/mention.js';
import type { Wanted } from '../types.js';
import { resolveDay } from './fit.js';

type Writable = { -readonly [K in keyof Wanted]: Wanted[K] };

/** What these mentions ask for, as far as it was said. The last word counts where two speak about the same. */
export function wantedOf(meanings: readonly Meaning[], today: Day | undefined): Wanted {
  const wanted: Writable = {};
  const part = meanings.findLast((meaning) => meaning.kind === 'part');
  for (const meaning of meanings) {
    if (meaning.kind === 'date') addDate(wanted, meaning, today);
    if (meaning.kind === 'time') addTime(wanted, meaning, part);
    if (meaning.kind === 'time_range')
      Object.assign(wanted, { timeFrom: isoTime(meaning.from), timeTo: isoTime(meaning.to) });
    if (meaning.kind === 'number' && meaning.value <= 12 && meaning.hour !== 'no' && meaning.hour !== 'count')
      wanted.time ??= isoTime(businessHour(meaning.value) * 60);
    if (meaning.kind === 'ordinal' && !meaning.explicit)
      addDate(wanted, { kind: 'date', date: { form: 'day_of_month', date: meaning.position }, relation: 'at' }, today);
  }
  // With a clock time the part of the day has done its work.
  if (part !== undefined && wanted.time === undefined) addPart(wanted, part);
  return wanted;
}

function addDate(wanted: Writable, meaning: Extract<Meaning, { kind: 'date' }>, today: Day | undefined): void {
  const days = resolveDay(meaning.date, today);
  if (days === undefined) return;
  if (meaning.relation === 'after') {
    wanted.date = isoDate(days.to + 1);
    wanted.dateTo = isoDate(days.to + 14);
  } else if (meaning.relation === 'before' && today !== undefined && days.from > today) {
    wanted.date = isoDate(today);
    wanted.dateTo = isoDate(days.from);
  } else {
    wanted.date = isoDate(days.from);
    if (days.to > days.from) wanted.dateTo = isoDate(days.to);
    else delete wanted.dateTo;
  }
}

function addTime(
  wanted: Writable,
  meaning: Extract<Meaning, { kind: 'time' }>,
  part: Extract<Meaning, { kind: 'part' }> | undefined,
): void {
  const narrowed = part === undefined ? [] : withPart(meaning.minutes, part.part);
  const minutes = narrowed[0] ?? meaning.minutes[0];
  if (minutes === undefined) return;
  if (meaning.relation === 'after') wanted.timeFrom = isoTime(minutes);
  else if (meaning.relation === 'before') wanted.timeTo = isoTime(minutes);
  else wanted.time = isoTime(minutes);
}

function addPart(wanted: Writable, part: Extract<Meaning, { kind: 'part' }>): void {
  if (part.part === 'morning' || part.part === 'afternoon' || part.part === 'evening') wanted.partOfDay = part.part;
  if (part.part === 'night') wanted.partOfDay = 'evening';
  if (part.part === 'lunch' && wanted.timeFrom === undefined) {
    wanted.timeFrom = '11:00';
    wanted.timeTo ??= '15:00';
  }
}

function businessHour(hour: number): number {
  return hour >= 1 && hour < 8 ? hour + 12 : hour;
}
