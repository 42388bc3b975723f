// The corpus lies outside the repository: real customers' replies, with their own licences.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `--corpus FOLDER`, else SLOTGUARD_CORPUS, else beside the checkout. */
export function corpusFolder(args) {
  const at = args.indexOf('--corpus');
  return (at >= 0 ? args[at + 1] : undefined) ?? process.env.SLOTGUARD_CORPUS ?? '../shared/corpus';
}

/** Ends the process with 2 and says what is missing, where the corpus is not there. */
export function readCorpus(folder) {
  const missing = ['dev.jsonl', 'parsing-dev.jsonl'].filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    console.error(
      `quality: no ${missing.join(' and ')} in ${folder}. The corpus is no part of the repository: ` +
        'name its folder with --corpus FOLDER or SLOTGUARD_CORPUS.',
    );
    process.exit(2);
  }
  return {
    lines: linesOf(join(folder, 'dev.jsonl')),
    parsing: linesOf(join(folder, 'parsing-dev.jsonl')).map(JSON.parse),
  };
}

const linesOf = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
