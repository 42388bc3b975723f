import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { instantOf } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import { isRetryable, pause } from '@slotguard/event-log';
import { runTurn, type TurnDeps } from '@slotguard/receptionist';
import type { SmsLimits } from './limits.js';
import { Notices } from './notices.js';
import type { OneAtATime } from './one-at-a-time.js';
import { SMS_LIMITS, SMS_TURNS, TURN_DEPS, TURN_LANES } from './tokens.js';

/** Answers what was said, behind the webhook. */
@Controller()
export class TurnController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(TURN_DEPS) private readonly deps: TurnDeps,
    @Inject(SMS_LIMITS) private readonly limits: SmsLimits,
    @Inject(TURN_LANES) private readonly lanes: OneAtATime,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** Each text of a burst comes here and waits for the others; only the last one's turn runs, and answers all. */
  @EventPattern('UserUtterance', SMS_TURNS)
  async answer(@Payload() utterance: StoredEvent): Promise<void> {
    const { channel, business, recordedAt } = utterance;
    if (channel !== 'sms' || business !== this.deps.business.id) return;
    const ageMs = this.deps.clock.now().getTime() - instantOf(recordedAt);
    // Clocks may differ, and a test's stands still: never longer than the burst may be.
    await pause(Math.min(Math.max(this.limits.burstQuietMs - ageMs, 0), this.limits.burstQuietMs));
    try {
      // The turn before notices within a moment that it is overtaken, and ends.
      await this.lanes.run(utterance.conversation, () => runTurn(utterance, this.deps));
    } catch (err) {
      // The queue tries it again, or parks it; what it was about is in the line's context.
      if (isRetryable(err)) this.logger.warn({ msg: 'turn put off', why: String(err) });
      else this.logger.error({ msg: 'turn failed', err });
      throw err;
    }
    // Also after a turn that was over already: whoever ran it may have died before this.
    await this.notices.ofWords(utterance);
  }
}
