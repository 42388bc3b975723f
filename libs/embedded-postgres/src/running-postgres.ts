import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError } from './errors.js';

/**
 * The url of the server that another process runs on the folder; undefined when none says that it is ready. For tools that look at
 * a running system's data: they connect, and leave starting and stopping to its owner.
 */
export async function runningPostgresUrl(dataDir: string): Promise<string | undefined> {
  // One value per line: process, folder, start time, port, socket folder, address, shared memory, status.
  const pidFile = await read(join(dataDir, 'pgdata', 'postmaster.pid'));
  const lines = pidFile?.split('\n') ?? [];
  const port = Number(lines[3]);
  if (lines[7]?.trim() !== 'ready' || !Number.isInteger(port) || port <= 0) return undefined;
  const password = (await read(join(dataDir, 'password')))?.trim();
  return password ? `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}` : undefined;
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new EmbeddedPostgresError(
      'not_permitted',
      `No permission for ${file} (${error.code ?? 'unknown'}). It belongs to another user: run this as that user.`,
      { cause: error },
    );
  });
}
