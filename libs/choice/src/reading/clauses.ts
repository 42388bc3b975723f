import type { Piece } from '../mentions/piece.js';

export interface Clause {
  readonly pieces: readonly Piece[];
  /** What stands before it: a comma or dash, "and", "but", or the end of a sentence. */
  readonly opener: 'sentence' | 'comma' | 'and' | 'but';
  /** Its sentence ends with a question mark. */
  readonly questioned: boolean;
  /** It is all of a sentence. */
  readonly whole: boolean;
  readonly sentence: number;
}

const HARD = /^[.!?;\n…。！？]/;
const SOFT = /^[,\-–—()"/|]$/;

/** Cuts a reply into clauses. Signs that separate nothing are left out. */
export function clausesOf(pieces: readonly Piece[]): readonly Clause[] {
  const clauses: {
    pieces: Piece[];
    opener: Clause['opener'];
    questioned: boolean;
    whole: boolean;
    sentence: number;
  }[] = [];
  let sentence = 0;
  let first = 0;
  let open: (typeof clauses)[number] = { pieces: [], opener: 'sentence', questioned: false, whole: false, sentence };
  const cut = (opener: Clause['opener']): void => {
    if (open.pieces.length > 0) clauses.push(open);
    open = {
      pieces: [],
      opener: open.pieces.length > 0 || opener === 'sentence' ? opener : open.opener,
      questioned: false,
      whole: false,
      sentence,
    };
  };
  for (const piece of pieces) {
    if (piece.kind === 'cue' && (piece.cue === 'but' || piece.cue === 'and')) cut(piece.cue);
    if (piece.kind !== 'stop') open.pieces.push(piece);
    else if (SOFT.test(piece.text)) cut('comma');
    else if (HARD.test(piece.text)) {
      if (open.pieces.length > 0) clauses.push(open);
      if (piece.text === '?')
        for (let i = first; i < clauses.length; i++) (clauses[i] as { questioned: boolean }).questioned = true;
      if (clauses.length === first + 1) (clauses[first] as { whole: boolean }).whole = true;
      first = clauses.length;
      sentence++;
      open = { pieces: [], opener: 'sentence', questioned: false, whole: false, sentence };
    }
  }
  if (open.pieces.length > 0) clauses.push(open);
  return clauses;
}
