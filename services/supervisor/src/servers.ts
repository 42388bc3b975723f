import { join } from 'node:path';
import { startNatsServer } from '@slotguard/embedded-nats';
import { startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import { EMBEDDED_FOLDER, natsServerConfig, type Closings, type NatsRole, type Settings } from '@slotguard/service-kit';
import { natsPasswords, withUser } from './nats-passwords.js';

/** What the services need from outside. Holds passwords: not for logs. */
export interface Servers {
  readonly databaseUrl: string;
  /** With the user and password of this role. */
  readonly natsUrl: (role: NatsRole) => string;
  readonly natsMonitorUrl: string | undefined;
  /** Of the servers that are ours, by name; they are started again when they die. */
  readonly running: () => Readonly<Record<string, { readonly pid: number; readonly url?: string }>>;
}

type Say = (line: string) => void;

/** Those that the settings name, else servers of our own in the data folder. */
export async function startServers(settings: Settings, closings: Closings, say: Say): Promise<Servers> {
  const postgres = settings.databaseUrl === undefined ? await ownPostgres(settings, closings, say) : undefined;
  const nats = settings.natsUrl === undefined ? await ownNats(settings, closings, say) : undefined;
  return {
    databaseUrl: postgres?.url ?? (settings.databaseUrl as string),
    // Whoever runs the bus gives each service a user of its own; one address for all is for trying out.
    natsUrl: nats?.urlOf ?? (() => settings.natsUrl as string),
    natsMonitorUrl: nats?.server.monitorUrl ?? settings.natsMonitorUrl,
    running: () => ({
      ...(postgres && { postgres: { pid: postgres.pid } }),
      ...(nats && { nats: { pid: nats.server.pid, url: nats.server.url } }),
    }),
  };
}

async function ownPostgres({ dataDir }: Settings, closings: Closings, say: Say) {
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, EMBEDDED_FOLDER), log: say });
  closings.add('postgres', () => postgres.stop());
  return postgres;
}

/** One user per service, as in `deploy/nats`, with passwords that nobody needs to choose. */
async function ownNats({ dataDir }: Settings, closings: Closings, say: Say) {
  const passwordOf = await natsPasswords(dataDir);
  const server = await startNatsServer({
    dataDir: join(dataDir, 'nats'),
    config: natsServerConfig(passwordOf),
    log: say,
  });
  closings.add('nats', () => server.stop());
  const urlOf = (role: NatsRole): string => withUser(server.url, role, passwordOf(role));
  return { server, urlOf };
}
