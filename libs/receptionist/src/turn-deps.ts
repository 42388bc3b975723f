import type { Clock } from '@slotguard/business-time';
import type { AvailabilityAnswer, AvailabilityRequest, Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant } from './assistant.js';
import type { Courier } from './courier.js';
import type { DayCount } from './daily-bounds.js';
import type { TurnLimits } from './turn-limits.js';

/** What a turn works with. */
export interface TurnDeps {
  readonly log: EventLog;
  readonly business: Business;
  readonly assistant: Assistant;
  /** Throws a typed error with `retryable: true` when the calendar can't be asked now. */
  readonly availability: (request: AvailabilityRequest) => Promise<AvailabilityAnswer>;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly limits: TurnLimits;
  /** What the business's day has taken so far; without it only each customer's own bounds hold. */
  readonly dayCount?: (time: string) => Promise<DayCount>;
}

/** The guard or the calendar has not said its word yet. The turn is taken up again where it stands. */
export class TurnUnfinished extends Error {
  override readonly name = 'TurnUnfinished';
  readonly retryable = true;
  constructor(readonly waitsFor: string) {
    super(`the turn waits for ${waitsFor}`);
  }
}
