import { isAt, leads, phraseAt, textAt, type Scan } from '../mentions/scan.js';
import type { Here, MentionPiece } from './here.js';
import type { Polarity } from './reading.js';

const introductionWordsMax = 3;

/**
 * Customers may be called like a provider: "my name is Ana", "Hi Ana" and an "Ana" of its own at the end want nobody by that name. "Ana Lopez"
 * and "for Ana" may or may not.
 */
export function ownName({ scan, clause, index }: Here, { meaning, from, to }: MentionPiece): Polarity | undefined {
  if (meaning.kind !== 'resource') return undefined;
  const signed = index > 0 && clause.opener === 'sentence' && clause.whole && clause.pieces.length === 1;
  if (signed || isIntroduced(scan, from) || isAt(scan, to, 'speaking')) return 'told';
  return isAt(scan, from - 1, 'for') || isLongerName(scan, from, to) ? 'doubtful' : undefined;
}

function isIntroduced(scan: Scan, from: number): boolean {
  // "my daughter Ana"
  if (isAt(scan, from - 2, 'mine') && scan.tokens[from - 1]?.kind === 'word') return true;
  // "Thanks, Ana"
  const end = textAt(scan, from - 1) === ',' && leads(scan, textAt(scan, from - 2)) ? from - 1 : from;
  for (let words = 1; words <= introductionWordsMax; words++)
    if (phraseAt(scan, end - words, scan.lexicon.introductions)?.words.length === words) return true;
  return false;
}

/** "Ana Lopez" is somebody else than Ana Ruiz, where nothing says that she is to give the appointment. */
function isLongerName(scan: Scan, from: number, to: number): boolean {
  const next = scan.tokens[to];
  const led = isAt(scan, from, 'with') || isAt(scan, from, 'title') || isAt(scan, from - 1, 'with');
  if (led || next?.kind !== 'word') return false;
  return (
    !scan.lexicon.vocabulary.has(next.text) && !scan.names.words.has(next.text) && !scan.names.shared.has(next.text)
  );
}
