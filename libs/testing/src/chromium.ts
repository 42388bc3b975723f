import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const INSTALL_TIMEOUT_MS = 300_000;
const WHAT_TO_DO =
  'The browser test needs Chrome or Chromium and finds none. Install one (Debian: apt-get install chromium), or name it with CHROME_BIN.';

/** Headless, without a sandbox (root has none), and without a word to the outside: on a closed network each would be refused. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Any Chrome or Chromium of this machine (`CHROME_BIN` first); on Debian as root its package is installed. Throws with what to do. */
export async function findChromium(): Promise<string> {
  const found = await onThisMachine();
  if (found !== undefined) return found;
  if (!(await canInstall())) throw new Error(WHAT_TO_DO);
  await install().catch((cause: unknown) => {
    throw new Error(`${WHAT_TO_DO} Installing it by itself failed.`, { cause });
  });
  const installed = await onThisMachine();
  if (installed === undefined) throw new Error(WHAT_TO_DO);
  return installed;
}

async function onThisMachine(): Promise<string | undefined> {
  const chosen = process.env['CHROME_BIN'];
  if (chosen) {
    await access(chosen, constants.X_OK).catch((cause: unknown) => {
      throw new Error('CHROME_BIN names no program that can be started', { cause });
    });
    return chosen;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(existsSync);
}

async function canInstall(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release);
}

/** One at a time: of two test files that find none the second finds what the first has installed. */
async function install(): Promise<void> {
  const script =
    'command -v chromium || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('flock', [join(tmpdir(), 'slotguard-chromium.lock'), 'sh', '-c', script], {
    env,
    timeout: INSTALL_TIMEOUT_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
}
