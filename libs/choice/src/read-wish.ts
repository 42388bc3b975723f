import type { Meaning } from './mentions/mention.js';
import { readReply } from './reading/read-reply.js';
import { scanOf } from './scan-of.js';
import type { Wanted } from './types.js';
import { wantedOf } from './verdict/wanted.js';

/**
 * The day and time that a free request names ("book me for botox at 2pm tomorrow"). A bare hour is read in business hours: 2 is 14:00, 9 is 09:00.
 * What is refused or told of something else is left out; what is only asked about counts. Never throws; nothing said is an empty wish.
 */
export function readWish(text: string, context: { readonly timeZone: string; readonly now: string }): Wanted {
  const scan = scanOf(text, [], { ...context, voice: false });
  const { said } = readReply(scan);
  const wished = said
    .filter(({ polarity }) => polarity === 'chosen' || polarity === 'asked')
    .map(({ meaning }) => meaning);
  return wantedOf(wished.filter(isWish), scan.today);
}

/** Beside clock times and dates, a number is a wish only where the wording makes it an hour ("make it 4"). */
function isWish(meaning: Meaning): boolean {
  if (meaning.kind === 'number') return meaning.hour === 'likely';
  return meaning.kind !== 'ordinal' || (!meaning.explicit && meaning.position > 0);
}
