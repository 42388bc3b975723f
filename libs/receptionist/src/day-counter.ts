import { inZone } from '@slotguard/business-time';
import type { Business, StoredEvent } from '@slotguard/contracts';
import { pause, pauseMs, Wake, type EventLog } from '@slotguard/event-log';
import { businessDay, isBoundReply, type DayCount } from './daily-bounds.js';
import { TurnUnfinished } from './turn-deps.js';

export interface DayCounterOptions {
  readonly log: EventLog;
  readonly business: Pick<Business, 'id' | 'timeZone'>;
  /** How long a count may take to catch up with the log. */
  readonly waitMs: number;
  /** Hears of faults of the reading, which goes on; never of the log's being unavailable. */
  readonly onError: (error: unknown) => void;
}

const NOTHING: DayCount = { turns: 0, texts: 0 };
/** Today, and yesterday for the turns that are late. */
const DAYS_KEPT = 2;

/**
 * How much the business has taken in a day, over all conversations and all processes: counted from the log, which is read once from the
 * day's beginning and then followed. Nothing is kept that the log does not say, so a restart counts the same.
 */
export class DayCounter {
  private readonly counts = new Map<string, DayCount>();
  private readonly wake = new Wake();
  private readonly closing = new AbortController();
  private position = 0;
  private reading: Promise<void> | undefined;

  constructor(private readonly options: DayCounterOptions) {}

  /** The count with all that is in the log now. Throws `LogUnavailable`, or `TurnUnfinished` when the reading is not so far yet. */
  async countOf(time: string): Promise<DayCount> {
    const { log, business, waitMs } = this.options;
    this.reading ??= this.read(inZone(time, business.timeZone).startOf('day').toJSDate());
    const last = await log.lastPosition();
    const deadline = Date.now() + waitMs;
    while (this.position < last) {
      const ticket = this.wake.ticket();
      if (this.position < last) await ticket.wait(deadline - Date.now(), this.closing.signal);
      ticket.dispose();
      if (this.position < last && (Date.now() >= deadline || this.closing.signal.aborted))
        throw new TurnUnfinished('the count of the day');
    }
    return this.counts.get(businessDay(time, business)) ?? NOTHING;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.wake.wake();
    await this.reading;
  }

  private async read(from: Date): Promise<void> {
    const { log, onError } = this.options;
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        if (this.position === 0) this.advance(await log.positionBefore(from));
        for await (const event of log.follow({ after: this.position, signal })) {
          this.count(event);
          this.advance(event.position);
        }
      } catch (error) {
        if (!(error as { readonly retryable?: boolean }).retryable) onError(error);
        await pause(pauseMs(failures), signal);
      }
    }
  }

  private advance(position: number): void {
    this.position = Math.max(this.position, position);
    this.wake.wake();
  }

  private count({ type, id, data, business, time }: StoredEvent): void {
    if (business !== this.options.business.id) return;
    const isTurn = type === 'AssistantStepped' && (data as { readonly step?: unknown }).step === 1;
    const isText = type === 'AssistantReplied' && !isBoundReply(id);
    if (!isTurn && !isText) return;
    const day = businessDay(time, this.options.business);
    const { turns, texts } = this.counts.get(day) ?? NOTHING;
    this.counts.set(day, { turns: turns + (isTurn ? 1 : 0), texts: texts + (isText ? 1 : 0) });
    const days = [...this.counts.keys()].sort();
    for (const old of days.slice(0, -DAYS_KEPT)) this.counts.delete(old);
  }
}
