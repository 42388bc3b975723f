import { EmbeddedPostgresError } from '@slotguard/embedded-postgres';
import { LogUnavailable } from '@slotguard/event-log';
import { BusinessFileError } from './business-file.js';
import { PortUnavailable } from './choose-port.js';
import { SettingsError } from './settings.js';

const READABLE = [BusinessFileError, EmbeddedPostgresError, PortUnavailable, SettingsError];

/** Why the start failed, in words that help; only a bug shows its stack. */
export function reasonToStop(error: unknown): string {
  if (READABLE.some((type) => error instanceof type)) return (error as Error).message;
  const code = error instanceof LogUnavailable ? error.code : (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^(ENOTDIR|EACCES|EPERM|EROFS|ENOSPC|EEXIST)$/.test(code))
    return `The data folder can't be used (${code}). Look at SLOTGUARD_DATA_DIR: it must be a folder that can be written.`;
  if (typeof code === 'string' && /^(E[A-Z]+|[0-9A-Z]{5}|\w*unavailable)$/.test(code))
    return `The database does not take us (${code}). Look at DATABASE_URL, and whether that server is running.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
