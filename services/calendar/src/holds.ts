import { instantOf, toBusinessTime, type Clock, type Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { holdId, sameSlot, type EventNamed, type Fall, type HoldRefusal, type Recorded } from '@slotguard/conversation';
import type { ConversationRef } from '@slotguard/event-log';
import { IsNull, LessThanOrEqual, MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { asUnavailable, codeOf, EXCLUSION_VIOLATION } from './database/database-error.js';
import { HoldRow } from './database/hold.entity.js';
import { lockBusiness } from './database/lock-business.js';
import { endHolds, isHeldByAnother } from './held.js';
import { hasHeldEnough } from './hold-bounds.js';
import type { Busy } from './openings.js';
import { reviewApproval } from './review-approval.js';

export interface HoldsOptions {
  readonly source: DataSource;
  readonly business: Business;
  readonly clock: Clock;
}

type Choice = Recorded<EventNamed<'SlotSelected'>>;
const MINUTE_MS = 60_000;
/** The ends that one sweep tells: the next one goes on. */
const TOLD_AT_ONCE = 200;

/** The holds of one business in its database. Every method throws `CalendarUnavailable` when that can't be asked now. */
export class Holds {
  constructor(private readonly options: HoldsOptions) {}

  /** What is held now, save for the conversation that asks. */
  async busyNow(asking?: string): Promise<Busy[]> {
    const { source, business, clock } = this.options;
    const others = asking === undefined ? {} : { conversation: Not(asking) };
    const rows = await source
      .getRepository(HoldRow)
      .findBy({ business: business.id, refused: IsNull(), why: IsNull(), liveUntil: MoreThan(clock.now()), ...others })
      .catch(unavailable);
    return rows.map(({ resource, startsAt, busyUntil }) => ({
      resource: resource as string,
      from: (startsAt as Date).getTime(),
      to: (busyUntil as Date).getTime(),
    }));
  }

  /**
   * The one answer to a choice: decided once, told the same for ever after. `hasFallen`: the story says already that the choice stands no more.
   * A hold ends the earlier one of its conversation, and so does a refusal: the earlier choice stands no more.
   */
  answer(choice: Choice, hasFallen: boolean): Promise<HoldRow> {
    return this.changing((tx, now) => this.decide(tx, choice, hasFallen, now));
  }

  /** The conversation's hold, if it has one that has not ended; else null. */
  live(ref: ConversationRef): Promise<HoldRow | null> {
    const { source, clock } = this.options;
    return standing(source.manager, ref, clock.now()).catch(unavailable);
  }

  letGo({ business, conversation, id }: HoldRow, { why, by }: Fall): Promise<void> {
    return this.changing((tx, now) => endHolds(tx, { business, conversation }, id, { why, by, now }));
  }

  /** Puts down the end of those whose time is over. They were in nobody's way before: this is for the story. */
  async expire(): Promise<void> {
    const { source, business, clock } = this.options;
    const isOver = { business: business.id, refused: IsNull(), why: IsNull(), until: LessThanOrEqual(clock.now()) };
    if (!(await source.getRepository(HoldRow).existsBy(isOver).catch(unavailable))) return;
    await this.changing((tx, now) =>
      tx.query(
        `update calendar.hold set why = 'expired', cause = id
         where business = $1 and refused is null and why is null and until <= $2`,
        [business.id, now],
      ),
    );
  }

  /** Holds whose end may not be in the log yet; of one conversation, or of all. */
  endsToTell(conversation?: string): Promise<HoldRow[]> {
    const { source, business } = this.options;
    return source
      .getRepository(HoldRow)
      .find({
        where: {
          ...{ business: business.id, refused: IsNull(), why: Not(IsNull()), told: false },
          ...(conversation === undefined ? {} : { conversation }),
        },
        order: { liveUntil: 'asc' },
        take: TOLD_AT_ONCE,
      })
      .catch(unavailable);
  }

  async told({ business, conversation, id }: HoldRow): Promise<void> {
    await this.options.source
      .getRepository(HoldRow)
      .update({ business, conversation, id }, { told: true })
      .catch(unavailable);
  }

  private async decide(tx: EntityManager, choice: Choice, hasFallen: boolean, now: Date): Promise<HoldRow> {
    const { business, conversation, channel, correlation, data, position } = choice;
    const id = holdId(data.evidence.utterance);
    const decided = await tx.findOneBy(HoldRow, { business, conversation, id });
    if (decided) return decided;
    const asked = { business, conversation, id, verdict: choice.id, place: position, channel, correlation };
    const isNewest = !(await tx.existsBy(HoldRow, { business, conversation, place: MoreThan(position) }));
    const before = await standing(tx, choice, now);
    if (isNewest) await endHolds(tx, choice, undefined, { why: 'replaced', by: choice.id, now });

    const kept = isNewest && !hasFallen ? await this.keep(tx, choice, before, now) : 'no_longer_chosen';
    const refused = typeof kept === 'string' ? kept : null;
    const row = tx.create(HoldRow, {
      ...{ ...asked, slot: data.slot, decidedAt: now, refused, why: null, cause: null, told: false },
      ...(typeof kept === 'string' ? NOTHING_KEPT : kept),
    });
    if (await inserted(tx, row)) return row;
    // The constraint knows better than we: the clocks of two calendars differ.
    await tx.insert(HoldRow, Object.assign(row, { refused: 'slot_taken', ...NOTHING_KEPT }));
    return row;
  }

  /** What is kept, and until when; or why nothing can be. */
  private async keep(
    tx: EntityManager,
    choice: Choice,
    before: HoldRow | null,
    now: Date,
  ): Promise<Kept | HoldRefusal> {
    const { business } = this.options;
    const { slot } = choice.data;
    const validUntil = toBusinessTime(now, business.timeZone);
    const review = reviewApproval(business, { args: slot, validUntil }, now.getTime());
    if (!review.ok) return review.reason;
    const [{ starts, busyUntil }] = review.candidates;
    const until = this.untilFor(choice, before, starts, now);
    if (until.getTime() <= now.getTime()) return 'too_late';
    const span = { resource: slot.resource, from: starts, to: busyUntil };
    if (await isHeldByAnother(tx, choice, span, now)) return 'slot_taken';
    const booked = await bookedThere(tx, choice, span);
    if (booked) return booked;
    // Asked last: what is gone is told as gone. Who says again what is held already takes nothing more.
    const isSame = before !== null && sameSlot(before.slot, slot);
    if (!isSame && (await hasHeldEnough(tx, choice, this.options.business, now))) return 'too_many_holds';
    return {
      ...{ resource: slot.resource, startsAt: new Date(starts), busyUntil: new Date(busyUntil) },
      ...{ until, liveUntil: until },
    };
  }

  /**
   * Counted from the choice, so that what is met late is not kept late; never beyond the slot's start. Choosing what one holds already makes nothing
   * longer: nobody keeps a slot by saying so again.
   */
  private untilFor({ time, data }: Choice, before: HoldRow | null, starts: Instant, now: Date): Date {
    const lasts = Math.min(instantOf(time), now.getTime()) + this.options.business.holdMinutes * MINUTE_MS;
    const until = before?.until && sameSlot(before.slot, data.slot) ? before.until.getTime() : lasts;
    return new Date(Math.min(until, lasts, starts));
  }

  private changing<T>(change: (tx: EntityManager, now: Date) => Promise<T>): Promise<T> {
    const { source, business, clock } = this.options;
    return source
      .transaction(async (tx) => {
        await lockBusiness(tx, business.id);
        return change(tx, clock.now());
      })
      .catch(unavailable);
  }
}

type Kept = Pick<HoldRow, 'resource' | 'startsAt' | 'busyUntil' | 'until' | 'liveUntil'>;
const NOTHING_KEPT: Kept = { resource: null, startsAt: null, busyUntil: null, until: null, liveUntil: null };

function standing(manager: EntityManager, of: ConversationRef, now: Date): Promise<HoldRow | null> {
  const { business, conversation } = of;
  return manager.findOneBy(HoldRow, { business, conversation, refused: IsNull(), why: IsNull(), until: MoreThan(now) });
}

/** Within the transaction this is a savepoint: a refused row leaves the rest standing. */
async function inserted(tx: EntityManager, row: HoldRow): Promise<boolean> {
  try {
    await tx.transaction((inner) => inner.insert(HoldRow, row));
    return true;
  } catch (error) {
    if (codeOf(error) !== EXCLUSION_VIOLATION) throw error;
    return false;
  }
}

/** An appointment of another is in the way; of the conversation's own, only the one that this very choice became. */
async function bookedThere(
  tx: EntityManager,
  { business, conversation, data }: Choice,
  { resource, from, to }: Busy,
): Promise<HoldRefusal | undefined> {
  const found: { conversation: string; service: string; starts_at: Date }[] = await tx.query(
    `select conversation, service, starts_at from calendar.appointment
     where business = $1 and resource = $2 and status <> 'cancelled'
       and tstzrange(starts_at, busy_until) && tstzrange($3, $4)`,
    [business, resource, new Date(from), new Date(to)],
  );
  if (found.some((one) => one.conversation !== conversation)) return 'slot_taken';
  const isBooked = found.some((one) => one.service === data.slot.service && one.starts_at.getTime() === from);
  return isBooked ? 'no_longer_chosen' : undefined;
}

function unavailable(error: unknown): never {
  throw asUnavailable(error);
}
