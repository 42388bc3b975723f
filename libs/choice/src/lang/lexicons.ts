import type { Token } from '../text/token.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { compileLexicon, type Lexicon } from './lexicon.js';

export const englishLexicon = compileLexicon(english);
export const spanishLexicon = compileLexicon(spanish);

const [onlyEnglish, onlySpanish] = [without(englishLexicon, spanishLexicon), without(spanishLexicon, englishLexicon)];

/**
 * The language of a message: the one that more of its words tell of. Words of both or of neither ("ok", "no", names, digits) tell
 * nothing; where nothing tells, it is English. `tokens` are those that English makes of it.
 */
export function languageOf(tokens: readonly Token[]): Lexicon {
  let balance = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'number') continue;
    if (text === '¿' || text === '¡' || onlySpanish.has(text)) balance++;
    else if (onlyEnglish.has(text)) balance--;
  }
  return balance > 0 ? spanishLexicon : englishLexicon;
}

function without(one: Lexicon, other: Lexicon): ReadonlySet<string> {
  return new Set([...one.vocabulary].filter((word) => !other.vocabulary.has(word)));
}
