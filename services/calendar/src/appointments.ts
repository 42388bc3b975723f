import type { Clock, Instant } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import {
  outcomeId,
  requestOf,
  type BookingApproved,
  type DeclineReason,
  type Instruction,
} from '@slotguard/conversation';
import { setTimeout as wait } from 'node:timers/promises';
import { MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { Appointment } from './database/appointment.entity.js';
import { asUnavailable, codeOf, EXCLUSION_VIOLATION, lostRace } from './database/database-error.js';
import { lockBusiness } from './database/lock-business.js';
import { OutcomeRow, type Said } from './database/outcome.entity.js';
import { isHeldByAnother, spendHold } from './held.js';
import type { Busy } from './openings.js';
import { cancelOrdered, changeAppointment } from './change-appointment.js';
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

type OutcomeKey = Pick<OutcomeRow, 'business' | 'conversation' | 'request'>;

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

  /** What becomes of an approved request or an operator's order: decided once, told the same for ever after. */
  async outcomeOf(instruction: Instruction): Promise<OutcomeRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.options.source.transaction((tx) => this.decide(tx, instruction));
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
  private async decide(tx: EntityManager, instruction: Instruction): Promise<OutcomeRow> {
    const { business, conversation } = instruction;
    const key = { business, conversation, request: requestOf(instruction) };
    await lockBusiness(tx, key.business);
    const decided = await tx.findOneBy(OutcomeRow, key);
    if (decided) return decided;
    const now = this.options.clock.now();
    const said = await this.carryOut(tx, key, instruction, now);
    const row = tx.create(OutcomeRow, { ...key, decidedAt: now, said });
    await tx.insert(OutcomeRow, row);
    await spendHold(tx, instruction, said, now);
    return row;
  }

  private carryOut(tx: EntityManager, key: OutcomeKey, instruction: Instruction, now: Date): Promise<Said> {
    const { business } = this.options;
    switch (instruction.type) {
      case 'BookingApproved':
        return this.judge(tx, key, instruction, now);
      case 'CancellationApproved':
      case 'RescheduleApproved':
        return changeAppointment(tx, instruction, business, now);
      case 'CancellationOrdered':
        return cancelOrdered(tx, instruction, business, now);
      default:
        return instruction satisfies never;
    }
  }

  /** By the calendar's own rules, the customer's bound, and what is free. */
  private async judge(tx: EntityManager, key: OutcomeKey, approval: BookingApproved, now: Date): Promise<Said> {
    const declined = (reason: DeclineReason): Said => ({ kind: 'declined', reason, slot: approval.data.args });
    const review = reviewApproval(this.options.business, approval.data, now.getTime());
    if (!review.ok) return declined(review.reason);
    if (await this.hasMany(tx, key, now)) return declined('too_many');
    return this.book(tx, key, review.candidates, approval, now);
  }

  /** Whether the customer has as many appointments to come as one may have. */
  private async hasMany(tx: EntityManager, { business, conversation }: OutcomeKey, now: Date): Promise<boolean> {
    const toCome = { business, conversation, endsAt: MoreThan(now), status: 'booked' as const };
    return (await tx.countBy(Appointment, toCome)) >= this.options.business.appointmentsPerCustomer;
  }

  /** The first candidate whose resource is free and not held for somebody else; the exclusion constraint is the judge of appointments. */
  private async book(
    tx: EntityManager,
    { business, conversation, request }: OutcomeKey,
    candidates: readonly Bookable[],
    approval: BookingApproved,
    now: Date,
  ): Promise<Said> {
    // The appointment is named as its event is.
    const appointment = outcomeId(request);
    for (const { slot, starts, ends, busyUntil } of candidates) {
      const span = { resource: slot.resource, from: starts, to: busyUntil };
      if (await isHeldByAnother(tx, { business, conversation }, span, now)) continue;
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
