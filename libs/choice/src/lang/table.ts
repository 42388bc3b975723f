/** The language tables are written as text, a phrase per comma: easier to read and to add to than a line for each. */
export function list(phrases: string): string[] {
  return phrases
    .split(',')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
}

/** "i'm = i am, …" */
export function pairs(entries: string): Record<string, string> {
  return Object.fromEntries(list(entries).map((entry) => entry.split(/\s*=\s*/) as [string, string]));
}

/** "day after tomorrow = 2, …" */
export function valuedPhrases(entries: string): Record<string, number> {
  return Object.fromEntries(Object.entries(pairs(entries)).map(([phrase, value]) => [phrase, Number(value)]));
}

/** "monday mon = 1, …": every word on the left has the value on the right. */
export function valued(entries: string): Record<string, number> {
  return Object.fromEntries(
    list(entries).flatMap((entry) => {
      const [words = '', value = ''] = entry.split(/\s*=\s*/);
      return words.split(' ').map((word): [string, number] => [word, Number(value)]);
    }),
  );
}

/** Hours of the day as minutes since midnight, end exclusive. */
export function hours(from: number, to: number): { readonly from: number; readonly to: number } {
  return { from: from * 60, to: to * 60 };
}
