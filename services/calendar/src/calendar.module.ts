import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import { LogReaderServer, observationOf } from '@slotguard/service-kit';
import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Appointments } from './appointments.js';
import { CALENDAR_READER, CalendarController, TRACING } from './calendar.controller.js';
import { Calendar, owedOutcome } from './calendar.js';
import { openCalendarDatabase } from './database/open-calendar-database.js';
import { HoldKeeper, owedByHolds } from './hold-keeper.js';
import { HoldsController } from './holds.controller.js';
import { Holds } from './holds.js';
import { Reminders } from './reminders.js';
import { Sweep } from './sweep.js';

export interface CalendarModuleOptions {
  readonly business: Business;
  readonly log: EventLog;
  /** A Postgres 14 or newer; the calendar keeps its tables in a schema of its own. */
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Which of how many calendars: a wrong one costs time, never correctness. */
  readonly instance?: { readonly number: number; readonly count: number };
}

/** Looked through again at each start, for a day is as long as an offer lives (mail); what is older and unpaid holds the checkpoint. */
const OWED_HORIZON_MS = 25 * 60 * 60_000;
const SOURCE = Symbol('calendar data source');

/**
 * The calendar as a part of an app: import `CalendarModule.register(options)`, and connect what brings it its work:
 *
 *     connectServer(app, CalendarModule.reader(options));
 */
@Module({})
export class CalendarModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(SOURCE) private readonly source: DataSource,
    @Inject(Sweep) private readonly sweep: Sweep,
  ) {}

  static register({ business, log, databaseUrl, clock }: CalendarModuleOptions): DynamicModule {
    const logger = new Logger('Calendar');
    const onError = (err: unknown, hold: string): void =>
      logger.error({ msg: 'the end of a hold cannot be told', hold, err });
    const onReminderError = (err: unknown, appointment: string): void =>
      logger.error({ msg: 'a reminder cannot be told', appointment, err });
    return {
      module: CalendarModule,
      controllers: [CalendarController, HoldsController],
      providers: [
        { provide: TRACING, useValue: observationOf(log).tracing },
        { provide: SOURCE, useFactory: () => openCalendarDatabase(databaseUrl) },
        {
          provide: Appointments,
          inject: [SOURCE],
          useFactory: (source: DataSource) =>
            new Appointments({
              source,
              business,
              clock,
              onLostRace: (code, attempt) => logger.warn({ msg: 'lost a race, tried again', code, attempt }),
            }),
        },
        {
          provide: Calendar,
          inject: [Appointments, Holds, HoldKeeper],
          useFactory: (appointments: Appointments, holds: Holds, keeper: HoldKeeper) =>
            new Calendar({ business, appointments, holds, keeper, log, clock }),
        },
        {
          provide: Holds,
          inject: [SOURCE],
          useFactory: (source: DataSource) => new Holds({ source, business, clock }),
        },
        {
          provide: HoldKeeper,
          inject: [Holds],
          useFactory: (holds: Holds) => new HoldKeeper({ business, holds, log, onError }),
        },
        {
          provide: Reminders,
          inject: [SOURCE],
          useFactory: (source: DataSource) => new Reminders({ source, business, clock, log, onError: onReminderError }),
        },
        {
          provide: Sweep,
          inject: [HoldKeeper, Reminders],
          useFactory: (holds: HoldKeeper, reminders: Reminders) => new Sweep({ holds, reminders }),
        },
      ],
      exports: [Calendar, Appointments, HoldKeeper, Reminders],
    };
  }

  /** Hands each approval that is owed its outcome, and each choice that is owed a hold or may have fallen, to the controllers. */
  static reader({ business, log, clock, instance }: Omit<CalendarModuleOptions, 'databaseUrl'>): LogReaderServer {
    return new LogReaderServer({
      transportId: CALENDAR_READER,
      log,
      name: 'calendar',
      horizonMs: OWED_HORIZON_MS,
      clock,
      ...(instance === undefined ? {} : { instance }),
      owes: (event) => owedOutcome(business, event) ?? owedByHolds(business, clock, event),
    });
  }

  onApplicationBootstrap(): void {
    this.sweep.start();
  }

  /** After the readers have ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.sweep.close();
    if (this.source.isInitialized) await this.source.destroy();
  }
}
