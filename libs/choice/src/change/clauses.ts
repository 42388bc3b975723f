/** A part of a masked text, trimmed; offsets into it. */
export interface Clause {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isQuestion: boolean;
}

/** Whoever says more than this says more than one thing; the work stays bounded. */
const WORDS_MAX = 24;

/** Sentences and what commas and reasons part in them; a question mark counts for its whole sentence. */
export function clausesOf(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const sentence of text.matchAll(/[^.!?\n;]+[.!?;\n]*/g)) {
    const isQuestion = sentence[0].includes('?');
    const body = sentence[0].replace(/[.!?;\n]+$/, '');
    const parts = body.matchAll(
      /(?:(?!,|\s[-\u2013\u2014]+\s|\s(?:because|since|cause|cuz|porque|as i)\s|\s(?:and|y)\s+(?:please|then|i|we|por favor)).)+/gs,
    );
    for (const part of parts) {
      const lead =
        /^[\s,\u2013\u2014-]*(?:(?:because|since|cause|cuz|porque|and|y)\s+)?/.exec(part[0])?.[0].length ?? 0;
      const trimmed = part[0].slice(lead).trimEnd();
      const start = sentence.index + part.index + lead;
      if (trimmed !== '')
        clauses.push({ text: trimmed.replace(/\s/g, ' '), start, end: start + trimmed.length, isQuestion });
    }
  }
  return clauses;
}

/** Longer ones are not read. */
export function isShort({ text }: Clause): boolean {
  return text.length <= WORDS_MAX * 12 && text.split(/\s+/).length <= WORDS_MAX;
}
