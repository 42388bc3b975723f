/** The receiver does not take the notice now. Tried again later; nothing of the receiver's address is in here. */
export class NoticeUnavailable extends Error {
  override readonly name = 'NoticeUnavailable';
  readonly retryable = true;
  constructor(by: string, code: string) {
    super(`the business could not be told by ${by} (${code})`);
  }
}

/** The receiver refuses it: wrong address, secret or password. A person has to mend that; tried a number of times, then parked. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused';
  constructor(by: string, code: string) {
    super(`the business can't be told by ${by} (${code}): look at its settings`);
  }
}
