import 'reflect-metadata';
import { reasonToStop } from './reason-to-stop.js';
import { readSettingsOrExit, requireSettings, type Settings } from './settings.js';
import type { SettingName } from './setting-table.js';

/** A program that does one thing and ends: says what it did, or why it could not (exit code 1). */
export async function runOnce(
  needs: readonly SettingName[],
  work: (settings: Settings) => Promise<string>,
): Promise<void> {
  try {
    requireSettings(needs);
    process.stdout.write(`${await work(readSettingsOrExit())}\n`);
  } catch (error) {
    process.stderr.write(`${reasonToStop(error)}\n`);
    process.exit(1);
  }
}
