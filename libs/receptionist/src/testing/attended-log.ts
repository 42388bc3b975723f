import type { NewStoredEvent } from '@slotguard/contracts';
import { newEvent, parseEvent } from '@slotguard/contracts';
import type { EventNamed, Policy, Recorded } from '@slotguard/conversation';
import { defaultPolicy, nextOwed, outcomeId } from '@slotguard/conversation';
import type { Appended } from '@slotguard/event-log';
import { loadStory, MemoryEventLog } from '@slotguard/event-log';
import type { SmallCalendar } from './small-calendar.js';

interface Attendance {
  readonly calendar: SmallCalendar;
  readonly now: () => Date;
  readonly policy?: Policy;
}

/** A log that guard and calendar attend to: whatever they owe is there when an append returns. */
export class AttendedLog extends MemoryEventLog {
  constructor(private readonly attendance: Attendance) {
    super({ clock: { now: attendance.now } });
  }

  override async append(event: NewStoredEvent): Promise<Appended> {
    const appended = await super.append(event);
    if (event.type === 'UserUtterance' || event.type === 'BookingRequested') await this.attend(event);
    return appended;
  }

  private async attend(ref: NewStoredEvent): Promise<void> {
    const { policy = defaultPolicy() } = this.attendance;
    for (;;) {
      const owed = nextOwed(await loadStory(this, ref), () => policy);
      if (!owed) return;
      const { event, adopted } = await super.append(owed);
      const decided = parseEvent(event);
      if (!adopted && decided.type === 'BookingApproved') await this.book(decided);
    }
  }

  private async book(approval: Recorded<EventNamed<'BookingApproved'>>): Promise<void> {
    const { calendar } = this.attendance;
    const { request, args } = approval.data;
    const id = outcomeId(request);
    const { time, business, conversation, channel, correlation } = approval;
    const envelope = { id, time, business, conversation, channel, correlation, writer: 'calendar' as const };
    const slot = { slotId: '', end: args.start, resource: '', ...args };
    const reason = calendar.declines ?? 'slot_taken';
    const event =
      calendar.isFree(slot) && calendar.declines === undefined
        ? newEvent('AppointmentBooked', envelope, { request, appointment: id, slot }, {})
        : newEvent('AppointmentDeclined', envelope, { request, reason, slot: args }, {});
    calendar.taken.add(Date.parse(args.start));
    await super.append(event);
  }
}
