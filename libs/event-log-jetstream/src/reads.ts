import type { StoredMsg } from '@nats-io/jetstream';
import type { Msg } from '@nats-io/transport-node';
import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, pause, type ConversationRef, type EventRef } from '@slotguard/event-log';
import { toStored, type FoundMessage } from './cloud-event.js';
import type { Connection } from './connection.js';
import { anyWriterSubject, conversationSubject } from './names.js';
import type { Seen } from './seen.js';
import { CONVERSATIONS } from './streams.js';

const DIRECT = `$JS.API.DIRECT.GET.${CONVERSATIONS}`;
/** An answer that is larger ends earlier; the server cuts off who has much more than this on the way to it. */
const ANSWER_BYTES = 16 * 1024 * 1024;
/** Events of a long conversation that are asked for at once. */
const AT_ONCE = 16;
/** How often another replica is tried before the leader is asked, and how long one is given to catch up in between. */
const REPLICA_TRIES = 3;
const CATCH_UP_MS = 2;

const NOT_FOUND = 404;
const END = 204;

/**
 * Looking things up in the stream. Any replica may answer, and one that lags does not know it: what it says counts only when it knows as
 * much of the conversation as this connection has seen already. Else another is tried, and at last the leader, who lags never.
 */
export class Reads {
  constructor(
    private readonly connection: Connection,
    private readonly seen: Seen,
    private readonly replicated: boolean,
    private readonly pinned: boolean,
  ) {}

  /** Of two writers who used one id against all rules, the first has it. */
  async event(ref: EventRef): Promise<StoredEvent | undefined> {
    return this.#event({ seq: 1, next_by_subj: anyWriterSubject(ref) });
  }

  /** The event at a place. */
  async at(position: number): Promise<StoredEvent | undefined> {
    return this.#event({ seq: position });
  }

  /** The first event at a place or behind it. */
  async from(position: number): Promise<StoredEvent | undefined> {
    return this.#event({ seq: position, next_by_subj: '>' });
  }

  async conversation(ref: ConversationRef): Promise<StoredEvent[]> {
    const filter = conversationSubject(ref);
    for (let attempt = 1; attempt <= REPLICA_TRIES; attempt++) {
      const load = await this.#load(filter);
      if (load === 'too much') break;
      if (load.upTo >= this.seen.of(ref)) return load.found.map((found) => this.#stored(found));
      if (attempt < REPLICA_TRIES) await pause(CATCH_UP_MS);
    }
    return (await this.#listed(filter)).map((found) => this.#stored(found));
  }

  /** The conversation as one replica has it, and up to which place that is all. */
  async #load(filter: string): Promise<{ found: FoundMessage[]; upTo: number } | 'too much'> {
    const { messages, end } = await this.#many({ multi_last: [filter], max_bytes: ANSWER_BYTES });
    if (isMessage(end)) return 'too much'; // somebody stored nothing at all, which looks like an end
    if (end.headers?.code === NOT_FOUND) return { found: [], upTo: 0 };
    const more = Number(end.headers?.last('Nats-Num-Pending'));
    if (end.headers?.code !== END || more > 0) return 'too much';
    return { found: messages.map(directMessage), upTo: Number(end.headers.last('Nats-UpTo-Sequence')) };
  }

  /** Event by event, as the leader lists them. */
  async #listed(filter: string): Promise<FoundMessage[]> {
    const { connection } = this;
    const info = await connection.ask(() => connection.jsm.streams.info(CONVERSATIONS, { subjects_filter: filter }));
    const subjects = Object.keys(info.state.subjects ?? {});
    const all: FoundMessage[] = [];
    while (subjects.length > 0) {
      const some = subjects.splice(0, AT_ONCE).map((last_by_subj) => this.#one({ last_by_subj }));
      for (const found of await Promise.all(some)) if (found) all.push(found);
    }
    return all.sort((a, b) => a.position - b.position);
  }

  /** All messages of an answer, and the empty one that ends it. */
  async #many(request: object): Promise<{ messages: Msg[]; end: Msg }> {
    const { nc, timeoutMs } = this.connection;
    return this.connection.ask(async () => {
      const messages: Msg[] = [];
      const answer = await nc.requestMany(DIRECT, JSON.stringify(request), {
        strategy: 'sentinel',
        maxWait: timeoutMs,
      });
      for await (const msg of answer) {
        if (msg.data.length === 0) return { messages, end: msg };
        messages.push(msg);
      }
      throw new LogUnavailable('timeout');
    });
  }

  /** That it is not there only the leader can say. */
  async #one(query: Query): Promise<FoundMessage | undefined> {
    const answer = await this.connection.request(DIRECT, query);
    if (isMessage(answer)) return directMessage(answer);
    if (answer.headers?.code !== NOT_FOUND) throw new LogUnavailable(String(answer.headers?.code));
    return this.replicated ? fromLeader(this.connection, CONVERSATIONS, query) : undefined;
  }

  async #event(query: Query): Promise<StoredEvent | undefined> {
    const found = await this.#one(query);
    return found && this.#stored(found);
  }

  #stored(found: FoundMessage): StoredEvent {
    const event = toStored(found, this.pinned);
    this.seen.note(event);
    return event;
  }
}

/** A message out of the stream, and not the server's own word. */
function isMessage({ headers }: Msg): boolean {
  return headers?.has('Nats-Subject') === true;
}

/** What the server says of a message stands behind whatever its writer put under the same names. */
function directMessage({ headers, data }: Msg): FoundMessage {
  return {
    subject: headers?.last('Nats-Subject') ?? '',
    headers,
    body: data,
    position: Number(headers?.last('Nats-Sequence')),
    recordedAt: new Date(headers?.last('Nats-Time-Stamp') ?? 0),
  };
}

type Query = { readonly seq: number; readonly next_by_subj?: string } | { readonly last_by_subj: string };

/** One message of any stream, as its leader has it. */
export async function fromLeader(
  connection: Connection,
  stream: string,
  query: Query,
): Promise<FoundMessage | undefined> {
  const found: StoredMsg | null = await connection.ask(() =>
    connection.jsm.streams.getMessage(stream, query as Parameters<typeof connection.jsm.streams.getMessage>[1]),
  );
  if (found === null) return undefined;
  const { subject, header, data, seq, time } = found;
  return { subject, headers: header, body: data, position: seq, recordedAt: time };
}

/** All messages of any stream under a filter, one after another. */
export async function* eachFromLeader(
  connection: Connection,
  stream: string,
  filter: string,
): AsyncGenerator<FoundMessage> {
  for (let seq = 1; ;) {
    const found = await fromLeader(connection, stream, { seq, next_by_subj: filter });
    if (found === undefined) return;
    yield found;
    seq = found.position + 1;
  }
}
