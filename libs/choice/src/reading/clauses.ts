import type { Piece } from '../mentions/piece.js';
import { isAt, type Scan } from '../mentions/scan.js';

interface Part {
  readonly pieces: Piece[];
  /** What stands before it: a comma or dash, "and", "but", "so", or the end of a sentence. */
  readonly opener: 'sentence' | 'comma' | 'and' | 'but' | 'so';
}

export interface Clause extends Readonly<Part> {
  /** Its sentence ends with a question mark. */
  readonly questioned: boolean;
  /** It is all of a sentence. */
  readonly whole: boolean;
  readonly sentence: number;
}

const HARD = /^[.!?;\n…。！？¿¡]/;
const SOFT = /^[,\-–—()"/|]$/;

/** Nobody says more in one breath; what is longer is cut, so that looking back within it stays bounded. */
const clausePiecesMax = 60;
const sentencePiecesMax = 240;

/** Cuts a reply into clauses. Signs that separate nothing are left out. */
export function clausesOf(scan: Scan, pieces: readonly Piece[]): readonly Clause[] {
  return sentencesOf(pieces).flatMap(({ said, questioned }, sentence) => {
    const parts = partsOf(scan, said);
    return parts.map((part) => ({ ...part, questioned, whole: parts.length === 1, sentence }));
  });
}

function sentencesOf(pieces: readonly Piece[]): readonly { readonly said: Piece[]; readonly questioned: boolean }[] {
  const sentences: { said: Piece[]; questioned: boolean }[] = [];
  let said: Piece[] = [];
  const end = (questioned: boolean): void => {
    sentences.push({ said, questioned });
    said = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'stop' && HARD.test(piece.text)) end(piece.text === '?');
    else said.push(piece);
    if (said.length >= sentencePiecesMax) end(false);
  }
  end(false);
  return sentences;
}

function partsOf(scan: Scan, pieces: readonly Piece[]): readonly Part[] {
  const parts: Part[] = [];
  let open: Part = { pieces: [], opener: 'sentence' };
  const cut = (opener: Part['opener']): void => {
    if (open.pieces.length === 0) return;
    parts.push(open);
    open = { pieces: [], opener };
  };
  for (const [i, piece] of pieces.entries()) {
    if (concludes(scan, pieces, i)) cut('so');
    else if (piece.kind === 'cue' && (piece.cue === 'but' || piece.cue === 'and')) cut(piece.cue);
    else if (open.pieces.length >= clausePiecesMax || (piece.kind === 'stop' && SOFT.test(piece.text))) cut('comma');
    if (piece.kind !== 'stop') open.pieces.push(piece);
  }
  cut('sentence');
  return parts;
}

/** Nobody concludes in more words than these ("so I guess that leaves the one on Friday"). */
const concludingMax = 12;

/** "…, so Friday": whatever was told before, what follows is the choice. "So Thursday is piano" goes on telling, "so good" concludes nothing. */
function concludes(scan: Scan, pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  if (piece?.kind !== 'cue' || !isAt(scan, piece.from, 'hence')) return false;
  const behind = pieces.slice(at + 1, at + 1 + concludingMax);
  const end = behind.findIndex(
    (one) => one.kind === 'stop' || (one.kind === 'cue' && (one.cue === 'but' || one.cue === 'and')),
  );
  if (end < 0 && behind.length === concludingMax) return false;
  const concluded = end < 0 ? behind : behind.slice(0, end);
  return concluded.some(({ kind }) => kind === 'mention') && !concluded.some(({ kind }) => kind === 'word');
}
