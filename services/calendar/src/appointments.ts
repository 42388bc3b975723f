import type { Clock, Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import { outcomeId, type Approval, type BookingApproved } from '@slotguard/conversation';
import { setTimeout as wait } from 'node:timers/promises';
import { MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { Appointment } from './database/appointment.entity.js';
import { asUnavailable, codeOf, EXCLUSION_VIOLATION, lostRace } from './database/database-error.js';
import { OutcomeRow, type Said } from './database/outcome.entity.js';
import type { Busy } from './openings.js';
import { changeAppointment } from './change-appointment.js';
import { reviewApproval, type Bookable } from './review-approval.js';

/** Rivals for one slot take turns, so losing a race twice is rare already; after these the reader tries again, later. */
const RACES_MAX = 5;
const RACE_PAUSE_MS = 20;

export interface AppointmentsOptions {
  readonly source: DataSource;
  readonly business: Business;
  readonly clock: Clock;
  /** Hears of each race that was lost and is run again. */
  readonly onLostRace?: (code: string, attempt: number) => void;
}

/** The appointments of one business in its database. Every method throws `CalendarUnavailable` when that can't be asked now. */
export class Appointments {
  constructor(private readonly options: AppointmentsOptions) {}

  /** What is taken from this instant on. */
  async busyFrom(
    instant: Instant,
    /** Save for this one, which is to be moved. */
    freeing?: { readonly conversation: string; readonly appointment: string },
  ): Promise<Busy[]> {
    const { source, business } = this.options;
    const rows = await source
      .getRepository(Appointment)
      .find({
        select: { conversation: true, id: true, resource: true, startsAt: true, busyUntil: true },
        where: { business: business.id, busyUntil: MoreThan(new Date(instant)), status: Not('cancelled') },
      })
      .catch(unavailable);
    return rows
      .filter(({ conversation, id }) => conversation !== freeing?.conversation || id !== freeing.appointment)
      .map(({ resource, startsAt, busyUntil }) => ({
        resource,
        from: startsAt.getTime(),
        to: busyUntil.getTime(),
      }));
  }

  /** What becomes of an approved request: decided once, told the same for ever after. */
  async outcomeOf(approval: Approval): Promise<OutcomeRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.options.source.transaction((tx) => this.decide(tx, approval));
      } catch (error) {
        if (!lostRace(error) || attempt === RACES_MAX) return unavailable(error);
        this.options.onLostRace?.(codeOf(error) ?? '', attempt);
        await wait(RACE_PAUSE_MS * attempt);
      }
    }
  }

  ping(): Promise<unknown> {
    return this.options.source.query('select').catch(unavailable);
  }

  /** One transaction: the outcome and what it does to the appointment. */
  private async decide(tx: EntityManager, approval: Approval): Promise<OutcomeRow> {
    const { business, clock } = this.options;
    const key = { business: approval.business, conversation: approval.conversation, request: approval.data.request };
    // One booking of this business after another: the constraint alone would do, by deadlocks that are slow to be found.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`calendar ${key.business}`]);
    const decided = await tx.findOneBy(OutcomeRow, key);
    if (decided) return decided;
    const now = clock.now();
    const said =
      approval.type === 'BookingApproved'
        ? await this.review(tx, key, approval, now)
        : await changeAppointment(tx, approval, business, now.getTime());
    const row = tx.create(OutcomeRow, { ...key, decidedAt: now, said });
    await tx.insert(OutcomeRow, row);
    return row;
  }

  private async review(
    tx: EntityManager,
    key: Pick<OutcomeRow, 'business' | 'conversation' | 'request'>,
    approval: BookingApproved,
    now: Date,
  ): Promise<Said> {
    const review = reviewApproval(this.options.business, approval.data, now.getTime());
    if (review.ok) return this.book(tx, key, review.candidates, approval);
    return { kind: 'declined', reason: review.reason, slot: approval.data.args };
  }

  /** The first candidate whose resource is free; the exclusion constraint is the judge. */
  private async book(
    tx: EntityManager,
    { business, conversation, request }: Pick<OutcomeRow, 'business' | 'conversation' | 'request'>,
    candidates: readonly Bookable[],
    approval: BookingApproved,
  ): Promise<Said> {
    // The appointment is named as its event is.
    const appointment = outcomeId(request);
    for (const { slot, starts, ends, busyUntil } of candidates) {
      const row = {
        ...{ business, conversation, id: appointment, service: slot.service, resource: slot.resource },
        ...{ startsAt: new Date(starts), endsAt: new Date(ends), busyUntil: new Date(busyUntil) },
        status: 'booked' as const,
      };
      try {
        // Within the transaction this is a savepoint: a refused row leaves the rest standing.
        await tx.transaction((inner) => inner.insert(Appointment, row));
        return { kind: 'booked', appointment, slot };
      } catch (error) {
        if (codeOf(error) !== EXCLUSION_VIOLATION) throw error;
      }
    }
    return { kind: 'declined', reason: 'slot_taken', slot: approval.data.args };
  }
}

function unavailable(error: unknown): never {
  throw asUnavailable(error);
}
