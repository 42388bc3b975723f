import { confusables } from './confusables.js';

/** Boxed and circled capitals, flags: each block runs from A to Z. */
const LETTER_BLOCKS = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];

/**
 * A text as it is judged: what looks alike reads alike, what is invisible is gone. Lower case, plain letters, one kind of apostrophe, quote,
 * dash and space; line breaks stay.
 */
export function fold(text: string): string {
  const plain = sameSigns(sameLetters(text.normalize('NFKC')))
    .normalize('NFD')
    .replace(/[\p{M}\u2800\u3164\uffa0]/gu, '');
  // The dots of "p.m." and "Dr." end no sentence, unless a new one begins behind them. Needs the capitals.
  const undotted = plain
    .replace(/\b([AaPp])\.\s?[Mm]\b\.?(\s+(?=[A-Z]))?/g, (_, half: string, next?: string) =>
      next === undefined ? `${half}m` : `${half}m. `,
    )
    .replace(
      /\b(Dr|Mr|Mrs|Ms|St|Ave|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|approx|vs|appt|mins?|hrs?)\.(?=\s)/gi,
      '$1',
    )
    .replace(/\be\.\s?g\.?/gi, 'for example');
  return [...undotted.toLowerCase().replace(/\p{M}/gu, '')].map((c) => confusables.get(c) ?? c).join('');
}

/** Letters and digits of other scripts may say anything. */
export function isReadable(folded: string): boolean {
  return !/(?![\x00-\x7f])[\p{L}\p{N}\p{Co}\p{Cn}\p{Cs}]/u.test(folded);
}

/** The same text without what no reader sees. */
export function withoutInvisible(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\u034f\u2800\u3164\uffa0]/gu, '')
    .trim();
}

function sameLetters(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const block = LETTER_BLOCKS.find((from) => code >= from && code < from + 26);
      return block === undefined ? character : String.fromCharCode(65 + code - block);
    })
    .join('');
}

function sameSigns(text: string): string {
  return text
    .replace(/[’‘‛`´ʼʹ′＇ˈ]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(/[^\S\n]+/gu, ' ');
}
