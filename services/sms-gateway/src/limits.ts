import { turnLimits, type Assistant, type TurnLimits } from '@slotguard/receptionist';

/** What the gateway takes, waits for and tries. */
export interface SmsLimits {
  /** Of a webhook's form. A text of 1,600 emoji takes 20 KB as a form. */
  readonly formBytesMax: number;
  /** Twilio hangs up after 15 s; what is not appended by then is answered with 503. */
  readonly webhookDeadlineMs: number;
  /** Nothing more has come for this long: the burst is over, one turn answers all of it. */
  readonly burstQuietMs: number;
  /** Turns at once: most of each is waiting. */
  readonly turnsInFlight: number;
  /** How long a killed worker's turn lies idle: a living one says three times within it that it goes on. */
  readonly ackWaitMs: number;
  /** A turn that takes longer is begun by another worker too, which adopts its steps. */
  readonly turnMaxMs: number;
  /** With the pauses below about twenty minutes, then a person has to look; what only waits for somebody who is away waits on. */
  readonly turnTriesMax: number;
  /** For one request to Twilio; well below `turnMaxMs`. */
  readonly sendTimeoutMs: number;
  /** How long after it was looked for in vain a text may still show up in Twilio's list. */
  readonly settleMs: number;
  /** How old a text may be that was missed and is answered now. A weekend: later than that nobody waits for an answer to a text. */
  readonly missedReachMs: number;
  /** A younger text may still be on its way by the webhook: Twilio's tries last about half of this. */
  readonly missedGraceMs: number;
  /** Of one number, looked through at once for missed ones: a page of Twilio's list. */
  readonly missedTextsMax: number;
  /** Between two looks when nothing was refused: a text that never reached us is known to Twilio alone. */
  readonly missedEveryMs: number;
  /** How far a look reaches back before the one before it: for a list that lags, and clocks that differ. */
  readonly missedOverlapMs: number;
}

export const smsLimits: SmsLimits = {
  formBytesMax: 64 * 1_024,
  webhookDeadlineMs: 10_000,
  burstQuietMs: 700,
  turnsInFlight: 32,
  ackWaitMs: 4_000,
  turnMaxMs: 15_000,
  turnTriesMax: 24,
  sendTimeoutMs: 8_000,
  settleMs: 2_000,
  missedReachMs: 72 * 3_600_000,
  missedGraceMs: 30_000,
  missedTextsMax: 1_000,
  missedEveryMs: 300_000,
  missedOverlapMs: 600_000,
};

/** A model thinks for seconds where rules take none: so many more turns are under way at once, and each may take longer. */
const THINKING_TURNS_IN_FLIGHT = 128;

/** What the gateway allows a turn of this assistant. */
export function smsLimitsFor({ thinksMaxMs = 0 }: Pick<Assistant, 'thinksMaxMs'>): SmsLimits {
  if (thinksMaxMs === 0) return smsLimits;
  const turnMaxMs = smsLimits.turnMaxMs + thinksMaxMs * smsTurnLimits.stepsMax;
  return { ...smsLimits, turnsInFlight: THINKING_TURNS_IN_FLIGHT, turnMaxMs };
}

/** The guard and the calendar take milliseconds; a turn gives up well before its `turnMaxMs` is over. */
export const smsTurnLimits: TurnLimits = { ...turnLimits, waitMs: 4_000 };

/** Before the next try of a turn: half a second, doubling, a minute at most. */
export function turnBackoffMs(attempt: number): number {
  return Math.min(500 * 2 ** (attempt - 1), 60_000);
}
