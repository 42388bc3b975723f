import type { ApprovedArgs, DeclineReason, Slot } from '@slotguard/conversation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What became of a request: written once, in one transaction with its appointment; every instance appends to the log what it says. */
@Entity({ name: 'outcome', schema: 'calendar' })
export class OutcomeRow {
  @PrimaryColumn('text')
  business!: string;

  @PrimaryColumn('text')
  conversation!: string;

  @PrimaryColumn('text')
  request!: string;

  /** By the calendar's clock; the time of the event. */
  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('jsonb')
  said!: Said;
}

export type Said =
  | { readonly kind: 'booked'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'declined'; readonly reason: DeclineReason; readonly slot: ApprovedArgs }
  | { readonly kind: 'cancelled'; readonly appointment: string; readonly slot: Slot }
  | { readonly kind: 'rescheduled'; readonly appointment: string; readonly from: Slot; readonly slot: Slot }
  | { readonly kind: 'not_changed'; readonly reason: DeclineReason };
