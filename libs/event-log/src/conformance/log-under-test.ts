import { afterEach, beforeEach } from '@jest/globals';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import { LogUnavailable } from '../errors.js';
import type { EventLog } from '../event-log.js';
import { pause } from '../retrying.js';

/** A log with nothing in it, of one test. */
export interface LogUnderTest {
  /** A connection of its own to the same log, as another process would have; the suite closes it. */
  open(): Promise<EventLog>;
  /** Stops the server, waits for `meanwhile`, starts it again. Needed for the feature `restarts`. */
  restartServer?(meanwhile?: () => Promise<void>): Promise<void>;
  /** Nothing more can be stored, until there is room again. Needed for the feature `fillsUp`. */
  fillStore?(): Promise<void>;
  freeStore?(): Promise<void>;
}

export interface EventLogHarness {
  /** What the adapter's store can go through; everything else is demanded of all. */
  readonly features: { readonly restarts: boolean; readonly fillsUp: boolean };
  /** Called before each test. */
  fresh(): Promise<LogUnderTest>;
}

/** The log of the running test. */
export interface Current {
  readonly log: EventLog;
  readonly server: LogUnderTest;
  another(): Promise<EventLog>;
}

export function eachWithAFreshLog(harness: EventLogHarness): Current {
  let server: LogUnderTest | undefined;
  let opened: EventLog[] = [];
  const theServer = (): LogUnderTest => {
    if (server === undefined) throw new Error('no test is running');
    return server;
  };
  const another = async (): Promise<EventLog> => {
    const log = await theServer().open();
    opened.push(log);
    return log;
  };
  beforeEach(async () => {
    server = await harness.fresh();
    await another();
  });
  afterEach(async () => {
    await Promise.all(opened.map((log) => log.close()));
    opened = [];
  });
  return {
    get log() {
      const [log] = opened;
      if (log === undefined) throw new Error('no test is running');
      return log;
    },
    get server() {
      return theServer();
    },
    another,
  };
}

export const BUSINESS = 'radiance';

export function utterance(conversation: string, id: string, more: Partial<NewStoredEvent> = {}): NewStoredEvent {
  return {
    id,
    type: 'UserUtterance',
    version: 1,
    time: '2025-11-16T09:00:00-05:00',
    business: BUSINESS,
    conversation,
    channel: 'sms',
    writer: 'sms',
    correlation: id,
    data: { source: 'message' },
    personal: { text: `text of ${id}` },
    ...more,
  };
}

export function ref(conversation: string, id: string): { business: string; conversation: string; id: string } {
  return { business: BUSINESS, conversation, id };
}

/** The events after a position, as a follower gets them, until there are so many. */
export async function follow(log: EventLog, after: number, count: number): Promise<StoredEvent[]> {
  const signal = AbortSignal.timeout(20_000);
  const found: StoredEvent[] = [];
  if (count === 0) return found;
  for await (const event of log.follow({ after, signal })) {
    found.push(event);
    if (found.length === count) return found;
  }
  throw new Error(`only ${found.length} of ${count} events came`);
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await pause(5);
  }
}

/** Appends as a caller should: again with the same id for as long as the log says "not now". */
export async function appendUntilStored(log: EventLog, event: NewStoredEvent): Promise<void> {
  await until(async () => {
    try {
      await log.append(event);
      return true;
    } catch (error) {
      if (error instanceof LogUnavailable && error.retryable) return false;
      throw error;
    }
  });
}

export function ids(events: readonly StoredEvent[]): string[] {
  return events.map(({ id }) => id);
}

export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
}
