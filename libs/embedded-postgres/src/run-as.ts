import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './errors.js';

/** The account that the server's processes get; undefined is our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root. So for root it runs as whoever owns the data already, and as `nobody` when there is none yet:
 * `chown` therefore decides, and what an ordinary user began goes on as that user under sudo.
 */
export function accountFor(pgdata: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(pgdata, { throwIfNoEntry: false });
  if (owner === undefined) return nobody();
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  throw new EmbeddedPostgresError(
    'not_permitted',
    `${pgdata} belongs to root, and Postgres does not run as root. Run: chown -R nobody '${pgdata}'`,
  );
}

function nobody(): Account {
  const line = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (line) return { uid: Number(line[1]) >>> 0, gid: Number(line[2]) >>> 0 }; // macOS writes -2
  throw new EmbeddedPostgresError(
    'not_permitted',
    'Postgres does not run as root, and this system has no user "nobody". Start as an ordinary user, or set DATABASE_URL.',
  );
}
