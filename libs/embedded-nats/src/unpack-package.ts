import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptSources, type AptSource } from './apt-sources.js';

const run = promisify(execFile);
const UNPACK_TIMEOUT_MS = 300_000;

/** One process at a time: of two who find nothing the second finds what the first has unpacked. */
const SCRIPT = `set -e
[ -x "$TARGET" ] && exit 0
apt-get -qq update
apt-get -qq download nats-server
dpkg-deb -x nats-server_*.deb unpacked
mv unpacked/usr/*bin/nats-server "$TARGET"`;

/** Whether packages of Debian or of Ubuntu run here, and can be fetched. */
export async function hasDebianPackages(): Promise<'debian' | 'ubuntu' | undefined> {
  const release = await osRelease();
  if (!['apt-get', 'dpkg-deb', 'flock'].every((tool) => existsSync(`/usr/bin/${tool}`))) return undefined;
  if (/^ID(_LIKE)?=.*ubuntu/m.test(release)) return 'ubuntu';
  return /^ID(_LIKE)?=.*debian/m.test(release) ? 'debian' : undefined;
}

/**
 * The program of the suite's package in the user's cache, fetched on first use from the machine's own mirror, with its own keys, by an
 * apt whose lists and state lie in a temporary folder: no root, nothing installed, nothing changed outside the cache.
 */
export async function unpackedFrom(suite: string, log: (line: string) => void): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'slotguard');
  const target = join(cache, `nats-server-${suite}-${process.arch}`);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(cache, 'unpacking-'));
  try {
    log(`fetching nats-server of ${suite} into ${cache}`);
    await writeFile(join(work, 'suite.sources'), await sourceOf(suite));
    const aptConfig = await privateApt(work);
    await run('flock', [join(cache, 'lock'), 'sh', '-c', SCRIPT], {
      cwd: work,
      env: { ...process.env, APT_CONFIG: aptConfig, TARGET: target },
      timeout: UNPACK_TIMEOUT_MS,
    });
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Settings that keep apt's hands off the system's own lists, state and cache. */
async function privateApt(folder: string): Promise<string> {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  await mkdir(join(folder, 'none'));
  await writeFile(join(folder, 'status'), '');
  const file = join(folder, 'apt.conf');
  const settings = {
    'Dir::Etc::sourcelist': join(folder, 'suite.sources'),
    'Dir::Etc::sourceparts': join(folder, 'none'),
    'Dir::State': folder,
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': folder,
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': '',
  };
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} "${value}";\n`)
      .join(''),
  );
  return file;
}

/** The machine's own source of its release, with another suite's name. */
async function sourceOf(suite: string): Promise<string> {
  const codename = /^VERSION_CODENAME=(\S+)/m.exec(await osRelease())?.[1];
  const sources = await aptSources('/etc/apt');
  const own = sources.find(({ suites }) => codename !== undefined && suites.includes(codename)) ?? sources[0];
  if (own === undefined) throw new Error('this machine has no package source in /etc/apt');
  return stanza(own, suite);
}

function stanza({ uris, components, signedBy }: AptSource, suite: string): string {
  const own = ['main', 'universe'].filter((component) => components.includes(component));
  const fields = [
    'Types: deb',
    `URIs: ${uris.join(' ')}`,
    `Suites: ${suite}`,
    `Components: ${own.join(' ') || 'main'}`,
  ];
  if (signedBy !== undefined) fields.push(`Signed-By: ${signedBy}`);
  return `${fields.join('\n')}\n`;
}

function osRelease(): Promise<string> {
  return readFile('/etc/os-release', 'utf8').catch(() => '');
}
