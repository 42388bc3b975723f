/** A line longer than this is no case but a mistake; it is reported, not kept in memory. */
const LINE_MAX = 4_000_000;

export type Line =
  { readonly number: number; readonly text: string } | { readonly number: number; readonly tooLong: true };

/**
 * The lines of a stream of bytes, chunk by chunk as they come, with their numbers from 1. Only `\n` ends a line (and `\r\n`): JSON
 * may hold the separators of Unicode, at which Node's readline would cut.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder(); // drops a byte order mark, and makes U+FFFD of what is no UTF-8
  let number = 0;
  let rest = '';
  let skipping = false;

  function take(text: string, more: boolean): Line[] {
    const parts = (rest + text).split('\n');
    rest = more ? (parts.pop() as string) : '';
    const lines = parts.map((part): Line => {
      number++;
      if (skipping || part.length > LINE_MAX) {
        skipping = false;
        return { number, tooLong: true };
      }
      return { number, text: part.endsWith('\r') ? part.slice(0, -1) : part };
    });
    if (rest.length > LINE_MAX) {
      rest = '';
      skipping = true;
    }
    return lines;
  }

  for await (const chunk of input) {
    const lines = take(decoder.decode(chunk, { stream: true }), true);
    if (lines.length > 0) yield lines;
  }
  const last = decoder.decode();
  if (rest + last !== '' || skipping) yield take(last, false);
}
