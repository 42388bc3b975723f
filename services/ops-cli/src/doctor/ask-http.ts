/** An answer, whatever its status; or the code of why there was none. */
export type HttpAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly date: Date | undefined }
  | { readonly ok: false; readonly code: string };

const ANSWER_MS = 8_000;

/** Asks once, follows nothing, and throws nothing. `body` is undefined when it is no JSON. */
export async function askHttp(url: string, request: RequestInit = {}): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    const text = await answer.text();
    const date = new Date(answer.headers.get('date') ?? '');
    return { ok: true, status: answer.status, body: parsed(text), date: isNaN(date.getTime()) ? undefined : date };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`: never a message, which may hold an address with a password. */
function codeOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: unknown }; readonly name?: string };
  if (typeof cause?.code === 'string') return cause.code;
  return name === 'TimeoutError' ? 'no answer in time' : 'no answer';
}
