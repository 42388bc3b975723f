import { consentAfter, type ConversationEvent, type Recorded } from '@slotguard/conversation';
import type { Conversation, Customer, Decision, Message } from './entities.js';
import type { Changes, RowChange } from './project.js';
import { laterDelivery } from './project.js';
import { storable } from './storable.js';

/** The rows that a batch may touch, as the database has them; `takeIn` changes them in place. */
export class Rows {
  readonly conversations = new Touched<Conversation>();
  readonly messages = new Touched<Message>();
  readonly decisions = new Touched<Decision>();
  readonly customers = new Touched<Customer>();

  /** An event that the rows contain already changes nothing. */
  takeIn(event: Recorded<ConversationEvent>, changes: Changes): void {
    const { business, conversation, position } = event;
    const key = keyOf(business, conversation);
    const before = this.conversations.get(key);
    if (before && before.asOf >= position) return;
    const at = new Date(event.time);
    const row: Conversation = {
      ...(before ?? opened(event, at)),
      ...storable(changes.conversation ?? {}),
      asOf: position,
    };
    if (changes.consent) Object.assign(row, consentIn(row, changes.consent));
    row.lastActivity = new Date(Math.max(row.lastActivity.getTime(), at.getTime()));
    if (row.appointment !== null && row.appointment === changes.cancelled) row.appointment = null;
    if (changes.customer) row.customer = this.identify(row, changes.customer);
    this.conversations.put(key, row);

    const within = { business, conversation };
    if (changes.message) this.change(this.messages, within, changes.message, withReceipt);
    if (changes.decision) this.change(this.decisions, within, changes.decision, (known, add) => ({ ...known, ...add }));
  }

  private change<Row extends Message | Decision>(
    rows: Touched<Row>,
    within: { business: string; conversation: string },
    change: RowChange<Omit<Row, 'business' | 'conversation' | 'id'>>,
    add: (known: Row, facts: Partial<Row>) => Row,
  ): void {
    const key = keyOf(within.business, within.conversation, change.id);
    const known = rows.get(key);
    if (change.make) {
      if (!known) rows.put(key, { ...within, id: change.id, ...storable(change.make) } as unknown as Row);
    } else if (known) {
      rows.put(key, add(known, storable(change.add) as Partial<Row>));
    }
  }

  /** Whoever has the address, else whom this conversation knows already, else somebody new. Returns the customer's id. */
  private identify(conversation: Conversation, facts: NonNullable<Changes['customer']>): string {
    const { business, id, customer } = conversation;
    const { name, address, verifiedBy } = storable(facts);
    const byAddress =
      address === undefined
        ? undefined
        : this.customers.find((known) => known.business === business && known.address === address);
    const known = byAddress ?? this.customers.get(keyOf(business, customer ?? id));
    // A name alone says nothing new of the address, and a second address does not take the first one's customer over.
    const row: Customer = {
      business,
      id: known?.id ?? id,
      name: name ?? known?.name ?? null,
      address: known?.address ?? address ?? null,
      verifiedBy: known && address === undefined ? known.verifiedBy : verifiedBy,
    };
    this.customers.put(keyOf(business, row.id), row);
    return row.id;
  }
}

/** Rows by key; remembers which were changed. */
class Touched<Row> {
  private readonly rows = new Map<string, Row>();
  private readonly dirty = new Set<string>();

  load(key: string, row: Row): void {
    this.rows.set(key, row);
  }
  get(key: string): Row | undefined {
    return this.rows.get(key);
  }
  find(is: (row: Row) => boolean): Row | undefined {
    return [...this.rows.values()].find(is);
  }
  put(key: string, row: Row): void {
    this.rows.set(key, row);
    this.dirty.add(key);
  }
  all(): Row[] {
    return [...this.rows.values()];
  }
  changed(): Row[] {
    return [...this.dirty].map((key) => this.rows.get(key) as Row);
  }
}

/** Ids have no space in them. */
export function keyOf(...ids: readonly string[]): string {
  return ids.join(' ');
}

function opened({ business, conversation, channel }: ConversationEvent, at: Date): Conversation {
  return {
    business,
    id: conversation,
    channel,
    status: 'active',
    optedOut: false,
    consentAt: null,
    ended: false,
    appointment: null,
    customer: null,
    firstActivity: at,
    lastActivity: at,
    asOf: 0,
  };
}

function consentIn(
  { optedOut, consentAt }: Conversation,
  event: NonNullable<Changes['consent']>,
): Pick<Conversation, 'optedOut' | 'consentAt'> {
  const known = consentAt === null ? { optedOut } : { optedOut, consentAt: consentAt.getTime() };
  const now = consentAfter(known, event);
  return { optedOut: now.optedOut, consentAt: now.consentAt === undefined ? null : new Date(now.consentAt) };
}

function withReceipt(known: Message, add: Partial<Message>): Message {
  if (add.delivery === undefined) return { ...known, ...add };
  const delivery = laterDelivery(known.delivery, add.delivery);
  return delivery === known.delivery ? known : { ...known, ...add };
}
