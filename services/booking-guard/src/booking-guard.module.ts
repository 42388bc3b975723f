import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Clock } from '@slotguard/business-time';
import type { Policy } from '@slotguard/conversation';
import { guardEventIdFor } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { LogReaderServer } from '@slotguard/service-kit';
import { GuardController } from './guard.controller.js';
import { GUARD_READER, INITIAL_POLICY, LOG } from './tokens.js';

export interface BookingGuardOptions {
  readonly log: EventLog;
  /** In force until the log changes it. */
  readonly policy: Policy;
  readonly clock: Clock;
  readonly instance?: { readonly number: number; readonly count: number };
}

/** The guard as a service: reads the log in order and adds one verdict per utterance, one decision per request. */
@Module({})
export class BookingGuardModule {
  static register({ log, policy }: BookingGuardOptions): DynamicModule {
    return {
      module: BookingGuardModule,
      controllers: [GuardController],
      providers: [
        { provide: LOG, useValue: log },
        { provide: INITIAL_POLICY, useValue: policy },
      ],
    };
  }

  /** The server that feeds the module's handlers: `connectServer(app, BookingGuardModule.reader(options))`. */
  static reader({ log, policy, clock, instance }: BookingGuardOptions): LogReaderServer {
    return new LogReaderServer({
      transportId: GUARD_READER,
      log,
      name: 'booking-guard',
      clock,
      // Looked through again at each start; what is older and unpaid holds the checkpoint, or is parked and tried again.
      horizonMs: Math.max(...Object.values(policy.channels).map(({ offerTtlMs }) => offerTtlMs)),
      owes: guardEventIdFor,
      ...(instance ? { instance } : {}),
    });
  }
}
