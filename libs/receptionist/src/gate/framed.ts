import type { Known } from './known.js';
import { isHoursFact } from './hours-fact.js';
import type { Sentence } from './sentences.js';
import type { Day } from './time-refs.js';
import { isAt, timeRefsIn } from './time-refs.js';

/** Words that make a time one to be chosen still, or one that can't be; in plain words, `_t` a time, `_d` a day. */
const FRAMES: readonly RegExp[] = [
  /\b(?:available|availability|free|open|opened|openings?|options?|earliest|latest|soonest|closest|nearest|next|choose|pick|prefer|offer|offers|offered|left|how about|what about|or|would|could|instead|too|also possible|possible)\b/,
  /(?<!that |this |it )\b(?:works|suits)\b/,
  /\b(?:i|we|they|she|he|which|\w+) (?:also |still |only |do |then |just )?(?:have|has)\b(?! (?:you|your|it|that|this|been|\w+ed)\b)/,
  /\b(?:i|we|you|they|she|he|\w+) can\b/,
  /\b(?:i|we) (?:see|saw|found|find)\b|\b(?:times|ones|those|these)\b/,
  /\bthere (?:is|are|was|were)\b/,
  /\b(?:not|no|nothing|none|never|neither|unable|taken|gone|full|fully booked|booked (?:up|solid|out)|closed|unavailable|passed|too (?:soon|late))\b/,
  /\b(?:if|unless|whether|in case|reply|tell me|let me|look|looking|check|checking|see what)\b/,
  /\byou (?:\w+ )?(?:said|asked|wanted|mentioned|requested|want|like|wished)\b/,
  /\bfor example\b/,
];
/** "You have the 2 PM": whatever else it says, that is no offer. */
const HOLDS = /\byou (?:now |already )?(?:have|have got|got)\b/;

/**
 * Whether a sentence puts its times as times to choose from. One that just states the time of an open slot sounds like an appointment,
 * whatever its other words are ("Remember: Monday, 2 PM"): in doubt it claims one.
 */
export function isFramedAsOffer(sentence: Sentence, words: string, known: Known, carried?: Day): boolean {
  if (sentence.isQuestion || sentence.text.includes('•')) return true;
  const refs = timeRefsIn(sentence.text, known, carried);
  const stated = refs.filter(
    (ref) =>
      known.offered.some((slot) => isAt(ref, slot)) &&
      !known.booked.some((slot) => isAt(ref, slot)) &&
      !isHoursFact(ref, sentence.text, known),
  );
  if (stated.every(({ clock, day }) => !clock && (!day || day.date === known.today))) return true;
  return !HOLDS.test(words) && FRAMES.some((frame) => frame.test(words));
}
