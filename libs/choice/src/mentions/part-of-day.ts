import type { PartWord } from '../lang/language.js';

/** Narrows the readings of a time by the part of the day that stands beside it: "4 in the evening" is 16:00. */
export function withPart(minutes: readonly number[], part: PartWord): readonly number[] {
  const wanted = minutes.filter((m) => {
    if (part === 'morning') return m < 720;
    if (part === 'night') return m >= 17 * 60 || m < 5 * 60;
    if (part === 'lunch' || part === 'daytime') return m >= 7 * 60 && m < 19 * 60;
    return m >= 720;
  });
  return wanted;
}
