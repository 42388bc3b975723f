import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '@slotguard/contracts';
import { isRetryable } from '@slotguard/event-log';
import { deliverOperatorReply, type TurnDeps } from '@slotguard/receptionist';
import { Notices } from './notices.js';
import { SMS_TURNS, TURN_DEPS } from './tokens.js';

/** What a person writes goes out the way that the assistant's texts go; and that one is wanted is passed on. In the queue of the turns. */
@Controller()
export class PersonController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(TURN_DEPS) private readonly deps: TurnDeps,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** The queue tries it again, or parks it. */
  @EventPattern('OperatorReplied', SMS_TURNS)
  async send(@Payload() reply: StoredEvent): Promise<void> {
    if (!this.isOurs(reply)) return;
    try {
      await deliverOperatorReply(reply, this.deps);
    } catch (err) {
      if (isRetryable(err)) this.logger.warn({ msg: 'reply of a person put off', why: String(err) });
      else this.logger.error({ msg: 'reply of a person failed', err });
      throw err;
    }
  }

  @EventPattern('PersonRequested', SMS_TURNS)
  async notify(@Payload() requested: StoredEvent): Promise<void> {
    if (this.isOurs(requested)) await this.notices.ofRequest(requested);
  }

  private isOurs({ channel, business }: StoredEvent): boolean {
    return channel === 'sms' && business === this.deps.business.id;
  }
}
