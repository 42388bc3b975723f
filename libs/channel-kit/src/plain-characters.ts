/** What people's keyboards and models put in place of a plain character that every phone has. */
const PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '‘’‚‛′`´ʼʻ',
    '"': '“”„‟″«»',
    '-': '‐‑‒–—―−•·‣▪●',
    '...': '…',
    '<': '‹',
    '>': '›',
    ' ': '\t\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
    '\n': '\u0085\u2028\u2029',
    x: '×',
    '/': '÷⁄∕',
    '->': '→➡',
    c: 'ç¢',
    d: 'đð',
    D: 'ĐÐ',
    i: 'ı',
    l: 'ł',
    L: 'Ł',
    oe: 'œ',
    OE: 'Œ',
    th: 'þ',
    Th: 'Þ',
    SS: 'ẞ',
    deg: '°',
    '(c)': '©',
    '(R)': '®',
    TM: '™',
    '1/2': '½',
    '1/4': '¼',
    '3/4': '¾',
  }).flatMap(([plain, characters]) => [...characters].map((character) => [character, plain] as const)),
);

/** The plain form of one character, or the character itself. */
export function plainCharacters(character: string): string {
  return PLAIN.get(character) ?? character;
}
