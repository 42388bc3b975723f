import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { instantOf } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import { pause } from '@slotguard/event-log';
import { runTurn, type TurnDeps } from '@slotguard/receptionist';
import type { SmsLimits } from './limits.js';
import { Notices } from './notices.js';
import type { OneAtATime } from './one-at-a-time.js';
import { SMS_LIMITS, SMS_TURNS, TURN_DEPS, TURN_LANES } from './tokens.js';
import { tried } from './tried.js';

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
    // The turn before notices within a moment that it is overtaken, and ends.
    await tried(this.logger, 'turn', () => this.lanes.run(utterance.conversation, () => runTurn(utterance, this.deps)));
    // Also after a turn that was over already: whoever ran it may have died before this.
    await this.notices.ofWords(utterance);
  }
}
