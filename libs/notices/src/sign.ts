import { createHmac, timingSafeEqual } from 'node:crypto';

/** The headers of a signed notice, after standardwebhooks.com, for which there are ready verifiers in many languages. */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** `v1,` and the HMAC-SHA256 of `id.timestamp.body`, in base64. */
  readonly 'webhook-signature': string;
}

export function signedHeaders(secret: string, id: string, at: Date, body: string): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, id, timestamp, body)}`,
  };
}

/** Older ones may be somebody's who has listened. */
const OLDEST_MS = 5 * 60_000;

/** For receivers: whether the headers fit the body as it came, and are of now. Never throws. */
export function isSigned(secret: string, headers: SignedHeaders, body: string, now: Date): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  const wanted = Buffer.from(`v1,${signature(secret, id, timestamp, body)}`);
  const isFresh = Math.abs(now.getTime() - Number(timestamp) * 1_000) <= OLDEST_MS;
  return isFresh && given.split(' ').some((one) => isEqual(Buffer.from(one), wanted));
}

function signature(secret: string, id: string, timestamp: string, body: string): string {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
}

/** `whsec_…` is the standard's form of a random key, in base64; anything else is the key itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
