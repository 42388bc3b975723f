import type { IncomingMessage } from 'node:http';
import type { Settings } from '@slotguard/service-kit';
import twilio from 'twilio';
import type { Form } from './form.js';
import { NOT_LOCAL, NOT_SIGNED, WRONG_SIGNATURE, type Refusal } from './refusal.js';

type TrustSettings = Pick<Settings, 'publicBaseUrl' | 'environment' | 'twilio'>;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** Whoever sends these is not the process beside this one: a proxy, whose peer is anybody, or a page in a browser. */
const FOREIGN_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'origin'];
const SIGNATURE = 'x-twilio-signature';

/** With a token or in production nothing unsigned is taken. Says no before a stranger's body is read. */
export function refuseStranger(request: IncomingMessage, settings: TrustSettings): Refusal | undefined {
  if (needsSignature(settings)) return typeof request.headers[SIGNATURE] === 'string' ? undefined : NOT_SIGNED;
  const isLocal =
    LOOPBACK.test(request.socket.remoteAddress ?? '') && FOREIGN_HEADERS.every((name) => !(name in request.headers));
  return isLocal ? undefined : NOT_LOCAL;
}

/** Twilio signs the address that it was given, which is the public one, and every parameter. */
export function refuseForgery(
  request: IncomingMessage & { readonly originalUrl: string },
  form: Form,
  settings: TrustSettings,
): Refusal | undefined {
  if (!needsSignature(settings)) return undefined;
  const { authToken } = settings.twilio;
  const signature = String(request.headers[SIGNATURE] ?? '');
  const url = `${settings.publicBaseUrl}${request.originalUrl}`;
  if (authToken !== undefined && isSigned(authToken, signature, url, form)) return undefined;
  return WRONG_SIGNATURE;
}

function needsSignature({ environment, twilio: { authToken } }: TrustSettings): boolean {
  return authToken !== undefined || environment === 'production';
}

function isSigned(authToken: string, signature: string, url: string, form: Form): boolean {
  try {
    return twilio.validateRequest(authToken, signature, url, form);
  } catch {
    return false; // an address that no URL parser takes
  }
}
