import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '@slotguard/contracts';
import { deliverOperatorReply, tellOrdered, type TurnDeps } from '@slotguard/receptionist';
import { Notices } from './notices.js';
import { SMS_TURNS, TURN_DEPS } from './tokens.js';
import { tried } from './tried.js';

/**
 * What a person writes, and what an operator has cancelled, goes out the way that the assistant's texts go; and that a person is wanted is passed on.
 * In the queue of the turns.
 */
@Controller()
export class PersonController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(TURN_DEPS) private readonly deps: TurnDeps,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  @EventPattern('OperatorReplied', SMS_TURNS)
  async send(@Payload() reply: StoredEvent): Promise<void> {
    if (this.isOurs(reply)) await tried(this.logger, 'reply of a person', () => deliverOperatorReply(reply, this.deps));
  }

  @EventPattern('AppointmentCancelled', SMS_TURNS)
  async tell(@Payload() cancelled: StoredEvent): Promise<void> {
    if (this.isOurs(cancelled))
      await tried(this.logger, 'word of a cancellation', () => tellOrdered(cancelled, this.deps));
  }

  @EventPattern('PersonRequested', SMS_TURNS)
  async notify(@Payload() requested: StoredEvent): Promise<void> {
    if (this.isOurs(requested)) await this.notices.ofRequest(requested);
  }

  private isOurs({ channel, business }: StoredEvent): boolean {
    return channel === 'sms' && business === this.deps.business.id;
  }
}
