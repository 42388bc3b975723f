import type { Notice, NoticeRoutes } from './notice.js';
import { signedHeaders } from './sign.js';
import { NoticeRefused, NoticeUnavailable } from './unavailable.js';

const ANSWER_MS = 5_000;
/** Too early, too many, or not now: the others in the 400s stay as they are. */
const LATER = new Set([408, 425, 429]);

/** Posts the notice, signed. Throws `NoticeUnavailable`, or `NoticeRefused` for an answer that no retry mends. */
export async function byWebhook(
  notice: Notice,
  { url, secret }: NonNullable<NoticeRoutes['webhook']>,
  now: Date,
): Promise<void> {
  const body = JSON.stringify(notice);
  const headers = { 'content-type': 'application/json', ...signedHeaders(secret, notice.id, now, body) };
  const status = await post(url, headers, body);
  if (status >= 200 && status < 300) return;
  if (status >= 500 || LATER.has(status)) throw new NoticeUnavailable('webhook', `http_${status}`);
  throw new NoticeRefused('webhook', `http_${status}`);
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  try {
    // A redirect would carry the signature to another place.
    const request = {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    } as const;
    const response = await fetch(url, request);
    await response.body?.cancel();
    return response.status;
  } catch {
    throw new NoticeUnavailable('webhook', 'no_answer');
  }
}
