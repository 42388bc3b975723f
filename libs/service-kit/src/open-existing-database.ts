import { EmbeddedPostgresError, runningPostgresUrl, startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EMBEDDED_FOLDER, type OpenedDatabase } from './open-log.js';
import type { Settings } from './settings.js';

/** There is nothing to look at where the settings point. The message says what to do. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/** A server that is being started or stopped is waited for this long. */
const SETTLE_MS = 20_000;

/**
 * The database of a system that runs, or has run, for tools that look at it: the one that was named, the embedded one of the process that
 * runs on the data folder, or, when none does, that folder's own, started for as long as it is needed. Never makes a new one: `NoDatabase`.
 */
export async function openExistingDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  say: (line: string) => void = () => undefined,
): Promise<OpenedDatabase> {
  const { databaseUrl, dataDir } = settings;
  const shared = { dataDir, close: async () => undefined };
  if (databaseUrl !== undefined) return { ...shared, url: databaseUrl, kind: 'given' };
  const folder = join(dataDir, EMBEDDED_FOLDER);
  for (const deadline = Date.now() + SETTLE_MS; ; await wait(100)) {
    if (!existsSync(join(folder, 'pgdata')))
      throw new NoDatabase(
        `There is no data in ${dataDir} yet. Start it once with npm start, or name another folder with SLOTGUARD_DATA_DIR or a database with DATABASE_URL.`,
      );
    try {
      const server = await startEmbeddedPostgres({ dataDir: folder, log: say });
      return { url: server.url, dataDir, kind: 'embedded', close: () => server.stop() };
    } catch (error) {
      if (!(error instanceof EmbeddedPostgresError) || error.code !== 'folder_in_use') throw error;
      const url = await runningPostgresUrl(folder);
      if (url !== undefined) return { ...shared, url, kind: 'embedded' };
      if (Date.now() > deadline) throw error;
    }
  }
}
