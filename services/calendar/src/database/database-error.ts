/** The calendar's database can't say now. Nothing is half done: the same request again, later, is right. */
export class CalendarUnavailable extends Error {
  override readonly name = 'CalendarUnavailable';
  readonly retryable = true;
  constructor(
    readonly code: string,
    options?: { cause?: unknown },
  ) {
    super(`the calendar's database is unavailable (${code})`, options);
  }
}

/** The SQLSTATE that the server gave, or the system's code for a broken connection. */
export function codeOf(error: unknown): string | undefined {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : undefined;
}

/** Another booking was there first. */
export const EXCLUSION_VIOLATION = '23P01';

/** The server chose us as the victim of a deadlock, or of a serialization conflict: again at once is right. */
export function lostRace(error: unknown): boolean {
  return ['40P01', '40001'].includes(codeOf(error) ?? '');
}

/** Data, constraint and statement errors are bugs and stay what they are; everything else only says "not now". */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof CalendarUnavailable) return error;
  const code = codeOf(error);
  const bug =
    error instanceof TypeError || error instanceof RangeError || /^(0A|22|23|42)[0-9A-Z]{3}$/.test(code ?? '');
  return bug ? error : new CalendarUnavailable(code ?? 'connection', { cause: error });
}
