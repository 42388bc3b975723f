import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One appointment. Two live ones of one resource never overlap, `busyUntil` included: an exclusion constraint sees to that. */
@Entity({ name: 'appointment', schema: 'calendar' })
export class Appointment {
  @PrimaryColumn('text')
  business!: string;

  @PrimaryColumn('text')
  conversation!: string;

  /** `apt-<request>` */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  service!: string;

  @Column('text')
  resource!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  /** With what is kept free after it. */
  @Column('timestamptz', { name: 'busy_until' })
  busyUntil!: Date;

  @Column('text')
  status!: 'booked' | 'cancelled';

  /** The start of which its reminder is seen to: said, or not needed. Another one after a move is not. */
  @Column('timestamptz', { name: 'reminded_of', nullable: true })
  remindedOf!: Date | null;
}
