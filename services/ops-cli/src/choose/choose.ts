import type { Write } from '../terminal.js';
import type { ExitCode } from '../terminal.js';
import { EXIT } from '../terminal.js';
import { BadCase, parseChoiceCase, readChoice } from './choice-case.js';
import type { Line } from './lines.js';
import { linesOf } from './lines.js';

/**
 * Reads cases as JSON Lines and writes one result for each, in order, as they come. A bad line is reported with its number, the others go
 * on; the exit code then is 1. Reads no faster than the results are taken.
 */
export async function choose(
  input: AsyncIterable<Uint8Array>,
  write: Write,
  complain: (text: string) => void,
): Promise<ExitCode> {
  let bad = 0;
  for await (const lines of linesOf(input)) {
    const results: string[] = [];
    for (const line of lines) {
      const result = resultOf(line);
      if ('fault' in result) {
        bad++;
        complain(`slotguard choose: line ${line.number}: ${result.fault}\n`);
      } else if (result.json !== '') results.push(result.json);
    }
    if (results.length > 0) await write(`${results.join('\n')}\n`);
  }
  return bad === 0 ? EXIT.ok : EXIT.found;
}

function resultOf(line: Line): { readonly json: string } | { readonly fault: string } {
  if ('tooLong' in line) return { fault: 'is too long' };
  if (line.text.trim() === '') return { json: '' };
  try {
    return { json: JSON.stringify(readChoice(parseChoiceCase(line.text))) };
  } catch (error) {
    if (error instanceof BadCase) return { fault: error.message };
    // One reply that trips the reader must not take the others with it.
    return { fault: `can't be read, which is a fault of slotguard (${error instanceof Error ? error.name : 'Error'})` };
  }
}
