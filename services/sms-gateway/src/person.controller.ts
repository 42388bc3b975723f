import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '@slotguard/contracts';
import { notifyBusiness } from '@slotguard/notices';
import { deliverOperatorReply, tellOrdered, type TurnDeps } from '@slotguard/receptionist';
import type { SmsGatewayOptions } from './options.js';
import { SMS_OPTIONS, SMS_TURNS, TURN_DEPS } from './tokens.js';
import { tried } from './tried.js';

/**
 * What a person writes, and what an operator has cancelled, goes out the way that the assistant's texts go; and that a person is wanted is passed on.
 * In the queue of the turns.
 */
@Controller()
export class PersonController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(SMS_OPTIONS) private readonly options: SmsGatewayOptions,
    @Inject(TURN_DEPS) private readonly deps: TurnDeps,
  ) {}

  @EventPattern('OperatorReplied', SMS_TURNS)
  async send(@Payload() reply: StoredEvent): Promise<void> {
    if (this.isOurs(reply)) await tried(this.logger, 'reply of a person', () => deliverOperatorReply(reply, this.deps));
  }

  @EventPattern('AppointmentCancelled', SMS_TURNS)
  async tell(@Payload() cancelled: StoredEvent): Promise<void> {
    if (this.isOurs(cancelled)) await tried(this.logger, 'word of a cancellation', () => tellOrdered(cancelled, this.deps));
  }

  @EventPattern('PersonRequested', SMS_TURNS)
  async notify(@Payload() requested: StoredEvent): Promise<void> {
    if (!this.isOurs(requested)) return;
    const { log, clock, business, settings } = this.options;
    const { notify: routes = {} } = settings;
    const deps = { log, clock, routes, timeZone: business.timeZone };
    await tried(this.logger, 'notice', async () => {
      const ways = await notifyBusiness(requested, deps);
      if (ways.length > 0) return;
      const msg = 'a customer asks for a person, and nobody is told: set NOTIFY_WEBHOOK_URL or NOTIFY_EMAIL';
      this.logger.warn({ msg, conversation: requested.conversation });
    });
  }

  private isOurs({ channel, business }: StoredEvent): boolean {
    return channel === 'sms' && business === this.options.business.id;
  }
}
