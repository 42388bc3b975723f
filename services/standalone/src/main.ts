#!/usr/bin/env node
import './small-heap.js';
import { readSettingsOrExit, reasonToStop, secretsOf, ServiceLogger, shutdownOnSignal } from '@slotguard/service-kit';
import { bootStandalone } from './boot.js';

const settings = readSettingsOrExit();
const logger = new ServiceLogger({
  level: settings.logLevel,
  json: settings.environment === 'production',
  secrets: secretsOf(settings),
});

try {
  const standalone = await bootStandalone({ settings, logger, say: (line) => console.log(line) });
  const { url, dataDir, hasPhone, closings } = standalone;
  shutdownOnSignal({ closings, logger });
  console.log(`\nSlotguard is ready: ${url}${hasPhone ? '  (open it and text with it)' : ''}`);
  console.log(`Data: ${dataDir}. Ctrl+C ends it.\n`);
} catch (error) {
  console.error(reasonToStop(error));
  process.exit(1);
}
