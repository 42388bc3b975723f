import { StorageType, type StreamInfo } from '@nats-io/jetstream';

interface Jsz {
  readonly config?: { readonly sync_always?: boolean };
}

/** A monitor that does not answer within this counts as none. */
const MONITOR_MS = 2_000;

/** What could make the log forget an event that it acknowledged: its kind, and in words for an operator. */
export interface DurabilityDoubt {
  readonly code: 'in_memory' | 'few_copies' | 'written_later' | 'not_synced' | 'unknown';
  readonly says: string;
}

/**
 * None when the log is durable. Whether the server waits for its disk only its monitoring tells (`/jsz?config=1`): the default is to write
 * to it every two minutes.
 */
export async function durabilityDoubts({ config }: StreamInfo, monitorUrl?: string): Promise<DurabilityDoubt[]> {
  const doubts: DurabilityDoubt[] = [];
  const doubt = (code: DurabilityDoubt['code'], says: string): unknown => doubts.push({ code, says });
  if (config.storage !== StorageType.File)
    doubt('in_memory', 'The log is kept in memory: a restart of the server loses it.');
  if (config.num_replicas < 3)
    doubt(
      'few_copies',
      `The log has ${config.num_replicas} copy of 3: it is lost or away with the disk of one server.`,
    );
  if (config.persist_mode === 'async')
    doubt('written_later', 'The stream writes to its disk later than it acknowledges.');
  const synced = monitorUrl === undefined ? undefined : await syncsAlways(monitorUrl);
  if (synced === false)
    doubt(
      'not_synced',
      'The server acknowledges before the disk has it (set sync_interval: always): a power cut loses events.',
    );
  if (synced === undefined)
    doubt('unknown', 'Unknown whether the server waits for its disk: its monitoring was not asked or gave no answer.');
  return doubts;
}

async function syncsAlways(monitorUrl: string): Promise<boolean | undefined> {
  try {
    const signal = AbortSignal.timeout(MONITOR_MS);
    const answer = await fetch(new URL('/jsz?config=1', monitorUrl), { signal });
    if (!answer.ok) return undefined;
    const { config } = (await answer.json()) as Jsz;
    return config === undefined ? undefined : config.sync_always === true;
  } catch {
    return undefined;
  }
}
