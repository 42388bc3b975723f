import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@slotguard/service-kit/records';
import { readSettings } from '@slotguard/service-kit/records';

/** The settings, with the data folder of the system that is meant: the one named, else that of the PORT named, else the default. */
export function settingsOf(dataDir: string | undefined): Settings {
  const settings = readSettings(dataDir === undefined ? process.env : { ...process.env, SLOTGUARD_DATA_DIR: dataDir });
  // A second process beside a running one keeps its data in a folder named after its port.
  const beside = `${settings.dataDir}-${settings.port}`;
  const isBeside = settings.dataDirIsDefault && Boolean(process.env['PORT']) && existsSync(beside);
  return isBeside ? { ...settings, dataDir: beside } : settings;
}

/** Where the system listens: at the PORT named, else where the one that runs on the data folder says, else at the default port. */
export function addressOfRunning(): string {
  const settings = settingsOf(undefined);
  const told = process.env['PORT'] ? undefined : runtimeUrl(settings.dataDir);
  return told ?? `http://127.0.0.1:${settings.port}`;
}

/** `runtime.json` is written by a process that listens, and left over when it is killed. */
function runtimeUrl(dataDir: string): string | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as Record<string, unknown>;
    if (typeof url !== 'string' || !URL.canParse(url) || typeof pid !== 'number' || !isAlive(pid)) return undefined;
    return url;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
