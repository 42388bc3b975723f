import type { EventLog } from '@slotguard/event-log';
import { Projection, type ProjectionOptions } from './projection.js';
import { openReadModel } from './read-model.js';

/** The projection and the health check: each connection costs memory. */
const POOL_MAX = 2;

export interface RunningReadModel {
  /** Rejects when its database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps the rows up to date until it is closed: runs beside the services and holds none of them up. */
export async function runReadModel(
  log: EventLog,
  url: string,
  onTrouble: NonNullable<ProjectionOptions['onTrouble']>,
): Promise<RunningReadModel> {
  const model = await openReadModel({ url, poolMax: POOL_MAX });
  const projection = new Projection(log, model.source, { onTrouble });
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
