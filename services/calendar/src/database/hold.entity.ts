import type { HoldRefusal, ReleaseReason, Slot } from '@slotguard/conversation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The calendar's answer to a choice: a hold, or why there is none. Written once; a hold is changed once, when it ends. Two holds of one
 * resource never overlap while both live, nor do two of one conversation: exclusion constraints see to that, over their lifetimes, so that
 * a hold that has expired is in nobody's way, whether or not anybody has noticed.
 */
@Entity({ name: 'hold', schema: 'calendar' })
export class HoldRow {
  @PrimaryColumn('text')
  business!: string;

  @PrimaryColumn('text')
  conversation!: string;

  /** `hld-<utterance>` */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  verdict!: string;

  /** The verdict's place in the log: what is chosen later counts. */
  @Column('bigint', { transformer: { to: (place: number) => place, from: Number } })
  place!: number;

  @Column('text')
  channel!: 'sms' | 'email' | 'voice';

  @Column('text')
  correlation!: string;

  @Column('jsonb')
  slot!: Slot;

  /** By the calendar's clock; the time of the event. */
  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('text', { nullable: true })
  refused!: HoldRefusal | null;

  /** What it keeps of its resource; null, as the rest, when it was refused. */
  @Column('text', { nullable: true })
  resource!: string | null;

  @Column('timestamptz', { name: 'starts_at', nullable: true })
  startsAt!: Date | null;

  @Column('timestamptz', { name: 'busy_until', nullable: true })
  busyUntil!: Date | null;

  /** When it ends at the latest. */
  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  /** It lives from `decidedAt` to here: `until`, or when it was let go. */
  @Column('timestamptz', { name: 'live_until', nullable: true })
  liveUntil!: Date | null;

  @Column('text', { nullable: true })
  why!: ReleaseReason | null;

  /** The event that ended it; the hold itself when its time was over. */
  @Column('text', { nullable: true })
  cause!: string | null;

  /** Its end is in the log, as far as anybody here knows. */
  @Column('boolean')
  told!: boolean;
}
