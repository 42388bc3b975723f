import { isAt, isGlued, textAt, type Scan } from './scan.js';

export function skipOclock(scan: Scan, at: number): number | undefined {
  if (isAt(scan, at, 'oclock') && textAt(scan, at) !== 'clock') return at + 1;
  if (textAt(scan, at) !== 'o') return undefined;
  if (isAt(scan, at + 1, 'oclock')) return at + 2;
  return scan.tokens[at + 1]?.kind === 'sign' && isAt(scan, at + 2, 'oclock') ? at + 3 : undefined;
}

/** "pm", "p.m.", "p m", ":pm"; a lone "p" or "a" only when it is glued to the figures. */
export function halfAt(scan: Scan, from: number): { readonly half: 'am' | 'pm'; readonly to: number } | undefined {
  const at = textAt(scan, from) === ':' || textAt(scan, from) === '.' ? from + 1 : from;
  const word = textAt(scan, at);
  const half = scan.lexicon.is(word, 'am') ? 'am' : scan.lexicon.is(word, 'pm') ? 'pm' : undefined;
  if (half === undefined || word === undefined) return undefined;
  if (word.length > 1) return { half, to: at + 1 };
  let next = at + 1;
  if (textAt(scan, next) === '.') next++;
  if (textAt(scan, next) !== 'm')
    return isGlued(scan, at) && isAt(scan, at, 'lone_half') && endsOrWord(scan, at + 1)
      ? { half, to: at + 1 }
      : undefined;
  return { half, to: textAt(scan, next + 1) === '.' && textAt(scan, at + 1) === '.' ? next + 2 : next + 1 };
}

function endsOrWord(scan: Scan, at: number): boolean {
  return !isGlued(scan, at) || scan.tokens[at]?.kind === 'sign';
}
