/** What a carrier's word asks for: no more texts, texts again, or who this is. */
export type Keyword = 'stop' | 'start' | 'help';

/**
 * The words that carriers act on by themselves when they are all that a text says, and the FCC's two-word ones. YES is none of them: Twilio
 * takes it for START from somebody who has opted out, but here it is an answer, and only START, UNSTOP or the carrier's own say-so opts in again.
 */
const WORDS: ReadonlyMap<string, Keyword> = new Map([
  ...['stop', 'stopall', 'stop all', 'unsubscribe', 'end', 'quit', 'cancel', 'revoke', 'optout', 'opt out'].map(
    (word) => [word, 'stop'] as const,
  ),
  ['start', 'start'],
  ['unstop', 'start'],
  ['help', 'help'],
  ['info', 'help'],
]);

/** Around the word; a question mark makes it the customer's own question. */
const AROUND = /^[^\p{L}\p{N}?]+|[^\p{L}\p{N}?]+$/gu;
const LONGEST = 40;

/** The carrier's word that the text is, whatever its case and the punctuation around it; undefined when it says anything else. */
export function carrierWord(text: string): Keyword | undefined {
  if (text.length > LONGEST) return undefined;
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(AROUND, '')
    .replace(/[\s-]+/g, ' ');
  return WORDS.get(word);
}
