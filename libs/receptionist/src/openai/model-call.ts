import { pause } from '@slotguard/event-log';
import type { ModelFault } from '@slotguard/conversation';
import type { OpenAI } from 'openai';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { Response, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { ModelLimits } from './limits.js';

/** No answer came. Carries nothing of the request or of what the provider wrote about it: both may hold words of a customer, or the key. */
export class ModelAway extends Error {
  override readonly name = 'ModelAway';
  constructor(
    readonly fault: Extract<ModelFault, 'busy' | 'failing' | 'unreachable' | 'timed_out' | 'not_accepted'>,
    readonly details: { readonly status?: number; readonly tries: number; readonly retryAfterMs?: number },
  ) {
    super(`the model did not answer (${fault})`);
  }
}

export interface Asking {
  readonly signal: AbortSignal;
  /** When the whole answer must be there, on the clock of `now`. */
  readonly deadline: number;
  readonly now: () => number;
  readonly limits: Pick<ModelLimits, 'triesMax' | 'pauseMs' | 'callMaxMs'>;
}

/**
 * One question, tried again while the provider is busy or fails and there is time. Throws `ModelAway`, or the signal's reason when nobody waits
 * any more.
 */
export async function askModel(
  client: OpenAI,
  body: ResponseCreateParamsNonStreaming,
  asking: Asking,
): Promise<Response> {
  const { signal, deadline, now, limits } = asking;
  for (let tries = 1; ; tries++) {
    const timeout = Math.min(limits.callMaxMs, deadline - now());
    if (timeout <= 0) throw new ModelAway('timed_out', { tries: tries - 1 });
    // The client's own time-out ends with the answer's headers; this one bounds its body too.
    const tooLate = AbortSignal.timeout(Math.ceil(timeout));
    try {
      return await client.responses.create(body, { signal: AbortSignal.any([signal, tooLate]), maxRetries: 0 });
    } catch (error) {
      signal.throwIfAborted();
      if (tooLate.aborted) throw new ModelAway('timed_out', { tries });
      const { fault, again, ...details } = diagnose(error);
      const pauseMs = details.retryAfterMs ?? limits.pauseMs * 2 ** (tries - 1);
      // A pause that leaves no time for an answer is none that anybody should wait for.
      const isWorthIt = again && tries < limits.triesMax && now() + pauseMs < deadline;
      if (!isWorthIt) throw new ModelAway(fault, { tries, ...details });
      await pause(pauseMs, signal);
      signal.throwIfAborted();
    }
  }
}

interface Diagnosis {
  readonly fault: ModelAway['fault'];
  readonly again: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number;
}

function diagnose(error: unknown): Diagnosis {
  if (error instanceof APIConnectionTimeoutError) return { fault: 'timed_out', again: false };
  if (error instanceof APIConnectionError) return { fault: 'unreachable', again: true };
  // Something that is no JSON came with a status of success, or broke off.
  if (!(error instanceof APIError) || error.status === undefined) return { fault: 'failing', again: true };
  const status = Number(error.status);
  const retryAfterMs = retryAfter(error.headers as Headers | undefined);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  // The account's money is at its end: that mends no pause.
  if (error.code === 'insufficient_quota') return { fault: 'not_accepted', again: false, status };
  if (status === 429) return { fault: 'busy', again: true, status, ...wait };
  if (status >= 500 || status === 408 || status === 409) return { fault: 'failing', again: true, status, ...wait };
  return { fault: 'not_accepted', again: false, status };
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms > 0) return ms;
  const written = headers?.get('retry-after');
  if (written == null) return undefined;
  const seconds = Number(written);
  return seconds > 0 ? seconds * 1_000 : undefined;
}
