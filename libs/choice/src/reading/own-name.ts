import { isAt, leads, phraseAt, textAt, type Scan } from '../mentions/scan.js';
import type { Here, MentionPiece } from './here.js';

const introductionWordsMax = 3;

/** Customers may be called like a provider: "my name is Ana", "Hi Ana", "Ana Lopez" and a "- Ana" at the end want nobody by that name. */
export function isOwnName({ scan, clause, index }: Here, { meaning, from, to }: MentionPiece): boolean {
  if (meaning.kind !== 'resource') return false;
  const signed = index > 0 && clause.opener === 'sentence' && clause.whole && clause.pieces.length === 1;
  return signed || isIntroduced(scan, from) || isAt(scan, to, 'speaking') || isLongerName(scan, from, to);
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
