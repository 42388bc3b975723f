import { english } from './lang/en.js';
import { compileLexicon } from './lang/lexicon.js';
import { namesOf, noNames } from './mentions/find-name.js';
import type { Scan } from './mentions/scan.js';
import { tokenise } from './text/token.js';
import type { OfferedSlot } from './types.js';
import { wallClock } from './wall-clock.js';

/** Longer texts are not read: no answer to a list of times is that long, and the work stays bounded. */
export const charactersMax = 10_000;

const lexicon = compileLexicon(english);

export interface ScanContext {
  readonly timeZone: string;
  readonly now: string;
  readonly voice: boolean;
}

/** Makes a text ready for the finders. */
export function scanOf(text: string, offers: readonly OfferedSlot[], context: ScanContext): Scan {
  return {
    tokens: text.length > charactersMax ? [] : tokenise(text, lexicon),
    lexicon,
    today: wallClock(context.now, context.timeZone)?.day,
    monthFirst: monthComesFirst(context.timeZone),
    voice: context.voice,
    names: offers.length === 0 ? noNames : namesOf(offers, lexicon),
  };
}

/** Where people write the month before the day. */
function monthComesFirst(timeZone: string): boolean {
  return /^(?:America|US)\//.test(timeZone);
}
