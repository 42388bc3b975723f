import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { EmbeddedNatsError } from './errors.js';
import { hasDebianPackages, unpackedFrom } from './unpack-package.js';
import { isNewEnough, NATS_SERVER_MIN } from './version.js';

export interface NatsServerBinary {
  readonly path: string;
  /** "2.15.1" */
  readonly version: string;
}

/** The first suite whose package is new enough is taken; these names stay when their contents move on. */
const SUITES = { debian: ['testing', 'unstable'], ubuntu: ['devel'] } as const;

const WHAT_TO_DO =
  `Needs nats-server ${NATS_SERVER_MIN} or newer. Install one where the PATH finds it, name it with NATS_SERVER_BIN, ` +
  'or set NATS_URL to a running server.';

/**
 * A nats-server of this machine that is new enough: the one that `NATS_SERVER_BIN` names, else one on the PATH, else (on Debian and
 * Ubuntu) the package of a newer suite, unpacked into the user's cache without installing anything. Throws `EmbeddedNatsError`.
 */
export async function findNatsServer(log: (line: string) => void = () => undefined): Promise<NatsServerBinary> {
  const chosen = process.env['NATS_SERVER_BIN'];
  if (chosen) return newEnough(await tryOut(chosen));
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'nats-server');
    const found = existsSync(path) ? await tryOut(path).catch(() => undefined) : undefined;
    if (found && isNewEnough(found.version)) return found;
  }
  return fromNewerSuite(log);
}

async function fromNewerSuite(log: (line: string) => void): Promise<NatsServerBinary> {
  const system = await hasDebianPackages();
  if (system === undefined) throw new EmbeddedNatsError('not_found', WHAT_TO_DO);
  let cause: unknown;
  for (const suite of SUITES[system]) {
    try {
      return newEnough(await natsServerFromSuite(suite, log));
    } catch (error) {
      cause = error;
    }
  }
  const why = isNativeError(cause) ? cause.message : String(cause);
  throw new EmbeddedNatsError('not_found', `${WHAT_TO_DO} Unpacking a package by itself failed: ${why}`, { cause });
}

/** The nats-server of one suite ("trixie"), whatever its version: for tests of what happens with an old one. */
export async function natsServerFromSuite(
  suite: string,
  log: (line: string) => void = () => undefined,
): Promise<NatsServerBinary> {
  return tryOut(await unpackedFrom(suite, log));
}

async function tryOut(path: string): Promise<NatsServerBinary> {
  try {
    const { stdout, stderr } = await promisify(execFile)(path, ['-v'], { timeout: 30_000 });
    const version = /\bv(\d+\.\d+\.\S+)/.exec(stdout + stderr)?.[1];
    if (version !== undefined) return { path, version };
    throw new Error(`it calls itself ${(stdout + stderr).trim()}`);
  } catch (cause) {
    const why = isNativeError(cause) ? cause.message.trim() : String(cause);
    throw new EmbeddedNatsError('unusable', `${path} does not run as nats-server here (${why}). ${WHAT_TO_DO}`, {
      cause,
    });
  }
}

function newEnough(found: NatsServerBinary): NatsServerBinary {
  if (isNewEnough(found.version)) return found;
  throw new EmbeddedNatsError('too_old', `${found.path} is nats-server ${found.version}. ${WHAT_TO_DO}`);
}
