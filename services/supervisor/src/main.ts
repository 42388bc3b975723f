#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import {
  Closings,
  readSettingsOrExit,
  reasonToStop,
  secretsOf,
  ServiceLogger,
  shutdownOnSignal,
} from '@slotguard/service-kit';
import { readCounts, type Counts } from './plan.js';
import { startSystem } from './start-system.js';

const program = new Command('npm run start:distributed --')
  .description('Starts every service as a process of its own, and NATS and Postgres where no address is given.')
  .option('--instances <counts>', 'of each service, like 2 or calendar=2,sms-gateway=3', counts, readCounts('1'))
  .exitOverride();

function counts(text: string): Counts {
  try {
    return readCounts(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

try {
  program.parse();
} catch (error) {
  process.exit(error instanceof CommanderError && error.exitCode === 0 ? 0 : 2);
}

const settings = readSettingsOrExit();
const json = settings.environment === 'production';
const logger = new ServiceLogger({ level: settings.logLevel, json, secrets: secretsOf(settings) });
const closings = new Closings();
// Also while it starts: half a system is stopped as a whole one is.
shutdownOnSignal({ closings: closings.inOrder, logger, timeoutMs: 30_000 });
try {
  const { instances } = program.opts<{ instances: Counts }>();
  const system = await startSystem({
    settings,
    counts: instances,
    closings,
    env: process.env,
    say: (line) => console.log(line),
  });
  console.log(`\nSlotguard is ready: ${system.url}  (texts arrive at ${system.webhook})`);
  console.log(`Data: ${settings.dataDir}. Ctrl+C ends it.\n`);
} catch (error) {
  console.error(reasonToStop(error));
  await closings.close().catch(() => undefined);
  process.exit(1);
}
