import { EmbeddedPostgresError } from '@slotguard/embedded-postgres';
import { errors } from '@nats-io/transport-node';
import { LogUnavailable } from '@slotguard/event-log';
import { StreamDiffers, UnsupportedServer } from '@slotguard/event-log-jetstream';
import { BusinessFileError } from './business-file.js';
import { PortUnavailable } from './choose-port.js';
import { SettingsError } from './settings.js';

const READABLE = [
  StreamDiffers,
  UnsupportedServer,
  BusinessFileError,
  EmbeddedPostgresError,
  PortUnavailable,
  SettingsError,
];

/** Of a log in JetStream that can't be reached. */
const BUS_AWAY = ['connection', 'disconnected', 'timeout'];

/** Why the start failed, in words that help; only a bug shows its stack. */
export function reasonToStop(error: unknown): string {
  if (READABLE.some((type) => error instanceof type)) return (error as Error).message;
  const refused = refusal(error);
  if (refused !== undefined) return refused;
  if (error instanceof LogUnavailable && BUS_AWAY.includes(error.code))
    return `NATS does not answer (${error.code}). Look at NATS_URL, and whether that server is running with JetStream.`;
  const code = error instanceof LogUnavailable ? error.code : (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^(ENOTDIR|EACCES|EPERM|EROFS|ENOSPC|EEXIST)$/.test(code))
    return `The data folder can't be used (${code}). Look at SLOTGUARD_DATA_DIR: it must be a folder that can be written.`;
  if (typeof code === 'string' && /^(E[A-Z]+|[0-9A-Z]{5}|\w*unavailable)$/.test(code))
    return `The database does not take us (${code}). Look at DATABASE_URL, and whether that server is running.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What the bus does not let this user do. */
function refusal(error: unknown): string | undefined {
  const cause = error instanceof errors.RequestError ? error.cause : error;
  if (cause instanceof errors.AuthorizationError || cause instanceof errors.UserAuthenticationExpiredError)
    return 'NATS does not take this user. Look at NATS_URL (nats://user:password@host:4222) or NATS_CREDS.';
  if (!(cause instanceof errors.PermissionViolationError)) return undefined;
  const isSetup = cause.subject.startsWith('$JS.API.STREAM.CREATE.');
  return isSetup
    ? 'The streams of the log are missing, and this user may not make them: run `npx slotguard setup` with the user setup first (deploy/nats).'
    : `NATS does not let this user ${cause.operation} ${cause.subject}. What each may do stands in deploy/nats/users.conf.`;
}
