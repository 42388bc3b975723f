import type { ConversationEvent, Recorded } from '@slotguard/conversation';
import type { DataSource, EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { Checkpoint, Conversation, Customer, Decision, Message } from './entities.js';
import type { Changes } from './project.js';
import { keyOf, Rows } from './rows.js';
import { storable } from './storable.js';

/** An event with what it changes; without changes it is only passed. */
export interface Projected {
  readonly position: number;
  readonly event?: Recorded<ConversationEvent>;
  readonly changes?: Changes;
}

/** The checkpoint lies before what this reader has read from: somebody has set it back. */
export class SetBack extends Error {
  override readonly name = 'SetBack';
}

export async function loadCheckpoint(source: DataSource, reader: string): Promise<number> {
  return (await source.manager.findOneBy(Checkpoint, { reader }))?.position ?? 0;
}

/** Rows and checkpoint in one transaction. `after` is the position that the batch follows. Returns the new checkpoint. */
export async function saveBatch(
  source: DataSource,
  reader: string,
  after: number,
  batch: readonly Projected[],
): Promise<number> {
  return source.transaction(async (manager) => {
    const checkpoint = await lockCheckpoint(manager, reader);
    if (checkpoint < after) throw new SetBack('the checkpoint was set back');
    // Another instance may have been here: what it did is not done again.
    const fresh = batch.filter(({ position }) => position > checkpoint);
    const last = fresh.at(-1);
    if (!last) return checkpoint;
    await saveRows(manager, fresh);
    await manager.update(Checkpoint, { reader }, { position: last.position });
    return last.position;
  });
}

/** Empties the rows and sets the checkpoint back: what follows is the whole log again. */
export async function emptyRows(source: DataSource, reader: string): Promise<void> {
  await source.transaction(async (manager) => {
    await lockCheckpoint(manager, reader);
    await manager.query(
      'truncate read_model.conversation, read_model.message, read_model.customer, read_model.decision',
    );
    await manager.update(Checkpoint, { reader }, { position: 0 });
  });
}

/** Readers of one name take turns. */
async function lockCheckpoint(manager: EntityManager, reader: string): Promise<number> {
  await manager.query('insert into read_model.checkpoint values ($1, 0) on conflict do nothing', [reader]);
  const { position } = await manager.findOneOrFail(Checkpoint, {
    where: { reader },
    lock: { mode: 'pessimistic_write' },
  });
  return position;
}

async function saveRows(manager: EntityManager, batch: readonly Projected[]): Promise<void> {
  const rows = await loadRows(manager, batch);
  for (const { event, changes } of batch) if (event && changes) rows.takeIn(event, changes);
  const { conversations, messages, decisions, customers } = rows;
  // The generated status is the database's own.
  const facts = conversations.changed().map(({ status: _, ...row }) => row);
  if (facts.length > 0) await manager.upsert(Conversation, facts, ['business', 'id']);
  const within = ['business', 'conversation', 'id'];
  if (messages.changed().length > 0) await manager.upsert(Message, messages.changed(), within);
  if (decisions.changed().length > 0) await manager.upsert(Decision, decisions.changed(), within);
  if (customers.changed().length > 0) await manager.upsert(Customer, customers.changed(), ['business', 'id']);
}

/** All rows that the batch may add to, by one look into each table. */
async function loadRows(manager: EntityManager, batch: readonly Projected[]): Promise<Rows> {
  const rows = new Rows();
  const events = batch.flatMap(({ event, changes }) => (event && changes ? [event] : []));
  if (events.length === 0) return rows;
  const changes = batch.flatMap((projected) => projected.changes ?? []);
  const business = In(unique(events.map((event) => event.business)));
  const conversation = In(unique(events.map((event) => event.conversation)));

  for (const row of await manager.findBy(Conversation, { business, id: conversation }))
    rows.conversations.load(keyOf(row.business, row.id), row);
  const messages = changes.flatMap(({ message }) => message?.id ?? []);
  if (messages.length > 0)
    for (const row of await manager.findBy(Message, { business, conversation, id: In(unique(messages)) }))
      rows.messages.load(keyOf(row.business, row.conversation, row.id), row);
  const decisions = changes.flatMap(({ decision }) => decision?.id ?? []);
  if (decisions.length > 0)
    for (const row of await manager.findBy(Decision, { business, conversation, id: In(unique(decisions)) }))
      rows.decisions.load(keyOf(row.business, row.conversation, row.id), row);
  const customers = changes.flatMap(({ customer }) => customer ?? []);
  if (customers.length > 0) {
    const addresses = customers.flatMap(({ address }) => (address === undefined ? [] : storable(address)));
    const known = rows.conversations
      .all()
      .flatMap(({ id, customer }) => [id, ...(customer === null ? [] : [customer])]);
    const ids = In(unique([...known, ...events.map((event) => event.conversation)]));
    const found = await manager.find(Customer, {
      where: [
        { business, id: ids },
        { business, address: In(unique(addresses)) },
      ],
    });
    for (const row of found) rows.customers.load(keyOf(row.business, row.id), row);
  }
  return rows;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
