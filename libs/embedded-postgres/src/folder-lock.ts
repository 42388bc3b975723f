import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EmbeddedPostgresError } from './errors.js';
import { processIdentity } from './process-table.js';

const UNWRITTEN_MS = 1_000;

/**
 * Makes this process the only one that runs a database in the folder. The file names its process by number and start time,
 * so a lock whose process was killed counts as gone, even when the number has been given to another.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const file = join(folder, 'in-use-by');
  const mine = `${process.pid} ${processIdentity(process.pid) ?? ''}\n`;
  const deadline = Date.now() + UNWRITTEN_MS;
  for (;;) {
    const taken = await writeFile(file, mine, { flag: 'wx', mode: 0o644 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (taken) return { release: () => rm(file, { force: true }) };
    const found = await readFile(file, 'utf8').catch(() => '');
    if (found === '' && Date.now() < deadline) {
      await wait(20); // just made or just removed by another
      continue;
    }
    const [pid = '', ...identity] = found.trim().split(' ');
    if (found !== '' && processIdentity(Number(pid)) === identity.join(' ')) throw inUse(folder, pid);
    await setAside(file, found);
  }
}

/** Of two who find the same dead lock only one moves it; one who moved a living lock by that puts it back. */
async function setAside(file: string, dead: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => dead);
  if (moved !== dead) await writeFile(file, moved, { flag: 'wx' }).catch(() => undefined);
  await rm(aside, { force: true });
}

function inUse(folder: string, pid: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'folder_in_use',
    `${folder} is in use by process ${pid}. Stop that one first, or choose another folder with SLOTGUARD_DATA_DIR.`,
  );
}
