/** Twilio does not take it now, or it is not known whether it did. Carries a code and nothing of the request, which holds text and number. */
export class CourierUnavailable extends Error {
  override readonly name = 'CourierUnavailable';
  readonly retryable = true;
  constructor(readonly code: string) {
    super(`the SMS provider is unavailable (${code})`);
  }
}
