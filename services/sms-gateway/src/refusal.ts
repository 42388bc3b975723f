/** Why a webhook is not taken, as its sender is told. Messages name parameters, never their values. */
export type Refusal =
  | { readonly status: 400; readonly error: 'malformed'; readonly message: string }
  | { readonly status: 403; readonly error: 'not_signed' | 'wrong_signature' | 'not_local'; readonly message: string }
  | { readonly status: 413; readonly error: 'too_large'; readonly message: string }
  | { readonly status: 415; readonly error: 'not_a_form'; readonly message: string }
  | { readonly status: 503; readonly error: 'unavailable'; readonly message: string };

export const malformed = (message: string): Refusal => ({ status: 400, error: 'malformed', message });

export const NOT_SIGNED: Refusal = {
  status: 403,
  error: 'not_signed',
  message: 'This webhook needs the X-Twilio-Signature header.',
};
export const WRONG_SIGNATURE: Refusal = {
  status: 403,
  error: 'wrong_signature',
  message: 'The signature does not fit. It is checked with TWILIO_AUTH_TOKEN over PUBLIC_BASE_URL and the path.',
};
export const NOT_LOCAL: Refusal = {
  status: 403,
  error: 'not_local',
  message:
    'Without TWILIO_AUTH_TOKEN webhooks are taken from this machine only, and not through a proxy or a web page.',
};
export const TOO_LARGE: Refusal = { status: 413, error: 'too_large', message: 'This is larger than any text.' };
export const NOT_A_FORM: Refusal = {
  status: 415,
  error: 'not_a_form',
  message: 'The body has to be application/x-www-form-urlencoded, in UTF-8 and not compressed.',
};
export const UNAVAILABLE: Refusal = {
  status: 503,
  error: 'unavailable',
  message: 'This cannot be kept right now, so it is not taken. Please send it again in a moment.',
};
