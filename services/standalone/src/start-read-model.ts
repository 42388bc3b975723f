import type { LoggerService } from '@nestjs/common';
import type { EventLog } from '@slotguard/event-log';
import { openReadModel, Projection } from '@slotguard/read-model';

/** The projection and the health check: each connection costs memory. */
const POOL_MAX = 2;

export interface RunningReadModel {
  /** Rejects when its database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The projection behind the console: runs beside the services and holds none of them up. */
export async function startReadModel(log: EventLog, url: string, logger: LoggerService): Promise<RunningReadModel> {
  const model = await openReadModel({ url, poolMax: POOL_MAX });
  const projection = new Projection(log, model.source, {
    onTrouble: (trouble) => logger.warn({ msg: 'read model', ...trouble }, 'ReadModel'),
  });
  const ending = new AbortController();
  const running = projection.run(ending.signal);
  return {
    async ping() {
      await model.source.query('select 1');
    },
    async close() {
      ending.abort();
      await running;
      await model.close();
    },
  };
}
