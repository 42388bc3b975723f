import type {
  Adjustments,
  ApprovedArgs,
  Channel,
  DeclineReason,
  NoSelection,
  Reason,
  SelectionEvidence,
  Slot,
} from '@slotguard/conversation';
import type { ValueTransformer } from 'typeorm';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const SCHEMA = 'read_model';

/** Positions are far below 2^53; the driver gives 64-bit integers as strings. */
const asNumber: ValueTransformer = { to: (value: number) => value, from: (value: string) => Number(value) };

export type ConversationStatus = 'active' | 'booked' | 'opted_out' | 'ended';

@Entity({ schema: SCHEMA, name: 'conversation' })
@Index(['business', 'lastActivity'])
export class Conversation {
  @PrimaryColumn('text') business!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') channel!: Channel;
  /** Made by the database from the facts below: opted out before ended before booked before active. */
  @Column({ type: 'text', insert: false, update: false }) status!: ConversationStatus;
  @Column('boolean', { name: 'opted_out' }) optedOut!: boolean;
  /** When the customer last said whether they want messages. */
  @Column('timestamptz', { name: 'consent_at', nullable: true }) consentAt!: Date | null;
  @Column('boolean') ended!: boolean;
  /** The last one booked, as long as it stands. */
  @Column('text', { nullable: true }) appointment!: string | null;
  /** The id of a `Customer`, once identified. */
  @Column('text', { nullable: true }) customer!: string | null;
  @Column('timestamptz', { name: 'first_activity' }) firstActivity!: Date;
  @Column('timestamptz', { name: 'last_activity' }) lastActivity!: Date;
  /** The last event of the conversation that these rows contain: none is taken in twice. */
  @Column('bigint', { name: 'as_of', transformer: asNumber }) asOf!: number;
}

export type Delivery = 'queued' | 'sent' | 'failed' | 'delivered';

@Entity({ schema: SCHEMA, name: 'message' })
export class Message {
  @PrimaryColumn('text') business!: string;
  @PrimaryColumn('text') conversation!: string;
  /** Of its event: `utt-…` or `out-…`. */
  @PrimaryColumn('text') id!: string;
  @Column('text') direction!: 'in' | 'out';
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
  @Column('bigint', { transformer: asNumber }) position!: number;
  /** Out only. */
  @Column('text', { nullable: true }) delivery!: Delivery | null;
  @Column('text', { name: 'failure_code', nullable: true }) failureCode!: string | null;
  /** In only: what the guard made of it, as soon as it is recorded. */
  @Column('text', { nullable: true }) verdict!: 'selected' | NoSelection | null;
  /** The words that chose, and what they chose. */
  @Column('text', { nullable: true }) words!: string | null;
  @Column('jsonb', { nullable: true }) slot!: Slot | null;
}

@Entity({ schema: SCHEMA, name: 'customer' })
@Index(['business', 'address'], { unique: true })
export class Customer {
  @PrimaryColumn('text') business!: string;
  /** The conversation in which the customer was first identified: it tells nothing about a person. */
  @PrimaryColumn('text') id!: string;
  @Column('text', { nullable: true }) name!: string | null;
  /** A phone number or mail address; one customer each. */
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { name: 'verified_by' }) verifiedBy!: 'channel_address' | 'said' | 'operator';
}

@Entity({ schema: SCHEMA, name: 'decision' })
export class Decision {
  @PrimaryColumn('text') business!: string;
  @PrimaryColumn('text') conversation!: string;
  /** Of its event: `dec-…`. */
  @PrimaryColumn('text') id!: string;
  @Column('text') request!: string;
  @Column('boolean') approved!: boolean;
  @Column('text', { nullable: true }) reason!: Reason | null;
  @Column('text') mode!: 'enforce' | 'shadow';
  @Column('text') policy!: string;
  /** Mode `shadow`: what enforcing would have said. */
  @Column('text', { name: 'would_reject', nullable: true }) wouldReject!: Reason | null;
  @Column('jsonb', { nullable: true }) args!: ApprovedArgs | null;
  @Column('jsonb', { nullable: true }) adjustments!: Adjustments | null;
  /** Ids of the check, the presentation and the utterance; of a reschedule also of the utterance that asked for it. */
  @Column('jsonb', { nullable: true }) evidence!: SelectionEvidence | null;
  @Column('timestamptz') at!: Date;
  @Column('bigint', { transformer: asNumber }) position!: number;
  /** What the calendar made of an approval: null until it said. */
  @Column('text', { nullable: true }) outcome!: 'booked' | 'cancelled' | 'rescheduled' | DeclineReason | null;
}

@Entity({ schema: SCHEMA, name: 'checkpoint' })
export class Checkpoint {
  @PrimaryColumn('text') reader!: string;
  /** Every event up to here is in the rows. */
  @Column('bigint', { transformer: asNumber }) position!: number;
}

export const ENTITIES = [Conversation, Message, Customer, Decision, Checkpoint];
