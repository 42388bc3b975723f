import { plainCharacters } from './plain-characters.js';

/** GSM 03.38: one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Two septets each: an escape and a character, never torn apart between segments. */
const EXTENDED = new Set('^{}\\[~]|€\f');

/** Symbols, marks and invisible characters say nothing when they are gone; letters and digits do. */
const DROPPED = /[\p{S}\p{M}\p{C}]/u;

/**
 * The text as a phone shows it from GSM-7: curly quotes, dashes and accents become plain ones, emoji and invisible characters go, and a
 * letter that has no plain form becomes a question mark. What is in GSM-7 stays as it is.
 */
export function toGsm7(text: string): string {
  let dropped = false;
  const plain = [...text.replace(/\r\n?/g, '\n')].map((character) => {
    const written = [...plainCharacters(character)].map(septets).join('');
    dropped ||= written === '';
    return written;
  });
  const joined = plain.join('');
  // A dropped emoji leaves the spaces that stood around it.
  return dropped
    ? joined
        .replace(/ {2,}/g, ' ')
        .replace(/ +(?=\n|$)/g, '')
        .replace(/(^|\n) +/g, '$1')
    : joined;
}

function septets(character: string): string {
  if (isGsm7(character)) return character;
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (base !== '' && [...base].every(isGsm7)) return base;
  return DROPPED.test(character) ? '' : '?';
}

function isGsm7(character: string): boolean {
  return BASIC.has(character) || EXTENDED.has(character);
}

export interface Segments {
  readonly encoding: 'gsm7' | 'ucs2';
  /** How many are sent and paid for; 0 for an empty text. */
  readonly count: number;
  /** Septets, or UTF-16 code units. */
  readonly length: number;
}

/** What one segment holds alone, and joined with others, which costs a header in each. */
const HOLDS = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

/** How a text is sent: one character outside GSM-7 makes all of it UCS-2. */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every(isGsm7) ? 'gsm7' : 'ucs2';
  const sizes = characters.map((character) =>
    encoding === 'ucs2' ? character.length : EXTENDED.has(character) ? 2 : 1,
  );
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = HOLDS[encoding];
  if (length <= alone) return { encoding, count: length === 0 ? 0 : 1, length };
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      count++;
      used = 0;
    }
    used += size;
  }
  return { encoding, count, length };
}
