import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Why the port can't be had; the message says what to do. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';
}

/**
 * Sees to it before anything else is started that the port can be had; `0` becomes a free one, since addresses are told before the server
 * listens. Between this look and the listening another may take it: then the listening fails with the same words.
 */
export async function choosePort(port: number, host: string): Promise<number> {
  const server = createServer();
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portUnavailable(error, port, host);
  }
  const { port: chosen } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return chosen;
}

export function portUnavailable(error: unknown, port: number, host: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new PortUnavailable(
        `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1 > 65_535 ? 3000 : port + 1} npm start`,
      );
    case 'EACCES':
      return new PortUnavailable(
        `Port ${port} needs rights that this user does not have. Choose one above 1023: PORT=3000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PortUnavailable(`HOST=${host} is no address of this machine. Leave it out to listen on 127.0.0.1.`);
    default:
      return error;
  }
}
