import { randomUUID } from 'node:crypto';
import twilio from 'twilio';

/** A parameter that comes more than once is a list. */
export type Params = Readonly<Record<string, string | readonly string[]>>;

export interface Posted {
  /** 0: no answer. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly attempts: number;
}

/** Twilio gives a webhook 15 s. */
const TIMEOUT_MS = 15_000;
const RETRIES_MAX = 5;

/**
 * Calls a webhook as Twilio does: a form, signed when there is a token. The URL's fragment holds the connection overrides: `#rc=2` tries again
 * when nobody answers, `#rc=2&rp=all` (or `5xx`, `4xx`) after such an answer too; each try carries the same idempotency token.
 */
export async function postWebhook(
  webhookUrl: string,
  params: Params,
  options: {
    readonly authToken?: string | undefined;
    readonly proxy?: Proxy | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Posted> {
  const [url = '', overrides = ''] = webhookUrl.split('#', 2);
  const retries = Math.min(Number(new URLSearchParams(overrides).get('rc') ?? 0) || 0, RETRIES_MAX);
  const policies = (new URLSearchParams(overrides).get('rp') ?? 'ct').split(',');
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'user-agent': 'TwilioProxy/1.1',
    'i-twilio-idempotency-token': randomUUID(),
  };
  if (options.authToken !== undefined)
    headers['x-twilio-signature'] = twilio.getExpectedTwilioSignature(options.authToken, url, params);
  for (let attempts = 1; ; attempts++) {
    const posted = { ...(await post(reached(url, options.proxy), formOf(params), headers, options.signal)), attempts };
    if (attempts > retries || options.signal.aborted || !isRetried(posted.status, policies)) return posted;
  }
}

/** Webhooks are addressed and signed as `publicBaseUrl`; what listens there is here: one address, or whichever is chosen for each request. */
export interface Proxy {
  readonly publicBaseUrl: string;
  readonly localBaseUrl: string | (() => string);
}

function reached(url: string, proxy: Proxy | undefined): string {
  if (!proxy || !url.startsWith(`${proxy.publicBaseUrl}/`)) return url;
  const { publicBaseUrl, localBaseUrl } = proxy;
  return `${typeof localBaseUrl === 'string' ? localBaseUrl : localBaseUrl()}${url.slice(publicBaseUrl.length)}`;
}

export function formOf(params: Params): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  return form.toString();
}

function isRetried(status: number, policies: readonly string[]): boolean {
  if (status === 0) return true;
  if (status < 400) return false;
  return policies.includes('all') || policies.includes(status < 500 ? '4xx' : '5xx');
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Omit<Posted, 'attempts'>> {
  try {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal: ending, redirect: 'manual' });
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: await response.text(),
    };
  } catch {
    return { status: 0, contentType: '', body: '' };
  }
}
