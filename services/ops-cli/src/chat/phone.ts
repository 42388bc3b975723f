import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../terminal.js';
import { serverSentEvents } from './server-sent-events.js';

/** What the standalone's demo phone tells (`GET /phone/api/stream`), as far as a chat needs it. */
export type PhoneNews =
  | { readonly kind: 'hello'; readonly business?: string; readonly number?: string }
  | { readonly kind: 'message'; readonly key: string; readonly direction: 'in' | 'out'; readonly text: string }
  | { readonly kind: 'event'; readonly key: string; readonly summary: string; readonly minor: boolean }
  | { readonly kind: 'state'; readonly turnRunning: boolean };

const SEND_TIMEOUT_MS = 10_000;
const RECONNECT_MS = 500;
/** A restart takes seconds; after this the chat is over. */
const RECONNECT_TRIES = 40;

/** Area code 555 belongs to nobody, and 01xx is what films use; the exchange tells one chat from the next. */
export function fictionalNumber(): string {
  return `+1555${randomInt(200, 1_000)}01${String(randomInt(100)).padStart(2, '0')}`;
}

/** A phone of the demo: texts as `from`, hears what comes. */
export class Phone {
  constructor(
    private readonly url: string,
    readonly from: string,
  ) {}

  /** Resolves when the text is on its way; `Failure` says why not. */
  async send(text: string): Promise<void> {
    const response = await this.ask('/phone/api/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: this.from, text }),
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    if (!response.ok) throw new Failure(`Not sent: ${await faultOf(response)}`);
    await response.body?.cancel();
  }

  /** Everything from the start of the conversation, then what comes; connects again, with everything once more, after a break. */
  async *news(signal: AbortSignal, onBreak: () => void): AsyncGenerator<PhoneNews> {
    for (let tries = 0; ; tries++) {
      try {
        const response = await this.ask(`/phone/api/stream?from=${encodeURIComponent(this.from)}`, { signal });
        if (!response.ok || !response.body)
          throw new Refused(`${this.url} has no demo phone: ${await faultOf(response)}`);
        for await (const { name, data } of serverSentEvents(response.body)) {
          const news = newsOf(name, data);
          if (news) yield news;
          tries = 0;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Refused || (error instanceof Failure && tries === 0) || tries >= RECONNECT_TRIES)
          throw error;
      }
      if (signal.aborted) return;
      if (tries === 0) onBreak();
      await wait(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, this.url), init);
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      throw new Failure(
        `Nothing answers at ${this.url}. Start it with npm start (and name another address with --url).`,
      );
    }
  }
}

class Refused extends Failure {}

async function faultOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const message = field(body, 'message');
  return typeof message === 'string' ? message : `HTTP ${response.status}`;
}

function newsOf(name: string, json: string): PhoneNews | undefined {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  const text = (key: string): string => String(field(data, key) ?? '');
  switch (name) {
    case 'hello':
      return { kind: 'hello', business: text('business'), number: text('number') };
    case 'message': {
      const key = text('sid') || `${text('direction')} ${text('at')} ${text('text')}`;
      return { kind: 'message', key, direction: text('direction') === 'in' ? 'in' : 'out', text: text('text') };
    }
    case 'event':
      return {
        kind: 'event',
        key: text('id'),
        summary: text('summary') || text('type'),
        minor: field(data, 'minor') === true,
      };
    case 'state':
      return { kind: 'state', turnRunning: field(data, 'turnRunning') === true };
    default:
      return undefined;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
