import { execFile } from 'node:child_process';
import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  readlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './errors.js';
import type { Account } from './run-as.js';

interface CopyOptions {
  readonly source: string;
  readonly name: string;
  readonly account: Account;
  readonly finish: (folder: string) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * A world-readable copy of a folder that the account cannot reach, made once by root and used by all.
 * A copy counts when it has every file of the source at the same size, so a cleaner of /tmp does no harm;
 * it is renamed into place whole, so that two who make it at once both find a complete one.
 */
export async function cachedCopy({ source, name, account, finish, log }: CopyOptions): Promise<string> {
  const cache = await cacheFolder(account);
  const copy = join(cache, name);
  if (await complete(source, copy)) return copy;
  const fresh = await mkdtemp(join(cache, 'new-'));
  try {
    await copyTree(source, fresh);
    await finish(fresh);
    await rename(fresh, copy).catch(async () => {
      if (await complete(source, copy)) return;
      await rename(copy, join(cache, `old-${process.pid}-${Date.now()}`));
      await rename(fresh, copy);
    });
    log(`copied Postgres to ${copy}, where the user it runs as can read it`);
    return copy;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await removeLeftovers(cache);
  }
}

/** Root's own folder that the account can enter. One that somebody else made or may write to could hold anything: not used. */
async function cacheFolder(account: Account): Promise<string> {
  const candidates = ['/var/cache/slotguard', join(tmpdir(), 'slotguard-cache')];
  for (const folder of candidates) {
    await mkdir(folder, { mode: 0o755 }).catch(() => undefined);
    const found = await lstat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== 0) continue;
    await chmod(folder, 0o755);
    if (await canEnter(folder, account)) return folder;
  }
  throw new EmbeddedPostgresError(
    'not_permitted',
    `Found no place for a copy of Postgres that the user it runs as can read: tried ${candidates.join(' and ')}. ` +
      'Set TMPDIR to a folder that everybody can enter, or start as an ordinary user.',
  );
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  const tryOut = promisify(execFile)('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/' });
  return tryOut.then(
    () => true,
    () => false,
  );
}

async function copyTree(source: string, target: string): Promise<void> {
  await chmod(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(to);
      await copyTree(from, to);
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(from), to);
    } else if (needed(entry.name)) {
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      await chmod(to, (await lstat(from)).mode & 0o111 ? 0o755 : 0o644);
    }
  }
}

async function complete(source: string, copy: string): Promise<boolean> {
  const entries = await readdir(source, { withFileTypes: true });
  for (const entry of entries) {
    const [from, to] = [join(source, entry.name), join(copy, entry.name)];
    if (entry.isDirectory()) {
      if (!(await complete(from, to))) return false;
    } else if (entry.isFile() && needed(entry.name)) {
      const [original, found] = [await lstat(from), await lstat(to).catch(() => undefined)];
      if (found?.isFile() !== true || found.size !== original.size) return false;
    }
  }
  return true;
}

/** Static libraries are for linking, not for running. */
function needed(name: string): boolean {
  return !name.endsWith('.a');
}

/** What a crash in the middle left behind. */
async function removeLeftovers(cache: string): Promise<void> {
  const anHourAgoMs = Date.now() - 3_600_000;
  for (const name of await readdir(cache)) {
    const leftover = name.startsWith('old-') || name.startsWith('new-');
    if (!leftover || ((await lstat(join(cache, name)).catch(() => undefined))?.mtimeMs ?? 0) > anHourAgoMs) continue;
    await rm(join(cache, name), { recursive: true, force: true });
  }
}
