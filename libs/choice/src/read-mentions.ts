import { isoDate, isoTime } from './calendar.js';
import { findPieces } from './mentions/find-mentions.js';
import type { Meaning } from './mentions/mention.js';
import type { Piece } from './mentions/piece.js';
import { ordinalAt, phraseAt, type Scan } from './mentions/scan.js';
import type { Cue } from './lang/language.js';
import { scanOf } from './scan-of.js';
import type { Span, Wanted } from './types.js';
import { resolveDay } from './verdict/fit.js';

/** Something that a text says, and where. Dates `YYYY-MM-DD`, times `HH:mm`, in the business's zone. */
export type Mention =
  /** `times`: all readings, the one in business hours first; one only when am or pm, or a 24-hour time, is written (`explicit`). */
  | { readonly kind: 'time'; readonly span: Span; readonly times: readonly string[]; readonly explicit: boolean }
  | { readonly kind: 'time_range'; readonly span: Span; readonly timeFrom: string; readonly timeTo: string }
  /** `date` is the next such day where the year is not said; `dateTo` the last day of a stretch. `weekday`: 1 is Monday, only where no date is written. */
  | {
      readonly kind: 'date';
      readonly span: Span;
      readonly date: string;
      readonly dateTo?: string;
      readonly weekday?: number;
    }
  | { readonly kind: 'part_of_day'; readonly span: Span; readonly partOfDay: NonNullable<Wanted['partOfDay']> }
  | { readonly kind: 'number'; readonly span: Span; readonly value: number; readonly explicit: boolean }
  /** -1 is the last. `date`: "the 12th" may also be the next such day of a month. */
  | { readonly kind: 'ordinal'; readonly span: Span; readonly position: number; readonly date?: string }
  | {
      readonly kind: 'affirmation' | 'negation' | 'question' | 'hesitation' | 'cancellation' | 'alternative';
      readonly span: Span;
    };

/** All that a text says of times, dates, numbers and consent, in order. Never throws. */
export function readMentions(
  text: string,
  context: { readonly timeZone: string; readonly now: string },
): readonly Mention[] {
  const scan = scanOf(text, [], { ...context, voice: false });
  return findPieces(scan).flatMap((piece): Mention[] => {
    if (piece.kind === 'cue' && piece.cue !== 'skip') return cueMention(piece.cue, piece.span);
    if (piece.kind === 'stop') return piece.text === '?' ? [{ kind: 'question', span: piece.span }] : [];
    return piece.kind === 'mention' ? slotMention(piece, scan.today) : placeOfElse(scan, piece.from, piece.span);
  });
}

/** "the first two", "last week's": a place that counts something else than openings. */
function placeOfElse(scan: Scan, at: number, span: Span): Mention[] {
  const position = ordinalAt(scan, at)?.value ?? phraseAt(scan, at, scan.lexicon.fromEnd)?.value;
  return position === undefined ? [] : [{ kind: 'ordinal', span, position }];
}

function slotMention(piece: Extract<Piece, { kind: 'mention' }>, today: number | undefined): Mention[] {
  const { meaning, span } = piece;
  switch (meaning.kind) {
    case 'time':
      return [{ kind: 'time', span, times: meaning.minutes.map(isoTime), explicit: meaning.minutes.length === 1 }];
    case 'time_range':
      return [{ kind: 'time_range', span, timeFrom: isoTime(meaning.from), timeTo: isoTime(meaning.to) }];
    case 'date': {
      const days = resolveDay(meaning.date, today);
      if (days === undefined) return [];
      const weekday =
        meaning.date.form === 'weekday' && meaning.date.date === undefined ? { weekday: meaning.date.weekday } : {};
      return [
        {
          kind: 'date',
          span,
          date: isoDate(days.from),
          ...(days.to > days.from ? { dateTo: isoDate(days.to) } : {}),
          ...weekday,
        },
      ];
    }
    case 'part':
      if (meaning.part === 'lunch' || meaning.part === 'daytime') return [];
      return [{ kind: 'part_of_day', span, partOfDay: meaning.part === 'night' ? 'evening' : meaning.part }];
    case 'number':
      return [{ kind: 'number', span, value: meaning.value, explicit: meaning.explicit }];
    case 'ordinal':
      return [{ kind: 'ordinal', span, position: meaning.position, ...dateOfPlace(meaning, today) }];
    case 'superlative':
    case 'quantity':
    case 'service':
    case 'resource':
      return [];
    default:
      return meaning satisfies never;
  }
}

function dateOfPlace(
  meaning: Extract<Meaning, { kind: 'ordinal' }>,
  today: number | undefined,
): { readonly date?: string } {
  if (meaning.explicit || meaning.position < 1) return {};
  const days = resolveDay({ form: 'day_of_month', date: meaning.position }, today);
  return days === undefined ? {} : { date: isoDate(days.from) };
}

function cueMention(cue: Cue, span: Span): Mention[] {
  switch (cue) {
    case 'yes':
    case 'ack':
    case 'works':
    case 'yes_at_end':
      return [{ kind: 'affirmation', span }];
    case 'no':
    case 'not':
    case 'refuse':
    case 'bad':
    case 'except':
      return [{ kind: 'negation', span }];
    case 'ask':
    case 'ask_at_start':
      return [{ kind: 'question', span }];
    case 'hesitate':
      return [{ kind: 'hesitation', span }];
    case 'cancel':
      return [{ kind: 'cancellation', span }];
    case 'elsewhere':
      return [{ kind: 'alternative', span }];
    default:
      return [];
  }
}
