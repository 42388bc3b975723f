import type { Clock } from '@slotguard/business-time';
import { inZone } from '@slotguard/business-time';
import { localDateOf } from '@slotguard/channel-kit';
import type { Business, StoredEvent } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import { pause } from '@slotguard/event-log';

/** Before it is read on after a fault of the log that is not its being away. */
const AGAIN_MS = 1_000;

interface SpendParts {
  readonly log: Pick<EventLog, 'follow' | 'positionBefore'>;
  readonly business: Pick<Business, 'id' | 'timeZone'>;
  readonly clock: Clock;
}

/**
 * What models have been asked for today, in tokens: counted from the log, so that all gateways count together and none forgets at a
 * restart. A day is one of the business's zone. What is being asked just now counts too.
 */
export class DaySpend {
  #day = '';
  #tokens = 0;
  #underWay = 0;
  readonly #stop = new AbortController();
  #following: Promise<void> | undefined;

  constructor(private readonly parts: SpendParts) {}

  /** Begins to count, from the day's first moment. */
  start(): void {
    this.#following ??= this.follow();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#following;
  }

  get tokens(): number {
    return this.#underWay + (this.#day === this.today() ? this.#tokens : 0);
  }

  /** Counts so much as being asked for, until the returned function is called: with what was asked for and will not stand in the log. */
  begin(estimate: number): (lost: number) => void {
    this.#underWay += estimate;
    return (lost) => {
      this.#underWay -= estimate;
      this.add(this.today(), lost);
    };
  }

  private async follow(): Promise<void> {
    const { signal } = this.#stop;
    const { log, business, clock } = this.parts;
    for (let position: number | undefined; !signal.aborted;) {
      try {
        position ??= await log.positionBefore(inZone(clock.now(), business.timeZone).startOf('day').toJSDate());
        for await (const event of log.follow({ after: position, signal })) {
          position = event.position;
          this.count(event);
        }
      } catch {
        // Read on from there: what is counted already is not counted again.
      }
      await pause(AGAIN_MS, signal);
    }
  }

  private count(event: StoredEvent): void {
    if (event.type !== 'AssistantStepped' || event.business !== this.parts.business.id) return;
    const { usage } = event.data as {
      readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
    };
    const tokens = Number(usage?.inputTokens ?? 0) + Number(usage?.outputTokens ?? 0);
    if (tokens > 0) this.add(localDateOf(event.recordedAt, this.parts.business.timeZone), tokens);
  }

  private add(day: string, tokens: number): void {
    if (day < this.#day) return;
    this.#tokens = (day === this.#day ? this.#tokens : 0) + tokens;
    this.#day = day;
  }

  private today(): string {
    const { clock, business } = this.parts;
    return localDateOf(clock.now().getTime(), business.timeZone);
  }
}
