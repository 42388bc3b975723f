import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '@slotguard/contracts';
import type { Policy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { settle } from '@slotguard/guard';
import { GUARD_READER, INITIAL_POLICY, LOG } from './tokens.js';

/** What the guard listens to. Both ask for the same: that the conversation has every verdict and decision that it is owed. */
@Controller()
export class GuardController {
  constructor(
    @Inject(LOG) private readonly log: EventLog,
    @Inject(INITIAL_POLICY) private readonly policy: Policy,
  ) {}

  @EventPattern('UserUtterance', GUARD_READER)
  async judge(@Payload() { business, conversation }: StoredEvent): Promise<void> {
    await settle(this.log, { business, conversation }, this.policy);
  }

  @EventPattern(['BookingRequested', 'CancellationRequested', 'RescheduleRequested'], GUARD_READER)
  async decide(@Payload() { business, conversation }: StoredEvent): Promise<void> {
    await settle(this.log, { business, conversation }, this.policy);
  }
}
