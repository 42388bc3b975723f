import { mondayOf, nextDayOfMonth, nextMonthDay, weekdayOf, type Day } from '../calendar.js';
import type { Lexicon } from '../lang/lexicon.js';
import type { DateMeaning, Meaning, Relation } from '../mentions/mention.js';
import type { OfferFact } from './offer-facts.js';

/** How well a mention fits an offer: not at all, perhaps (then it may not be chosen, but stands in the way), surely. */
export type Fit = 0 | 1 | 2;

export interface FitContext {
  readonly today: Day | undefined;
  readonly lexicon: Lexicon;
  readonly facts: readonly OfferFact[];
}

export function fitOf(meaning: Meaning, offer: OfferFact, context: FitContext): Fit {
  switch (meaning.kind) {
    case 'time':
      return timeFit(meaning.minutes, meaning.relation, offer);
    case 'time_range':
      return within(offer, meaning.from, meaning.to + 1);
    case 'date':
      return dateFit(meaning.date, meaning.relation, offer, context);
    case 'part': {
      const hours = context.lexicon.language.partHours[meaning.part];
      return within(offer, hours.from, hours.to);
    }
    case 'number':
      return numberFit(meaning, offer, context.facts);
    case 'ordinal':
      return ordinalFit(meaning, offer, context.facts);
    case 'service':
    case 'resource':
      return meaning.offers.includes(offer.index) ? 2 : 0;
    case 'superlative':
    case 'quantity':
      return 2;
    default:
      return meaning satisfies never;
  }
}

function within(offer: OfferFact, from: number, to: number): Fit {
  return offer.clock !== undefined && offer.clock.minutes >= from && offer.clock.minutes < to ? 2 : 0;
}

function timeFit(minutes: readonly number[], relation: Relation, offer: OfferFact): Fit {
  const at = offer.clock?.minutes;
  const first = minutes[0];
  if (at === undefined || first === undefined) return 0;
  if (relation === 'at') return minutes.includes(at) ? 2 : 0;
  return (relation === 'after' ? at >= first : at <= first) ? 2 : 0;
}

function dateFit(date: DateMeaning, relation: Relation, offer: OfferFact, context: FitContext): Fit {
  const clock = offer.clock;
  if (clock === undefined) return 0;
  if (relation !== 'at') return boundFit(date, relation, clock.day, context);
  switch (date.form) {
    case 'day':
      return clock.day === date.day ? 2 : 0;
    case 'days':
      return clock.day >= date.from && clock.day <= date.to ? 2 : 0;
    case 'month_day':
      if (clock.month === date.month && clock.date === date.date) return 2;
      return date.other?.month === clock.month && date.other.date === clock.date ? 1 : 0;
    case 'day_of_month':
      return clock.date === date.date ? 2 : 0;
    case 'weekday':
      return clock.weekday === date.weekday ? weekdayFit(date, clock.day, clock.date, context.today) : 0;
    default:
      return date satisfies never;
  }
}

function weekdayFit(
  date: Extract<DateMeaning, { form: 'weekday' }>,
  day: Day,
  dateOfMonth: number,
  today: Day | undefined,
): Fit {
  if (date.date !== undefined) return dateOfMonth === date.date ? 2 : 0;
  if (date.which === undefined || today === undefined) return 2;
  if (date.which === 'this') return day >= today && day < today + 7 ? 2 : 0;
  // "next Friday" said on a Monday: most mean next week's, some the coming one.
  const week = (mondayOf(day) - mondayOf(today)) / 7;
  return week === 1 ? 2 : week === 0 && day > today ? 1 : 0;
}

function boundFit(date: DateMeaning, relation: Relation, day: Day, context: FitContext): Fit {
  const bound = resolveDay(date, context.today);
  if (bound === undefined) return 0;
  return (relation === 'after' ? day > bound.from : day <= bound.to) ? 2 : 0;
}

function numberFit(meaning: Extract<Meaning, { kind: 'number' }>, offer: OfferFact, facts: readonly OfferFact[]): Fit {
  // "for 2" may be two o'clock or two people: never clear enough.
  if (meaning.hour === 'count')
    return offer.clock !== undefined && hourMatches(meaning.value, offer.clock.minutes) ? 1 : 0;
  if (offer.number === meaning.value) return 2;
  if (meaning.explicit || offer.clock === undefined) return 0;
  if (hourMatches(meaning.value, offer.clock.minutes)) return 2;
  return offer.clock.date === meaning.value && datesDiffer(facts) ? 2 : 0;
}

/** Where all offers of a list are on one day, a bare "2" means no day, even on the second: it would choose nothing. */
function datesDiffer(facts: readonly OfferFact[]): boolean {
  const [first] = facts;
  return facts.length === 1 || facts.some(({ clock }) => clock?.day !== first?.clock?.day);
}

/** "2" may mean 2:00 and, said loosely, 2:30. */
function hourMatches(value: number, minutes: number): boolean {
  const hour = Math.floor(minutes / 60);
  if (minutes % 60 !== 0) return false;
  return value === hour || (value >= 1 && value <= 12 && value % 12 === hour % 12);
}

function ordinalFit(
  meaning: Extract<Meaning, { kind: 'ordinal' }>,
  offer: OfferFact,
  facts: readonly OfferFact[],
): Fit {
  const numbers = facts.flatMap((fact) => (fact.number === undefined ? [] : [fact.number]));
  if (meaning.of !== undefined && numbers.length !== meaning.of) return offer.number === undefined ? 0 : 1;
  if (meaning.position < 0) {
    const fromEnd = numbers.length > 1 ? numbers.toSorted((a, b) => a - b).at(meaning.position) : undefined;
    return offer.number !== undefined && offer.number === fromEnd
      ? 2
      : meaning.position === -1 && numbers.length > 1 && isLatest(offer, facts)
        ? 2
        : 0;
  }
  if (offer.number === meaning.position) return 2;
  return !meaning.explicit && offer.clock?.date === meaning.position ? 2 : 0;
}

/** "the last one" where the last on the list is not the latest may mean either. */
function isLatest(offer: OfferFact, facts: readonly OfferFact[]): boolean {
  return (
    offer.clock !== undefined &&
    facts.every(
      (fact) => fact.clock === undefined || offer.clock === undefined || instant(fact.clock) <= instant(offer.clock),
    )
  );
}

export function instant(clock: { readonly day: Day; readonly minutes: number }): number {
  return clock.day * 1440 + clock.minutes;
}

/** The days that a date most likely means, first and last. */
export function resolveDay(
  date: DateMeaning,
  today: Day | undefined,
): { readonly from: Day; readonly to: Day } | undefined {
  const day = resolved(date, today);
  return typeof day === 'number' ? { from: day, to: day } : day;
}

function resolved(
  date: DateMeaning,
  today: Day | undefined,
): Day | { readonly from: Day; readonly to: Day } | undefined {
  if (date.form === 'day') return date.day;
  if (date.form === 'days') return { from: date.from, to: date.to };
  if (today === undefined) return undefined;
  switch (date.form) {
    case 'month_day':
      return nextMonthDay(today, date.month, date.date);
    case 'day_of_month':
      return nextDayOfMonth(today, date.date);
    case 'weekday': {
      if (date.date !== undefined) return nextWeekdayDate(today, date.weekday, date.date);
      if (date.which === 'next') return mondayOf(today) + 7 + date.weekday - 1;
      return today + ((date.weekday - weekdayOf(today) + 7) % 7);
    }
    default:
      return date satisfies never;
  }
}

/** The first Friday the 13th. The calendar repeats within 28 years; two years of months suffice for nearly all, else the date decides. */
function nextWeekdayDate(today: Day, weekday: number, date: number): Day | undefined {
  let from = today;
  for (let tries = 0; tries < 24; tries++) {
    const day = nextDayOfMonth(from, date);
    if (day === undefined) return undefined;
    if (weekdayOf(day) === weekday) return day;
    from = day + 1;
  }
  return nextDayOfMonth(today, date);
}
