import type { Cue } from '../lang/language.js';
import type { Span } from '../types.js';
import type { Found } from './mention.js';

/** One piece of the reply, in order: something named, a cue, a sign between sentences or clauses, or a word that says nothing here. */
export type Piece =
  | ({ readonly kind: 'mention' } & Found)
  | { readonly kind: 'cue'; readonly cue: Cue; readonly from: number; readonly to: number; readonly span: Span }
  | { readonly kind: 'stop'; readonly text: string; readonly from: number; readonly to: number; readonly span: Span }
  | { readonly kind: 'word'; readonly from: number; readonly to: number; readonly span: Span };
