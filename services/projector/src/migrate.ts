#!/usr/bin/env node
import { openReadModel } from '@slotguard/read-model';
import { runOnce } from '@slotguard/service-kit';

/** Every projector does the same at its start, in turns: this is for those who want it done before. */
await runOnce(['DATABASE_URL'], async ({ databaseUrl }) => {
  await (await openReadModel({ url: databaseUrl as string })).close();
  return 'The tables of the read model are up to date.';
});
