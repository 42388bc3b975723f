import type { VerdictSeen } from '../assistant.js';
import type { CustomerLine, Said } from './wish.js';

/** This turn's words, read once. */
export interface Heard {
  readonly lines: readonly CustomerLine[];
  readonly text: string;
  readonly said: readonly Said[];
  /** The newest verdict that says anything. */
  readonly verdict: VerdictSeen | undefined;
  /** What the business's file answers to them. */
  readonly answers: readonly string[];
}
