import type { NextFunction, Request, Response } from 'express';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** Behind a proxy every peer is loopback, whoever it is. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * The demo phone speaks for any customer, so only this machine gets it. The `Host` is looked at too: behind a proxy, or under a name that
 * somebody made to point here, the peer is loopback as well.
 */
export function localOnly(request: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = request.headers;
  const isLocal = LOOPBACK.test(request.socket.remoteAddress ?? '') && LOCAL_HOST.test(host);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  if (isLocal && isOwnPage && PROXIED.every((name) => !(name in request.headers))) return next();
  response
    .status(403)
    .json({ error: 'local_only', message: 'The demo phone answers on the machine itself only: use http://localhost.' });
}
