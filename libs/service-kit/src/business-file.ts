import { readFile } from 'node:fs/promises';
import { businessSchema, type Business } from '@slotguard/contracts';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

/** A business's file that can't be used, with every fault and its line. */
export class BusinessFileError extends Error {
  override readonly name = 'BusinessFileError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(`The business's file ${file} can't be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Reads the business's file (YAML, hence JSON too). Throws `BusinessFileError`. */
export async function loadBusiness(file: string): Promise<Business> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BusinessFileError(file, [
      `can't be read (${error.code ?? 'unknown'}); SLOTGUARD_BUSINESS says where it is`,
    ]);
  });
  return parseBusiness(text, file);
}

/** The same for text that has been read. */
export function parseBusiness(text: string, file = 'business.yaml'): Business {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map(
    (error) => `line ${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`,
  );
  if (faults.length > 0) throw new BusinessFileError(file, faults);
  const result = businessSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (result.success) return result.data;
  throw new BusinessFileError(
    file,
    result.error.issues.map(({ path, message }) => {
      const line = lineOf(document, lines, path);
      return `${line === undefined ? '' : `line ${line}, `}${path.map(String).join('.') || 'the file'}: ${message}`;
    }),
  );
}

/** The line of the deepest node on the path that is there: a missing key is reported at its parent. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    const start = isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
