import type { Clock } from '@slotguard/business-time';
import { parseEvent, type Business, type StoredEvent } from '@slotguard/contracts';
import { fallOf, holdId } from '@slotguard/conversation';
import { isRetryable, loadStory, type Appended, type ConversationRef, type EventLog } from '@slotguard/event-log';
import type { HoldRow } from './database/hold.entity.js';
import { answerEvent, releaseEvent } from './hold-event.js';
import type { Holds } from './holds.js';

export interface HoldKeeperParts {
  readonly business: Business;
  readonly holds: Holds;
  readonly log: EventLog;
  /** Hears of each hold whose end can't be told, for a reason that no retry mends. */
  readonly onError?: (error: unknown, hold: string) => void;
}

/** Keeps what was chosen, lets go of what is not wanted any more, and tells of both. Any instance may do so, any number of times. */
export class HoldKeeper {
  constructor(private readonly parts: HoldKeeperParts) {}

  /** Appends the one answer to a choice. Bugs throw, and park the choice. */
  async pay(stored: StoredEvent): Promise<Appended> {
    const choice = parseEvent(stored);
    if (choice.type !== 'SlotSelected') throw new Error(`no hold is owed for ${choice.type}`);
    if (choice.writer !== 'guard') throw new Error(`only the guard says what was chosen, not ${choice.writer}`);
    const { holds, log } = this.parts;
    // The choice may be met late: what became of it meanwhile is in the story.
    const hasFallen = fallOf(await loadStory(log, choice), choice.data.evidence.utterance) !== undefined;
    const appended = await this.tellAnswer(await holds.answer(choice, hasFallen));
    await this.tellEnds(choice);
    return appended;
  }

  /** Lets go of the conversation's hold if its choice stands no more. */
  async review(ref: ConversationRef): Promise<void> {
    const { holds, log } = this.parts;
    const hold = await holds.live(ref);
    if (!hold) return;
    const story = await loadStory(log, ref);
    const choice = story.find(({ id }) => id === hold.verdict);
    const fall = choice?.type === 'SlotSelected' ? fallOf(story, choice.data.evidence.utterance) : undefined;
    if (!fall) return;
    await holds.letGo(hold, fall);
    await this.tellEnds(ref);
  }

  /** Tells what has expired, and whatever a crash has left untold. What can't be told for good stops none of the others. */
  async sweep(): Promise<void> {
    const { holds, onError } = this.parts;
    await holds.expire();
    for (const row of await holds.endsToTell()) {
      await this.tellEnd(row).catch((error: unknown) => {
        if (isRetryable(error)) throw error;
        onError?.(error, row.id);
      });
    }
  }

  /** Appends the ends that the table knows of a conversation. */
  async tellEnds({ conversation }: ConversationRef): Promise<void> {
    for (const row of await this.parts.holds.endsToTell(conversation)) await this.tellEnd(row);
  }

  private async tellAnswer(row: HoldRow): Promise<Appended> {
    const answer = answerEvent(row, this.parts.business.timeZone);
    const appended = await this.parts.log.append(answer);
    if (appended.event.type !== answer.type)
      throw new Error(`the log says ${appended.event.type} and the calendar's table ${answer.type}`);
    return appended;
  }

  private async tellEnd(row: HoldRow): Promise<void> {
    const { holds, log, business } = this.parts;
    // Whoever placed it may have crashed before saying so: nothing ends that has not begun.
    await this.tellAnswer(row);
    await log.append(releaseEvent(row, business.timeZone));
    await holds.told(row);
  }
}

/** Clocks of calendar and log may differ by this much before a hold is left to expire. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * The id of the event that this one is owed by whoever keeps the holds of this business. What may end a hold is owed a look, which leaves nothing in the
 * log where there is nothing to end; what is older than any hold can be needs none.
 */
export function owedByHolds(of: Business, clock: Clock, event: StoredEvent): string | undefined {
  const { type, business, id, data, recordedAt } = event;
  const lastsMs = of.holdMinutes * 60_000;
  if (business !== of.id || lastsMs === 0) return undefined;
  if (type === 'SlotSelected') {
    const { utterance } = (data as { evidence?: { utterance?: unknown } }).evidence ?? {};
    // One that can't be read is owed something all the same, so that it is handed out and parked.
    return holdId(typeof utterance === 'string' ? utterance : id);
  }
  if (!MAY_END.includes(type)) return undefined;
  const ageMs = clock.now().getTime() - Date.parse(recordedAt);
  return ageMs > lastsMs + CLOCKS_DIFFER_MS ? undefined : `look-${id}`;
}

/** What makes a choice fall, beside a newer one and the calendar's own word. */
export const MAY_END: readonly string[] = [
  'NoSlotSelected',
  'AvailabilityChecked',
  'CustomerOptedOut',
  'ConversationEnded',
  'ConversationReleased',
];
