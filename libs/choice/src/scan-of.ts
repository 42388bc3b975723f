import { englishLexicon, languageOf } from './lang/lexicons.js';
import { namesOf, type BusinessNames } from './mentions/find-name.js';
import type { Scan } from './mentions/scan.js';
import { tokenise } from './text/token.js';
import { withoutQuotes } from './text/quotes.js';
import type { ChoiceContext, OfferedSlot } from './types.js';
import { wallClock } from './wall-clock.js';

/** Longer texts are not read: no answer to a list of times is that long, and the work stays bounded. */
export const charactersMax = 10_000;

export interface ScanContext extends BusinessNames {
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
    names: namesOf(offers, context, lexicon),
  };
}

/** Makes a reply ready: what a mail quotes is left out, what speech recognition wrote is taken as heard. */
export function scanFor(text: string, offers: readonly OfferedSlot[], context: ChoiceContext): Scan {
  const said = context.channel === 'email' ? withoutQuotes(text) : text;
  return scanOf(said, offers, { ...context, voice: context.channel === 'voice' });
}

/** Where people write the month before the day. */
function monthComesFirst(timeZone: string): boolean {
  return /^(?:America|US)\//.test(timeZone);
}
