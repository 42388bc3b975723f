import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { launchNats, type LaunchedNats, type LaunchNatsOptions } from './nats-launcher.js';
import { launchPostgres, type LaunchedPostgres, type LaunchPostgresOptions } from './postgres-launcher.js';

// For the top of a spec file: what its tests share, and what each of them leaves. The one entry of this library that needs Jest.

/** The first start on a machine may have to fetch or copy the server. */
const START_MS = 120_000;
const CLEAN_UP_MS = 120_000;

/** One Postgres for all tests of the file: it runs from before the first to after the last. */
export function postgresOfSpec(options: LaunchPostgresOptions = {}): LaunchedPostgres {
  return ofSpec(() => launchPostgres(options));
}

/** One nats-server for all tests of the file. */
export function natsOfSpec(options: LaunchNatsOptions = {}): LaunchedNats {
  return ofSpec(() => launchNats(options));
}

/** Stands for the server wherever tests speak of it; it is there as soon as they run. */
function ofSpec<Server extends { stop(): Promise<void> }>(launch: () => Promise<Server>): Server {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await launch();
  }, START_MS);
  afterAll(() => server?.stop(), CLEAN_UP_MS);
  return new Proxy({} as Server, {
    get(_, property) {
      if (!server) throw new Error('the server runs only while tests do');
      return Reflect.get(server, property) as unknown;
    },
  });
}

/** What a test has opened, each with how it is closed: pushed here, done after the test, the last first. */
export function cleanUpsOfTest(): (() => Promise<unknown>)[] {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  }, CLEAN_UP_MS);
  return cleanUps;
}
