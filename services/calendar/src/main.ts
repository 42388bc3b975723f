#!/usr/bin/env node
import { natsLookupServer, runService } from '@slotguard/service-kit';
import { Appointments } from './appointments.js';
import { CalendarModule } from './calendar.module.js';

await runService({
  name: 'calendar',
  role: 'calendar',
  needs: ['DATABASE_URL'],
  compose({ settings, log, clock, instance, business, nats }) {
    const options = { business, log, clock, instance, databaseUrl: settings.databaseUrl as string };
    return {
      imports: [CalendarModule.register(options)],
      servers: [natsLookupServer(nats, 'calendar'), CalendarModule.reader(options)],
      health: { database: (app) => app.get(Appointments, { strict: false }).ping() },
    };
  },
});
