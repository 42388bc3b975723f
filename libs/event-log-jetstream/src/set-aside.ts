import { JetStreamApiError } from '@nats-io/jetstream';
import type { Clock } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import type { EventRef, Parked } from '@slotguard/event-log';
import type { FoundMessage } from './cloud-event.js';
import type { Connection } from './connection.js';
import { asideSubject, fromToken, toToken } from './names.js';
import { eachFromLeader, fromLeader, type Reads } from './reads.js';
import { PARKED, REDRIVEN } from './streams.js';

interface Entry {
  readonly position: number;
  readonly reason: string;
  /** By a pinned clock. */
  readonly parkedAt?: string;
}

/** Events set aside. An entry names its event and holds no copy: what is erased there is erased here. */
export class SetAside {
  constructor(
    private readonly connection: Connection,
    private readonly reads: Reads,
    private readonly clock: Clock | undefined,
  ) {}

  async park(consumer: string, event: StoredEvent, reason: string): Promise<void> {
    const parkedAt = this.clock?.now().toISOString();
    const entry: Entry = { position: event.position, reason, ...(parkedAt && { parkedAt }) };
    await this.#publish(asideSubject('parked', consumer, event), entry);
  }

  async list(consumer?: string): Promise<Parked[]> {
    const filter = `parked.${consumer === undefined ? '*' : toToken(consumer)}.*.*.*`;
    const parked: Parked[] = [];
    for await (const found of eachFromLeader(this.connection, PARKED, filter)) {
      const { position, reason, parkedAt = found.recordedAt.toISOString() } = entryIn(found);
      const event = await this.reads.at(position);
      const name = fromToken(found.subject.split('.')[1] ?? '');
      if (event !== undefined) parked.push({ consumer: name, event, reason, parkedAt });
    }
    const byName = (a: Parked, b: Parked): number => (a.consumer < b.consumer ? -1 : 1);
    return parked.sort((a, b) => a.event.position - b.event.position || byName(a, b));
  }

  /** First to the queue, then off the list: a crash in between hands it out once more, and loses nothing. */
  async redrive(consumer: string, ref: EventRef): Promise<boolean> {
    const found = await fromLeader(this.connection, PARKED, { last_by_subj: asideSubject('parked', consumer, ref) });
    if (found === undefined) return false;
    if (await this.#isQueue(consumer)) await this.#publish(asideSubject('redriven', consumer, ref), entryIn(found));
    await this.#remove(found.position);
    return true;
  }

  /** Only this entry: when the event has been parked again meanwhile, the new one stays. */
  async #remove(position: number): Promise<void> {
    const { jsm } = this.connection;
    await this.connection.ask(() => jsm.streams.deleteMessage(PARKED, position, false)).catch(ignoreNotFound);
  }

  async #isQueue(name: string): Promise<boolean> {
    const { jsm } = this.connection;
    const info = await this.connection.ask(() => jsm.consumers.info(REDRIVEN, toToken(name))).catch(ignoreNotFound);
    return info !== undefined;
  }

  async #publish(subject: string, entry: Entry): Promise<void> {
    await this.connection.ask(() => this.connection.js.publish(subject, JSON.stringify(entry)));
  }
}

/** The place of the event that an entry stands for. */
export function entryIn({ body }: Pick<FoundMessage, 'body'>): Entry {
  return JSON.parse(new TextDecoder().decode(body)) as Entry;
}

function ignoreNotFound(error: unknown): undefined {
  const missing = error instanceof JetStreamApiError && error.status === 404;
  if (!missing && !(error instanceof JetStreamApiError && error.code === NO_SUCH_SEQUENCE)) throw error;
}

const NO_SUCH_SEQUENCE = 10_057;
