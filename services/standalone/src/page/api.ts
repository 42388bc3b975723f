/// <reference lib="dom" />
import type { PhoneFault, StreamEventName, StreamEvents, Trick } from '../phone-api.js';

/** What a person is told when the server gives no words of its own. */
const NO_ANSWER = 'The text did not go out: Slotguard does not answer. Is it still running?';
/** Longer than a slow start, shorter than a person's patience. */
const ANSWER_TIMEOUT_MS = 10_000;

export class CallFault extends Error {
  override readonly name = 'CallFault';
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
  } catch (cause) {
    throw new CallFault(NO_ANSWER, { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  throw new CallFault((answer as PhoneFault | undefined)?.message ?? NO_ANSWER);
}

export const sendText = (from: string, text: string): Promise<{ messageSid: string }> =>
  post('/phone/api/messages', { from, text });

export const tryTrick = (from: string, trick: Trick): Promise<{ event: string }> =>
  post('/phone/api/tricks', { from, trick });

export type Link = 'connected' | 'lost';
export type Listeners = { readonly [Name in StreamEventName]: (value: StreamEvents[Name]) => void };

/** Hears all of a conversation, from its start, and then as it goes on. The browser connects again by itself. */
export function listen(from: string, listeners: Listeners, onLink: (link: Link) => void): { close(): void } {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource(`/phone/api/stream?from=${encodeURIComponent(from)}`);
    for (const name of Object.keys(listeners) as StreamEventName[]) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const listener = listeners[name] as (value: unknown) => void;
        listener(JSON.parse(data));
      });
    }
    source.addEventListener('open', () => onLink('connected'));
    source.addEventListener('error', () => {
      onLink('lost');
      // After a refusal (503 while starting again) a browser gives up; a person would not.
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(open, 1_500);
    });
  };
  open();
  return {
    close() {
      clearTimeout(retry);
      source.close();
    },
  };
}
