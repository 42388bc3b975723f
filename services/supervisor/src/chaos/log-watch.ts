import { parseEvent, type StoredEvent } from '@slotguard/contracts';
import {
  decisionId,
  holdId,
  outcomeId,
  verdictId,
  type ConversationEvent,
  type Recorded,
} from '@slotguard/conversation';
import { conversationKey, pause, type EventLog } from '@slotguard/event-log';

export type Debtor = 'sms-gateway' | 'booking-guard' | 'calendar';

/** An event that a service must follow with another one. Times are the log's own, in milliseconds. */
export interface Debt {
  readonly debtor: Debtor;
  /** `conversationKey`: by it the instances share the work. */
  readonly conversation: string;
  readonly of: string;
  readonly since: number;
  paidAt?: number;
}

const AGAIN_MS = 200;

/** Follows the log from outside, as it grows, and knows who owes what. */
export class LogWatch {
  readonly events: Recorded<ConversationEvent>[] = [];
  readonly debts: Debt[] = [];
  private readonly open = new Map<string, Debt>();
  private readonly listeners = new Set<() => void>();
  private readonly ending = new AbortController();
  private readonly following: Promise<void>;

  constructor(private readonly log: EventLog) {
    this.following = this.follow();
  }

  /** What is owed at this moment, as far as it can be seen from here. */
  owed(debtor?: Debtor): Debt[] {
    const all = [...this.open.values()];
    return debtor === undefined ? all : all.filter((debt) => debt.debtor === debtor);
  }

  /** Resolves at the event after which the condition holds, in the same tick; false when it has not come to hold in time. */
  until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (held: boolean): void => {
        clearTimeout(timer);
        this.listeners.delete(look);
        resolve(held);
      };
      const look = (): void => void (condition() && done(true));
      const timer = setTimeout(() => done(false), timeoutMs);
      this.listeners.add(look);
    });
  }

  hasEnded(utterance: string): boolean {
    return this.ended.has(utterance);
  }
  private readonly ended = new Set<string>();

  async close(): Promise<void> {
    this.ending.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    for (let after = 0; !signal.aborted;) {
      try {
        for await (const event of this.log.follow({ after, signal })) {
          this.take(event);
          after = event.position;
        }
      } catch {
        await pause(AGAIN_MS, signal);
      }
    }
  }

  private take(stored: StoredEvent): void {
    const event = parseEvent(stored);
    this.events.push(event);
    const at = Date.parse(event.recordedAt);
    const conversation = conversationKey(event);
    const settles = event.type === 'TurnEnded' ? event.data.answers.map(turnOf) : [event.id];
    for (const id of settles) this.settle(`${conversation} ${id}`, at);
    if (event.type === 'TurnEnded') for (const utterance of event.data.answers) this.ended.add(utterance);
    for (const [debtor, id] of debtsOf(event)) {
      const debt: Debt = { debtor, conversation, of: event.id, since: at };
      this.debts.push(debt);
      this.open.set(`${conversation} ${id}`, debt);
    }
    for (const listener of this.listeners) listener();
  }

  private settle(key: string, at: number): void {
    const debt = this.open.get(key);
    if (!debt) return;
    debt.paidAt = at;
    this.open.delete(key);
  }
}

/** No event's id: stands for "the turn that answers it has ended". */
const turnOf = (utterance: string): string => `turn of ${utterance}`;

function debtsOf(event: ConversationEvent): (readonly [Debtor, string])[] {
  switch (event.type) {
    case 'UserUtterance':
      return [
        ['booking-guard', verdictId(event.id)],
        ['sms-gateway', turnOf(event.id)],
      ];
    case 'BookingRequested':
    case 'CancellationRequested':
    case 'RescheduleRequested':
      return [['booking-guard', decisionId(event.id)]];
    case 'SlotSelected':
      return [['calendar', holdId(event.data.evidence.utterance)]];
    case 'BookingApproved':
    case 'CancellationApproved':
    case 'RescheduleApproved':
      return [['calendar', outcomeId(event.data.request)]];
    default:
      return [];
  }
}
