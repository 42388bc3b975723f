/** A slot as it was put to the customer. `start` is ISO 8601 with offset; `service` and `resource` are names as the customer knows them. */
export interface OfferedSlot {
  readonly start: string;
  readonly service?: string;
  readonly resource?: string;
  /** The number that the customer saw beside it; without one, no number or ordinal can choose it. */
  readonly number?: number;
}

export type ChoiceChannel = 'sms' | 'email' | 'voice' | 'text';

/** What the last message before the reply asked for: one of the slots, a yes to one slot (its place in the offers), or something else. */
export type Asked = 'slot' | 'other' | { readonly confirm: number };

/** A service or provider of the business: its name as in the offers, and what else customers call it. */
export interface NamedThing {
  readonly name: string;
  readonly aliases?: readonly string[];
}

export interface ChoiceContext {
  /** IANA zone of the business: "2pm" and "tomorrow" are meant there. */
  readonly timeZone: string;
  /** When the reply was made, ISO 8601 with offset. */
  readonly now: string;
  readonly channel: ChoiceChannel;
  readonly asked: Asked;
  /** All that the business has, whether it is on the list or not: a name that no offer goes by asks for something else. */
  readonly services?: readonly NamedThing[];
  readonly resources?: readonly NamedThing[];
}

/** Where in the reply the words stand that decided: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * How the words chose. `number`, `ordinal` and `affirmation` depend on what was shown or asked; the others name the slot itself. The
 * `misheard` ones were put right towards an offer, where speech recognition had written "to pm" or "option to".
 */
export type Basis =
  | 'misheard_time'
  | 'misheard_number'
  | 'number'
  | 'ordinal'
  | 'affirmation'
  | 'time'
  | 'date'
  | 'weekday'
  | 'part_of_day'
  | 'superlative'
  | 'service'
  | 'resource'
  | 'combined';

export type NoneReason = 'unasked' | 'hesitating' | 'cancelling';

/** What the customer wants instead, as far as it was said. Dates `YYYY-MM-DD`, times `HH:mm`, in the business's zone. */
export interface Wanted {
  readonly date?: string;
  /** Last day, inclusive, when a span of days was meant ("next week"). */
  readonly dateTo?: string;
  readonly time?: string;
  readonly timeFrom?: string;
  readonly timeTo?: string;
  readonly partOfDay?: 'morning' | 'afternoon' | 'evening';
}

/** What a reply says about the offers. Selected is the only one that chooses; in doubt it is never that. */
export type Choice =
  | { readonly kind: 'selected'; readonly index: number; readonly basis: Basis; readonly span: Span }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly number[] }
  | { readonly kind: 'counter'; readonly wanted: Wanted }
  | { readonly kind: 'declined' }
  | { readonly kind: 'question' }
  | { readonly kind: 'none'; readonly reason?: NoneReason };
