import { instantOf, toBusinessTime, type Clock, type Instant } from '@slotguard/business-time';
import { newEvent, type Business } from '@slotguard/contracts';
import { reminderId, type EventNamed, type Recorded, type Story } from '@slotguard/conversation';
import { isRetryable, loadStory, type EventLog } from '@slotguard/event-log';
import { Between, Raw, type DataSource } from 'typeorm';
import { slotIn } from './change-appointment.js';
import { Appointment } from './database/appointment.entity.js';
import { asUnavailable } from './database/database-error.js';
import { inMs } from './local-day.js';
import { quietAt } from './quiet-hours.js';
import { reminderAt, reminderUntil } from './reminder-time.js';

export interface RemindersOptions {
  readonly source: DataSource;
  readonly business: Business;
  readonly clock: Clock;
  readonly log: EventLog;
  /** Hears of each appointment whose reminder can't be told, for a reason that no retry mends. */
  readonly onError?: (error: unknown, appointment: string) => void;
}

/** Whoever booked or moved it so short a time before has just been told. */
const JUST_TOLD_MS = 2 * 60 * 60_000;
/** Nobody is interrupted who has said something so short a time ago. */
const TALKING_MS = 10 * 60_000;
/** What one sweep sees to: the next one goes on. */
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

type Made = Recorded<EventNamed<'AppointmentBooked' | 'AppointmentRescheduled'>>;

/** Says whose appointment is near enough to be reminded of. Any instance may do so, any number of times: the event's id makes it once. */
export class Reminders {
  constructor(private readonly options: RemindersOptions) {}

  /** Throws `CalendarUnavailable`, or what the log throws, when that can't be seen to now. */
  async sweep(): Promise<void> {
    const { business, clock, onError } = this.options;
    if (business.reminderMinutes === 0) return;
    const now = clock.now().getTime();
    if (quietAt(now, business)) return;
    for (const row of await this.near(now)) {
      await this.see(row, now).catch((error: unknown) => {
        if (isRetryable(error)) throw error;
        onError?.(error, row.id);
      });
    }
  }

  /** The next ones that may be due; quiet hours bring a reminder forward by less than a day. */
  private near(now: Instant): Promise<Appointment[]> {
    const { source, business } = this.options;
    return source
      .getRepository(Appointment)
      .find({
        where: {
          ...{ business: business.id, status: 'booked' },
          startsAt: Between(new Date(now), new Date(now + inMs(business.reminderMinutes) + DAY_MS)),
          remindedOf: Raw((column) => `${column} is distinct from starts_at`),
        },
        order: { startsAt: 'asc' },
        take: AT_ONCE,
      })
      .catch(unavailable);
  }

  private async see(row: Appointment, now: Instant): Promise<void> {
    const { business, log } = this.options;
    const starts = row.startsAt.getTime();
    const due = reminderAt(starts, business);
    if (due > now) return;
    const story = await loadStory(log, row);
    const made = madeIn(story, row);
    // What has no event yet is told by nobody yet.
    if (!made || isTalking(story, now)) return;
    if (instantOf(made.time) + JUST_TOLD_MS <= due) await log.append(this.dueOf(row, made, now));
    await this.seen(row);
  }

  private dueOf(row: Appointment, made: Made, now: Instant): EventNamed<'ReminderDue'> {
    const { business } = this.options;
    const { timeZone } = business;
    const slot = slotIn(row, business);
    const envelope = {
      ...{ id: reminderId(row.id, slot.start), time: toBusinessTime(now, timeZone), business: business.id },
      ...{ conversation: row.conversation, channel: made.channel, writer: 'calendar' as const },
      ...{ correlation: made.correlation, causation: made.id },
    };
    const validUntil = toBusinessTime(reminderUntil(row.startsAt.getTime(), now, business), timeZone);
    return newEvent('ReminderDue', envelope, { appointment: row.id, slot, validUntil }, {});
  }

  /** Unless it was moved meanwhile: then it is another start that is seen to. */
  private async seen({ business, conversation, id, startsAt }: Appointment): Promise<void> {
    await this.options.source
      .getRepository(Appointment)
      .update({ business, conversation, id, startsAt }, { remindedOf: startsAt })
      .catch(unavailable);
  }
}

/** What brought the appointment where it is. */
function madeIn(story: Story, { id, startsAt }: Appointment): Made | undefined {
  return story.findLast(
    (event): event is Made =>
      (event.type === 'AppointmentBooked' || event.type === 'AppointmentRescheduled') &&
      event.data.appointment === id &&
      instantOf(event.data.slot.start) === startsAt.getTime(),
  );
}

function isTalking(story: Story, now: Instant): boolean {
  const said = story.findLast(({ type }) => type === 'UserUtterance');
  return said !== undefined && now - instantOf(said.time) < TALKING_MS;
}

function unavailable(error: unknown): never {
  throw asUnavailable(error);
}
