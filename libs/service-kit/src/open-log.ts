import { EmbeddedPostgresError, startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { join } from 'node:path';
import { natsAccess } from './nats-access.js';
import { inboxOf } from './nats-permissions.js';
import { SettingsError, type Settings } from './settings.js';

/** Of the embedded database, inside the data folder. */
export const EMBEDDED_FOLDER = 'postgres';

export interface OpenedDatabase {
  /** Of a Postgres that answers. Holds a password: not for logs. */
  readonly url: string;
  /** Where this process keeps its files: the one that was set, or another when that default is in use by a process beside. */
  readonly dataDir: string;
  readonly kind: 'embedded' | 'given';
  close(): Promise<void>;
}

type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'dataDir' | 'dataDirIsDefault' | 'port'>;

/**
 * The database that was named, or the embedded one in the data folder. A second process on the same default folder gets one of its own,
 * named after its port, so that two can be tried side by side; a folder that was chosen is never changed: `EmbeddedPostgresError`.
 */
export async function openDatabase(settings: DatabaseSettings, say: (line: string) => void): Promise<OpenedDatabase> {
  const { databaseUrl, dataDir, dataDirIsDefault, port } = settings;
  if (databaseUrl !== undefined) return { url: databaseUrl, dataDir, kind: 'given', close: async () => undefined };
  try {
    return await embedded(dataDir, say);
  } catch (error) {
    const inUse = error instanceof EmbeddedPostgresError && error.code === 'folder_in_use';
    if (!inUse || !dataDirIsDefault) throw error;
    const beside = `${dataDir}-${port}`;
    say(`${dataDir} is in use by another process: this one keeps its data in ${beside}`);
    return embedded(beside, say);
  }
}

async function embedded(dataDir: string, say: (line: string) => void): Promise<OpenedDatabase> {
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, EMBEDDED_FOLDER), log: say });
  return { url: server.url, dataDir, kind: 'embedded', close: () => server.stop() };
}

/** Who opens a log, and what only Postgres needs. */
export interface LogPlace {
  readonly databaseUrl?: string | undefined;
  /** Of the service, for the server's own lists. */
  readonly name?: string;
  /** Connections to Postgres. */
  readonly poolSize?: number;
  /** Copies of streams that are made. */
  readonly replicas?: number;
}
type LogSettings = Pick<Settings, 'eventLog'> & Partial<Pick<Settings, 'natsUrl' | 'natsCredsFile'>>;

/** The log that was chosen; rejects with `LogUnavailable` when its server does not answer. */
export async function openLog(settings: LogSettings, place: LogPlace): Promise<EventLog> {
  const { eventLog } = settings;
  const { databaseUrl, name, poolSize, replicas } = place;
  switch (eventLog) {
    case 'memory':
      return new MemoryEventLog();
    case 'postgres':
      if (databaseUrl === undefined) throw new SettingsError(['DATABASE_URL: must be set when EVENT_LOG is postgres']);
      return PostgresEventLog.open({ url: databaseUrl, ...(poolSize === undefined ? {} : { poolSize }) });
    case 'jetstream': {
      if (settings.natsUrl === undefined)
        throw new SettingsError(['NATS_URL: must be set when EVENT_LOG is jetstream']);
      const { user } = natsAccess(settings);
      const url = settings.natsUrl;
      const who = { url, credsFile: settings.natsCredsFile, inboxPrefix: user && inboxOf(user), name };
      return JetStreamEventLog.open({ ...who, ...(replicas === undefined ? {} : { replicas }) });
    }
    default:
      return eventLog satisfies never;
  }
}
