#!/usr/bin/env node
import { runOnce } from '@slotguard/service-kit';
import { openCalendarDatabase } from './database/open-calendar-database.js';

/** Every calendar does the same at its start, in turns: this is for those who want it done before. */
await runOnce(['DATABASE_URL'], async ({ databaseUrl }) => {
  await (await openCalendarDatabase(databaseUrl as string)).destroy();
  return "The calendar's tables are up to date.";
});
