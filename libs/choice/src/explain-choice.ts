import { isoDate, isoTime } from './calendar.js';
import { spanishLexicon } from './lang/lexicons.js';
import type { Meaning } from './mentions/mention.js';
import { readReply } from './reading/read-reply.js';
import type { Polarity, Reading } from './reading/reading.js';
import { scanFor } from './scan-of.js';
import type { Choice, ChoiceContext, OfferedSlot, Span } from './types.js';
import { fitOf, resolveDay, type FitContext } from './verdict/fit.js';
import { allOf, superlative } from './verdict/narrow.js';
import { offerFacts } from './verdict/offer-facts.js';
import { verdictOf } from './verdict/verdict.js';

export interface ExplainedMention {
  readonly words: string;
  readonly span: Span;
  readonly kind: Meaning['kind'];
  /** What it was read as: "14:00 or 02:00", "2025-11-27", "place 2". */
  readonly means: string;
  readonly polarity: Polarity;
  /** The places of the offers that it fits, from 0. */
  readonly fits: readonly number[];
}

/** How a reply was read: what it names, what it does beside that, and the verdict, the same as `extractChoice` gives. */
export interface Explanation {
  readonly language: 'en' | 'es';
  readonly mentions: readonly ExplainedMention[];
  /** "agrees", "refuses", "asks", … */
  readonly acts: readonly string[];
  /** The places of the offers that fit all that was chosen and nothing that was refused, from 0. */
  readonly left: readonly number[];
  readonly choice: Choice;
}

/** Pure, like `extractChoice`. */
export function explainChoice(text: string, offers: readonly OfferedSlot[], context: ChoiceContext): Explanation {
  const scan = scanFor(text, offers, context);
  const reading = readReply(scan);
  const fitting: FitContext = {
    facts: offerFacts(offers, context.timeZone),
    today: scan.today,
    lexicon: scan.lexicon,
  };
  const mentions = reading.said.map(({ meaning, span, polarity }): ExplainedMention => ({
    words: text.slice(span.start, span.end),
    span,
    kind: meaning.kind,
    means: inWords(meaning, fitting.today),
    polarity,
    fits: fitting.facts.filter((fact) => fitOf(meaning, fact, fitting) > 0).map(({ index }) => index),
  }));
  return {
    language: scan.lexicon === spanishLexicon ? 'es' : 'en',
    mentions,
    acts: actsOf(reading),
    left: leftBy(reading, mentions, fitting),
    choice: verdictOf(reading, fitting, context.asked),
  };
}

function leftBy(reading: Reading, mentions: readonly ExplainedMention[], context: FitContext): number[] {
  const fits = allOf(context).filter(({ index }) => mentions.every((mention) => allows(mention, index)));
  const chosen = reading.said.filter(({ polarity }) => polarity === 'chosen');
  return superlative(fits, chosen, context).map(({ index }) => index);
}

function allows({ polarity, fits }: ExplainedMention, index: number): boolean {
  if (polarity === 'chosen') return fits.includes(index);
  return (polarity !== 'refused' && polarity !== 'excluded') || !fits.includes(index);
}

function actsOf(reading: Reading): string[] {
  const acts: readonly (readonly [string, boolean])[] = [
    ['agrees', reading.agreement !== undefined],
    ['refuses', reading.refuses],
    ['cancels', reading.cancels],
    ['hesitates', reading.hesitates],
    ['asks', reading.asks],
    ['wants something else', reading.elsewhere !== undefined],
    ['takes any', reading.anyIsFine],
    ['takes the other', reading.otherOne !== undefined],
    ['corrects itself', reading.corrections.length > 0],
    ['makes a condition', reading.reserves],
  ];
  return acts.filter(([, does]) => does).map(([act]) => act);
}

function inWords(meaning: Meaning, today: FitContext['today']): string {
  switch (meaning.kind) {
    case 'time': {
      const bound = meaning.relation === 'at' ? '' : `${meaning.relation} `;
      return `${bound}${meaning.minutes.map(isoTime).join(' or ')}${meaning.repaired === true ? ', misheard' : ''}`;
    }
    case 'time_range':
      return `${isoTime(meaning.from)} to ${isoTime(meaning.to)}`;
    case 'date': {
      const days = resolveDay(meaning.date, today);
      if (days === undefined) return meaning.date.form;
      const bound = meaning.relation === 'at' ? '' : `${meaning.relation} `;
      return `${bound}${isoDate(days.from)}${days.to > days.from ? ` to ${isoDate(days.to)}` : ''}`;
    }
    case 'part':
      return meaning.part;
    case 'number':
      return `${meaning.explicit ? 'number' : 'number or hour'} ${meaning.value}${meaning.repaired === true ? ', misheard' : ''}`;
    case 'ordinal':
      return meaning.position < 0 ? `place ${-meaning.position} from the end` : `place ${meaning.position}`;
    case 'superlative':
      return meaning.which;
    case 'quantity':
      return 'a number of something else';
    case 'service':
    case 'resource':
      return meaning.offers.length === 0 ? 'nobody on the list' : 'a name on the list';
    default:
      return meaning satisfies never;
  }
}
