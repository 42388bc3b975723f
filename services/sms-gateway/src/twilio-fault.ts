/** What stands against a text. `final`: no later try can change it. */
export interface TwilioFault {
  readonly final: boolean;
  /** Twilio's code (`21610`), `http_503`, or the connection's (`ECONNRESET`). */
  readonly code: string;
}

/** Twilio says 400, but of the sender or the account: an operator can mend it, and the text can still go out. */
const MENDABLE = new Set([
  21603, // no sender
  21606, // the sender is not the account's, or can't send texts
  21609, // the callback's address
  21659,
  21660,
  21703, // the messaging service has no number
  21704,
]);

/** Reads what the SDK threw. A 400 is about this text or this number and final; anything else may pass. */
export function faultOf(error: unknown): TwilioFault {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  if (typeof status === 'number') {
    if (typeof code !== 'number' || code === 0) return { final: false, code: `http_${status}` };
    return { final: status === 400 && !MENDABLE.has(code), code: String(code) };
  }
  return { final: false, code: typeof code === 'string' ? code : 'no_answer' };
}
