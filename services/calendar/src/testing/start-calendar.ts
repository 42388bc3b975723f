import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectServer, InProcessClient, InProcessServer } from '@slotguard/service-kit';
import { CalendarModule, type CalendarModuleOptions } from '../calendar.module.js';

/** A calendar at work on a log and a database, and who asks it; the caller closes the app. */
export async function startCalendar(
  options: CalendarModuleOptions,
): Promise<{ readonly app: INestApplication; readonly client: InProcessClient }> {
  const app = await NestFactory.create(CalendarModule.register(options), { logger: false, abortOnError: false });
  const server = new InProcessServer();
  connectServer(app, server);
  connectServer(app, CalendarModule.reader(options));
  await app.init();
  await app.startAllMicroservices();
  return { app, client: new InProcessClient(server) };
}
