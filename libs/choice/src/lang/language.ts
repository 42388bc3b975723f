import type { Hours } from '../mentions/mention.js';

/** What a word or phrase does to the reading of the words around it. Each kind's rule is in `reading/`. */
export type Cue =
  /** Known words without weight: they may stand beside a bare number. */
  | 'filler'
  /** Interjections and the like: a clause that begins behind them is still at its start. */
  | 'lead'
  /** Phrases that look like a mention and are none ("one second", "good morning", "last name"). */
  | 'skip'
  /** A clear yes by itself. */
  | 'yes'
  /** A yes only at the end of its clause ("it is", "I do"). */
  | 'yes_at_end'
  /** "ok", "please", "great": a yes only where nothing else is said. */
  | 'ack'
  /** Says no to what was proposed; what follows is not negated ("no, the 2pm"). */
  | 'no'
  /** A no where nothing but thanks or a sign follows, else it negates: Spanish "no" is both. */
  | 'no_or_not'
  /** A yes before a sign, an interjection or the end, else an "if": Spanish "si" without its accent is both. */
  | 'yes_or_if'
  /** Negates what follows in its clause. */
  | 'not'
  /** Refuses everything ("none of those"). */
  | 'refuse'
  /** Ends the talk ("that's all"): refuses unless something was agreed to. */
  | 'close'
  /** Says that what it is said of does not suit ("too early", "busy"). */
  | 'bad'
  /** Said of a slot it agrees, negated it refuses: "works", "suits". */
  | 'works'
  | 'sense'
  | 'adverb'
  | 'good'
  | 'that'
  | 'hesitate'
  | 'cancel'
  /** Takes back what was said before, where something else follows. */
  | 'correct'
  /** Takes back what was said before, even where nothing follows ("2pm, no wait"). */
  | 'retract'
  /** Verbs of choosing: they end a negation and a question. */
  | 'choose'
  /** Begins a question for information. */
  | 'ask'
  /** Begins a question only at the start of a clause ("is", "what"). */
  | 'ask_at_start'
  /** Begins a question at the start of a clause where something named follows ("would 2:30 work"). */
  | 'ask_before_mention'
  /** Names what only an answer can give ("price", "address"). */
  | 'info'
  /** "can I", "could you": a wish in the form of a question. */
  | 'request'
  /** Wants something that is not on the list ("another day", "something else"). */
  | 'elsewhere'
  /** "other": in a question, the same. */
  | 'other'
  | 'any'
  | 'other_one'
  /** Excludes what follows and takes the rest ("anything but"). */
  | 'except'
  | 'but'
  | 'and'
  | 'or'
  /** Tells of something at a time that is no wish ("I have a meeting at"). */
  | 'occupied'
  /** The same, of what stands before it too ("2pm was perfect"). */
  | 'past'
  /** Arranges something: of anybody but the customer it tells. Unlike `choose` it puts no wish into words. */
  | 'arranged'
  /** What somebody did ("my friend chose"): of anybody but the customer it tells, and chooses nothing. */
  | 'reported'
  /** "if …": what it is said of is not settled. */
  | 'condition'
  /** Another clock than the business's. */
  | 'zone'
  /** "free", "available": negated it refuses. */
  | 'free'
  | 'self';

/** Small closed classes that the finders of times, dates and numbers ask for. */
export type WordClass =
  | 'am'
  | 'pm'
  | 'oclock'
  | 'past'
  | 'to'
  | 'half'
  | 'quarter'
  | 'minutes'
  | 'noon'
  | 'midnight'
  | 'the'
  | 'of'
  | 'in'
  | 'on'
  | 'at'
  | 'for'
  | 'around'
  | 'after'
  | 'before'
  | 'from'
  | 'and'
  | 'or'
  | 'until'
  | 'onwards'
  | 'make'
  | 'next'
  | 'this'
  | 'last'
  | 'month'
  | 'day'
  | 'days'
  | 'weeks'
  | 'ago'
  | 'now'
  | 'zero_minute'
  | 'option'
  | 'number'
  | 'currency'
  | 'unit'
  | 'ordinal_noun'
  | 'later'
  | 'earlier'
  | 'latest'
  | 'earliest'
  | 'middle'
  | 'latter'
  | 'former'
  | 'after_number'
  | 'title'
  | 'count_noun'
  | 'polite'
  | 'describing'
  | 'address'
  /** Behind a number, a place or a day it makes an address of it ("5th Avenue"). */
  | 'street'
  | 'mine'
  | 'every'
  | 'meal'
  | 'do'
  | 'be'
  | 'any'
  | 'than'
  | 'negation'
  | 'one'
  /** "one" as in "the morning one". */
  | 'pronoun_one'
  | 'indefinite'
  | 'definite'
  | 'this_very'
  /** Small words between a preposition and an hour or day ("después de las 3"). */
  | 'link'
  | 'plus'
  | 'minus'
  | 'number_joint'
  | 'date_joint'
  | 'hours'
  /** The hour that takes an article of its own ("la una"), and that article. */
  | 'one_hour'
  | 'one_hour_article'
  /** Says that a number is a day of the month: by itself ("día 5"), or from 13 on ("el 25"). */
  | 'day_title'
  | 'day_article'
  /** An article that makes the number behind it one of the list ("la 2"). */
  | 'option_article'
  | 'months'
  | 'years'
  | 'counted_from'
  | 'time_word'
  | 'available'
  | 'subject'
  | 'one_letter'
  | 'with'
  /** Glued to figures it is half of a day by itself ("9a"). */
  | 'lone_half'
  /** Before "la 6" it makes an hour of what would be a place on the list ("a la 6"). */
  | 'hour_lead'
  /** Words between somebody and what they did ("she already chose"). */
  | 'between_subject'
  /** Verbs whose form says that somebody else did it ("eligió"). */
  | 'third_person'
  /** "mid day" is noon. */
  | 'mid'
  | 'party_of'
  /** Whoever is written to: what "you proposed" is the list itself. */
  | 'addressee'
  /** "I have physio at 3": what is had, not wished for. */
  | 'possess'
  /** Negates what stands before it as well as what follows: where both are there, either may be meant. */
  | 'double_no'
  /** Behind a "4" that stands for "for" ("works 4 me"). */
  | 'for_digit'
  /** Whoever is neither the customer nor who is written to. */
  | 'other_person'
  | 'your'
  /** Verbs of choosing that are a wish whoever is said to have it ("my wife wants"). */
  | 'wished'
  /** Verbs in a form that is no order: what an unknown word does by them ("Anna moved", "practice starts") is told. */
  | 'did'
  /** Verbs for what people do with their day, though said of a slot they agree to it ("works", "open"). */
  | 'own_day'
  /** Before a verb of the past: it was done to somebody ("got moved"). */
  | 'undergone'
  /** Verbs of saying: what they pass on may be a wish. */
  | 'says'
  /** Behind a day: "friday off". */
  | 'off'
  /** Behind a name it makes the name the customer's own ("Ana here"). */
  | 'speaking'
  /** Verbs that without their accent are the customer's or somebody else's ("tomo"). */
  | 'either_person'
  /** Draws a conclusion ("she has soccer on Monday, so Friday"). */
  | 'hence'
  /** What the customer may be or do and still choose by it ("I'm interested in Friday", "I can bring him Friday"). */
  | 'keen'
  /** Before an unknown verb of the customer's ("I'm flying", "I'll call"). */
  | 'helper'
  /** The same, with the customer in the verb ("voy", "estoy"). */
  | 'own_verb'
  /** "last time": what was then. */
  | 'occasion'
  /** Sets one above another that was named before ("but Friday is better"). */
  | 'preferring'
  /** Before "tomorrow" or behind a weekday: a week later ("a week tomorrow", "Tuesday week"). */
  | 'week_on'
  /** "I have to be at the office": where somebody must be. */
  | 'obliging'
  /** Before a place it is where somebody must be. */
  | 'to_be'
  /** "it": what it does at a time is a story ("it broke on Friday"). */
  | 'thing'
  /** Makes a verb of the unknown word behind it ("me examino"). */
  | 'reflexive'
  /** Begins what is polite alone and a condition with more ("if you could come to us"). */
  | 'if';

/** "next week": a week, its weekend or a month, counted from this one. */
export interface Stretch {
  readonly unit: 'week' | 'weekend' | 'month';
  readonly ahead: number;
}

export type Superlative = 'earliest' | 'latest' | 'middle';

export type PartWord = 'morning' | 'afternoon' | 'evening' | 'night' | 'lunch' | 'daytime';

/** All that is particular to one language; the rules are shared. Phrases are written as `tokenise` yields them, accents may stand. */
export interface Language {
  readonly contractions: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly ordinals: Readonly<Record<string, number>>;
  readonly ordinalSuffixes: readonly string[];
  readonly weekdays: Readonly<Record<string, number>>;
  readonly months: Readonly<Record<string, number>>;
  /** Words that are weekdays or months only beside a number, a preposition or the like ("may", "sat"). */
  readonly doubtfulDates: readonly string[];
  /** Full names in which one slip of the finger is forgiven. */
  readonly forgiven: readonly string[];
  readonly relativeDays: Readonly<Record<string, number>>;
  /** Positions counted from the end: the last is -1. */
  readonly fromEnd: Readonly<Record<string, number>>;
  /** "next week = week 1, …" */
  readonly stretches: Readonly<Record<string, string>>;
  /** Says "next" behind a weekday ("el martes que viene"). */
  readonly nextBehind: readonly string[];
  /** Whole phrases for the earliest and the latest; "the later one" is found by its words. */
  readonly superlatives: Readonly<Record<string, Superlative>>;
  /** Behind these a name is the customer's own, or whoever is greeted: it chooses nobody ("my name is", "hi"). */
  readonly introductions: readonly string[];
  /** "3/5" is May 3rd wherever it is written. */
  readonly dayFirst: boolean;
  /** By these an unknown word is what somebody does ("el jueves curro"). */
  readonly ownEndings: readonly string[];
  /** "the fifth" may be a day of the month. */
  readonly ordinalDates: boolean;
  readonly parts: Readonly<Record<string, PartWord>>;
  readonly partHours: Readonly<Record<PartWord, Hours>>;
  /** How speech recognition writes numbers before "pm" or minutes. */
  readonly misheard: Readonly<Record<string, number>>;
  readonly words: Readonly<Record<WordClass, readonly string[]>>;
  readonly cues: Readonly<Record<Cue, string>>;
}
