import { readFileSync } from 'node:fs';
import type { Settings } from './settings.js';

/** How a process gets at the bus. Holds secrets: never log it. */
export interface NatsAccess {
  /** `host:port`, one or several of a cluster. */
  readonly servers: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** The text of a credentials file. */
  readonly credentials?: string;
}

/** From `NATS_URL` and `NATS_CREDS`; the user may stand in the first address: `nats://guard:secret@host:4222,nats://other:4222`. */
export function natsAccess({
  natsUrl,
  natsCredsFile,
}: Partial<Pick<Settings, 'natsUrl' | 'natsCredsFile'>>): NatsAccess {
  if (natsUrl === undefined) throw new Error('NATS_URL is not set');
  const urls = natsUrl.split(',').map((one) => new URL(one.trim()));
  const { username = '', password = '' } = urls[0] ?? {};
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port === '' ? '4222' : port}`),
    ...(username === '' ? {} : { user: decodeURIComponent(username), password: decodeURIComponent(password) }),
    ...(natsCredsFile === undefined ? {} : { credentials: readFileSync(natsCredsFile, 'utf8') }),
  };
}
