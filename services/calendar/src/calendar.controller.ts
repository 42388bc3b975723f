import {
  AVAILABILITY_PATTERN,
  availabilityRequest,
  type AvailabilityAnswer,
  type StoredEvent,
} from '@slotguard/contracts';
import { LOOKUPS, withContext, type Tracing } from '@slotguard/service-kit';
import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { Calendar } from './calendar.js';

/** The calendar's reader of the log; other readers may live in the same app. */
export const CALENDAR_READER = Symbol('calendar reader');
export const TRACING = Symbol('tracing');

@Controller()
export class CalendarController {
  private readonly logger = new Logger('Calendar');

  constructor(
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {}

  @MessagePattern(AVAILABILITY_PATTERN, LOOKUPS)
  async availability(@Payload() body: unknown): Promise<AvailabilityAnswer> {
    const request = availabilityRequest.safeParse(body);
    if (!request.success) throw new RpcException({ code: 'malformed_request' });
    const { traceparent } = request.data;
    const answer = await withContext(traceparent === undefined ? {} : { traceparent }, () =>
      this.tracing.span({ name: AVAILABILITY_PATTERN, kind: 'server' }, () => this.calendar.availability(request.data)),
    );
    const { success, note, slots } = answer;
    this.logger.debug({ msg: 'availability', service: request.data.query.service, success, note, slots: slots.length });
    return answer;
  }

  @EventPattern(
    ['BookingApproved', 'CancellationApproved', 'RescheduleApproved', 'CancellationOrdered'],
    CALENDAR_READER,
  )
  async onInstruction(@Payload() instruction: StoredEvent): Promise<void> {
    const { event, adopted } = await this.calendar.pay(instruction).catch((err: unknown) => {
      // Tried again by the reader, or parked there: said here, because trying again is silent.
      this.logger.warn({ msg: 'no outcome yet', err });
      throw err;
    });
    const { reason } = event.data as { reason?: string };
    this.logger.log({ msg: event.type, outcome: event.id, adopted, ...(reason === undefined ? {} : { reason }) });
  }
}
