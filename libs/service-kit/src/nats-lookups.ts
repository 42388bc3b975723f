import { ClientNats, ServerNats, type ClientProxy, type NatsOptions } from '@nestjs/microservices';
import { credsAuthenticator } from '@nats-io/transport-node';
import type { AppServer } from './connect-server.js';
import { LOOKUPS } from './in-process.js';
import type { NatsAccess } from './nats-access.js';
import { LOOKUP_INBOXES } from './nats-permissions.js';

/** Asks a service, in this process or in another. */
export type Lookups = Pick<ClientProxy, 'send' | 'close'>;

/** Asks other processes. */
export function natsLookups(access: NatsAccess, name: string): Lookups {
  return new ClientNats({ ...connection(access, name), inboxPrefix: `${LOOKUP_INBOXES}.${access.user ?? name}` });
}

/** Answers them: one of all instances of `queue` gets each question. */
export function natsLookupServer(access: NatsAccess, queue: string): AppServer {
  const server = new ServerNats({ ...connection(access, queue), queue, gracefulShutdown: true, gracePeriod: 100 });
  server.setTransportId(LOOKUPS);
  return server;
}

/** A connection that is lost is made again for as long as the process lives. */
function connection(
  { servers, user, password, credentials }: NatsAccess,
  name: string,
): NonNullable<NatsOptions['options']> {
  return {
    servers: [...servers],
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    ...(user === undefined ? {} : { user, pass: password ?? '' }),
    ...(credentials === undefined ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(credentials)) }),
  };
}
