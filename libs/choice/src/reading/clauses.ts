import type { Piece } from '../mentions/piece.js';

interface Part {
  readonly pieces: Piece[];
  /** What stands before it: a comma or dash, "and", "but", or the end of a sentence. */
  readonly opener: 'sentence' | 'comma' | 'and' | 'but';
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
export function clausesOf(pieces: readonly Piece[]): readonly Clause[] {
  return sentencesOf(pieces).flatMap(({ said, questioned }, sentence) => {
    const parts = partsOf(said);
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

function partsOf(pieces: readonly Piece[]): readonly Part[] {
  const parts: Part[] = [];
  let open: Part = { pieces: [], opener: 'sentence' };
  const cut = (opener: Part['opener']): void => {
    if (open.pieces.length === 0) return;
    parts.push(open);
    open = { pieces: [], opener };
  };
  for (const piece of pieces) {
    if (piece.kind === 'cue' && (piece.cue === 'but' || piece.cue === 'and')) cut(piece.cue);
    else if (open.pieces.length >= clausePiecesMax || (piece.kind === 'stop' && SOFT.test(piece.text))) cut('comma');
    if (piece.kind !== 'stop') open.pieces.push(piece);
  }
  cut('sentence');
  return parts;
}
