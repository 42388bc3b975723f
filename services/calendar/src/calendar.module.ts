import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import { LogReaderServer } from '@slotguard/service-kit';
import { Inject, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Appointments } from './appointments.js';
import { CALENDAR_READER, CalendarController } from './calendar.controller.js';
import { Calendar } from './calendar.js';
import { openCalendarDatabase } from './database/open-calendar-database.js';

export interface CalendarModuleOptions {
  readonly business: Business;
  readonly log: EventLog;
  /** A Postgres 14 or newer; the calendar keeps its tables in a schema of its own. */
  readonly databaseUrl: string;
  readonly clock: Clock;
}

/** A text is answered within minutes: an approval older than this has been paid, or is too late and only to be told so. */
const OWED_HORIZON_MS = 24 * 60 * 60_000;
const SOURCE = Symbol('calendar data source');

/**
 * The calendar as a part of an app. The app also needs the reader:
 *
 *     connectServer(app, calendarReader(app.get(Calendar), { log, clock }));
 */
@Module({})
export class CalendarModule implements OnApplicationShutdown {
  constructor(@Inject(SOURCE) private readonly source: DataSource) {}

  static register({ business, log, databaseUrl, clock }: CalendarModuleOptions): DynamicModule {
    const logger = new Logger('Calendar');
    return {
      module: CalendarModule,
      controllers: [CalendarController],
      providers: [
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
          inject: [Appointments],
          useFactory: (appointments: Appointments) => new Calendar({ business, appointments, log, clock }),
        },
      ],
      exports: [Calendar, Appointments],
    };
  }

  /** After the readers have ended. */
  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

export interface CalendarReaderOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly instance?: { readonly number: number; readonly count: number };
}

/** Hands each approval that is owed its outcome to the controller. */
export function calendarReader(calendar: Calendar, options: CalendarReaderOptions): LogReaderServer {
  return new LogReaderServer({
    ...options,
    transportId: CALENDAR_READER,
    name: 'calendar',
    horizonMs: OWED_HORIZON_MS,
    owes: (event) => calendar.owes(event),
  });
}
