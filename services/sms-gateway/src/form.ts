import type { IncomingMessage } from 'node:http';
import { NOT_A_FORM, TOO_LARGE, type Refusal } from './refusal.js';

/** A webhook's parameters as they came; one that came more than once is a list. Keys are data: `__proto__` is one like any other. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

export type FormRead = { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly refusal: Refusal };

/** What is read of a body that is too large, so that its sender hears the answer; past this the connection is cut. */
const DISCARDED_BYTES_MAX = 4 * 1_024 * 1_024;
const FORM = /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i;

/** Reads a form of bounded size. Never throws for what was sent: a broken connection ends in an empty form, and nobody to answer. */
export async function readForm(request: IncomingMessage, bytesMax: number): Promise<FormRead> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!FORM.test(type) || encoding !== 'identity') {
    request.resume();
    return { ok: false, refusal: NOT_A_FORM };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > DISCARDED_BYTES_MAX) break;
      if (bytes <= bytesMax) chunks.push(chunk);
    }
  } catch {
    return { ok: true, form: {} };
  }
  if (bytes > bytesMax) return { ok: false, refusal: TOO_LARGE };
  return { ok: true, form: parseForm(Buffer.concat(chunks).toString('utf8')) };
}

export function parseForm(body: string): Form {
  const params = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const [first = '', ...more] = params.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}
