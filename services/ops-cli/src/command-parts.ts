import type { Option } from 'commander';
import type { ExitCode, Paint, Write } from './terminal.js';

/** What the commands share. */
export interface CommandParts {
  readonly dataDir: () => Option;
  /** Which system is meant, for the end of a help. */
  readonly where: string;
  readonly write: Write;
  readonly paint: Paint;
  readonly end: (code: ExitCode) => void;
}
