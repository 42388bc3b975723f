#!/usr/bin/env node
import { runReadModel } from '@slotguard/read-model';
import { runService } from '@slotguard/service-kit';

await runService({
  name: 'projector',
  role: 'projector',
  needs: ['DATABASE_URL'],
  async compose({ settings, log, logger, closings }) {
    const readModel = await runReadModel(log, settings.databaseUrl as string, (trouble) =>
      logger.warn({ msg: 'read model', ...trouble }, 'ReadModel'),
    );
    closings.add('read model', () => readModel.close());
    return { imports: [], servers: [], health: { database: () => readModel.ping() } };
  },
});
