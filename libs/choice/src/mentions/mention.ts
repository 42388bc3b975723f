import type { Day } from '../calendar.js';
import type { PartWord } from '../lang/language.js';
import type { Span } from '../types.js';

/** Minutes since midnight, end exclusive. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** `at` names a time or day, the others bound it: a bound narrows but never chooses. */
export type Relation = 'at' | 'after' | 'before';

export type DateMeaning =
  | { readonly form: 'day'; readonly day: Day }
  /** Without a year: any year's. `other` is the reading with day and month swapped ("3/5"). */
  | {
      readonly form: 'month_day';
      readonly month: number;
      readonly date: number;
      readonly other?: { readonly month: number; readonly date: number };
    }
  /** "on the 5th", in whichever month. */
  | { readonly form: 'day_of_month'; readonly date: number }
  | { readonly form: 'weekday'; readonly weekday: number; readonly which?: 'this' | 'next'; readonly date?: number }
  | { readonly form: 'days'; readonly from: Day; readonly to: Day };

export type Meaning =
  /** All readings in minutes since midnight, the one in business hours first. */
  | {
      readonly kind: 'time';
      readonly minutes: readonly number[];
      readonly relation: Relation;
      readonly repaired?: boolean;
    }
  | { readonly kind: 'time_range'; readonly from: number; readonly to: number }
  | { readonly kind: 'date'; readonly date: DateMeaning; readonly relation: Relation }
  | { readonly kind: 'part'; readonly part: PartWord }
  /**
   * `explicit`: "#2", "option 2", not a bare "2"; `slot`: with a word for a slot. `hour`: what else a bare number may be:
   * an hour ("2"), likely one ("make it 2"), rather a number of people ("for 2").
   */
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly explicit: boolean;
      readonly slot: boolean;
      readonly hour: 'maybe' | 'likely' | 'count' | 'no';
      readonly repaired?: boolean;
    }
  /** `position` counts from 1, -1 is the last. Not `explicit` ("the 2nd"), it may also be a day of the month. `of`: only on a list that long ("the latter"). */
  | {
      readonly kind: 'ordinal';
      readonly position: number;
      readonly explicit: boolean;
      readonly slot: boolean;
      readonly of?: number;
    }
  | { readonly kind: 'superlative'; readonly which: 'earliest' | 'latest' | 'middle' }
  | { readonly kind: 'quantity' }
  | { readonly kind: 'service'; readonly offers: readonly number[] }
  | { readonly kind: 'resource'; readonly offers: readonly number[] };

/** One thing said, and where. `from` and `to` are token positions, end exclusive. */
export interface Found {
  readonly meaning: Meaning;
  readonly from: number;
  readonly to: number;
  readonly span: Span;
}
