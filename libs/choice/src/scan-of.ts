import { englishLexicon, languageOf } from './lang/lexicons.js';
import { namesOf, noNames } from './mentions/find-name.js';
import type { Scan } from './mentions/scan.js';
import { tokenise } from './text/token.js';
import type { OfferedSlot } from './types.js';
import { wallClock } from './wall-clock.js';

/** Longer texts are not read: no answer to a list of times is that long, and the work stays bounded. */
export const charactersMax = 10_000;

export interface ScanContext {
  readonly timeZone: string;
  readonly now: string;
  readonly voice: boolean;
}

/** Makes a text ready for the finders. */
export function scanOf(text: string, offers: readonly OfferedSlot[], context: ScanContext): Scan {
  const english = text.length > charactersMax ? [] : tokenise(text, englishLexicon);
  const lexicon = languageOf(english);
  return {
    tokens: lexicon === englishLexicon ? english : tokenise(text, lexicon),
    lexicon,
    today: wallClock(context.now, context.timeZone)?.day,
    monthFirst: !lexicon.language.dayFirst && monthComesFirst(context.timeZone),
    voice: context.voice,
    names: offers.length === 0 ? noNames : namesOf(offers, lexicon),
  };
}

/** Where people write the month before the day. */
function monthComesFirst(timeZone: string): boolean {
  return /^(?:America|US)\//.test(timeZone);
}
