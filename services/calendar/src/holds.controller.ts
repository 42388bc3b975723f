import type { StoredEvent } from '@slotguard/contracts';
import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CALENDAR_READER } from './calendar.controller.js';
import { HoldKeeper, MAY_END } from './hold-keeper.js';

/** What the calendar listens to for its holds. */
@Controller()
export class HoldsController {
  private readonly logger = new Logger('Holds');

  constructor(@Inject(HoldKeeper) private readonly keeper: HoldKeeper) {}

  @EventPattern('SlotSelected', CALENDAR_READER)
  async onChoice(@Payload() choice: StoredEvent): Promise<void> {
    const { event, adopted } = await this.keeper.pay(choice).catch((err: unknown) => {
      // Tried again by the reader, or parked there: said here, because trying again is silent.
      this.logger.warn({ msg: 'no hold yet', err });
      throw err;
    });
    const { reason } = event.data as { reason?: string };
    this.logger.log({ msg: event.type, hold: event.id, adopted, ...(reason === undefined ? {} : { reason }) });
  }

  @EventPattern(MAY_END, CALENDAR_READER)
  onDoubt(@Payload() { business, conversation }: StoredEvent): Promise<void> {
    return this.keeper.review({ business, conversation });
  }
}
