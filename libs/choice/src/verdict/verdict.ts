import type { Meaning } from '../mentions/mention.js';
import { withPart } from '../mentions/part-of-day.js';
import type { Reading, Said } from '../reading/reading.js';
import type { Asked, Choice } from '../types.js';
import { byMentions } from './by-mentions.js';
import { fitOf, type FitContext } from './fit.js';
import { withoutMentions } from './without-mentions.js';

/** From what was said to a verdict. */
export function verdictOf(reading: Reading, context: FitContext, asked: Asked): Choice {
  if (reading.cancels) return { kind: 'none', reason: 'cancelling' };
  const chosen = naming(reading, context, asked);
  return chosen.length > 0 ? byMentions(reading, chosen, context, asked) : withoutMentions(reading, context, asked);
}

/** The mentions that say which slot is meant, with the part of the day worked into clock times. */
function naming(reading: Reading, context: FitContext, asked: Asked): readonly Said[] {
  const chosen = reading.said.filter(({ polarity, meaning }) => polarity === 'chosen' && meaning.kind !== 'quantity');
  const others = chosen.filter(({ meaning }) => meaning.kind !== 'number' && !isMisheard(meaning, context));
  const named = [...others, ...chosen.filter((said) => counts(said, reading, others, asked))];
  const part = named.find(({ meaning }) => meaning.kind === 'part')?.meaning;
  if (part?.kind !== 'part') return named;
  const timed = named.some(({ meaning }) => meaning.kind === 'time' && meaning.relation === 'at');
  return named
    .filter(({ meaning }) => !timed || meaning.kind !== 'part')
    .map((said) => {
      if (said.meaning.kind !== 'time') return said;
      const minutes = withPart(said.meaning.minutes, part.part);
      return minutes.length > 0 ? { ...said, meaning: { ...said.meaning, minutes } } : said;
    });
}

/** What speech recognition may have got wrong is put right only towards an offer. */
function isMisheard(meaning: Meaning, context: FitContext): boolean {
  return (
    meaning.kind === 'time' &&
    meaning.repaired === true &&
    context.facts.every((fact) => fitOf(meaning, fact, context) === 0)
  );
}

/** Whether a number is one of the list: "2" alone is, "2" among other words or beside a time is a number of something. */
function counts({ meaning, clause }: Said, reading: Reading, others: readonly Said[], asked: Asked): boolean {
  if (meaning.kind !== 'number') return false;
  if (meaning.explicit) return true;
  // "10 with Maya": names leave it open which of theirs.
  const named = others.some(({ meaning }) => meaning.kind !== 'service' && meaning.kind !== 'resource');
  if (named || (meaning.hour === 'count' && asked !== 'slot')) return false;
  return reading.busyFrom === undefined || reading.busyFrom > clause;
}
