/** `doubt`: it could not be told, or works, but not as well as it might. Only `bad` makes the command fail. */
export type Verdict = 'good' | 'bad' | 'doubt' | 'not_set';

/** One line of the doctor's. Holds no secret and nothing of a customer. */
export interface Finding {
  readonly area: Area;
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** How to set it right. */
  readonly mend?: string;
}

export const AREAS = ['settings', 'business', 'keys', 'database', 'log', 'clock', 'twilio', 'mail', 'openai'] as const;
export type Area = (typeof AREAS)[number];

/** Makes the findings of one area. */
export function findingsOf(area: Area) {
  return {
    good: (check: string, says: string): Finding => ({ area, check, verdict: 'good', says }),
    bad: (check: string, says: string, mend: string): Finding => ({ area, check, verdict: 'bad', says, mend }),
    doubt: (check: string, says: string, mend: string): Finding => ({ area, check, verdict: 'doubt', says, mend }),
    notSet: (check: string, says: string, mend: string): Finding => ({ area, check, verdict: 'not_set', says, mend }),
  };
}
