import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '@slotguard/contracts';
import { remind, type TurnDeps } from '@slotguard/receptionist';
import type { OneAtATime } from './one-at-a-time.js';
import { SMS_TURNS, TURN_DEPS, TURN_LANES } from './tokens.js';
import { tried } from './tried.js';

/** Texts what the calendar says is due. In the queue of the turns, and never between the steps of one. */
@Controller()
export class ReminderController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(TURN_DEPS) private readonly deps: TurnDeps,
    @Inject(TURN_LANES) private readonly lanes: OneAtATime,
  ) {}

  @EventPattern('ReminderDue', SMS_TURNS)
  async send(@Payload() due: StoredEvent): Promise<void> {
    if (due.channel !== 'sms' || due.business !== this.deps.business.id) return;
    await tried(this.logger, 'reminder', () => this.lanes.run(due.conversation, () => remind(due, this.deps)));
  }
}
