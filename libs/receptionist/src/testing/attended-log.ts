import type { NewStoredEvent } from '@slotguard/contracts';
import { newEvent, parseEvent } from '@slotguard/contracts';
import type { ConversationEvent, EventNamed, Policy, Recorded } from '@slotguard/conversation';
import {
  defaultPolicy,
  fallOf,
  guardEventIdFor,
  holdId,
  nextOwed,
  outcomeId,
  releaseId,
} from '@slotguard/conversation';
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
  private readonly known = new Map<number, Recorded<ConversationEvent>>();

  constructor(private readonly attendance: Attendance) {
    super({ clock: { now: attendance.now } });
  }

  override async append(event: NewStoredEvent): Promise<Appended> {
    const appended = await super.append(event);
    if (guardEventIdFor(event) !== undefined) await this.attend(event);
    if (event.type === 'CancellationOrdered') await this.carryOut(parseEvent(appended.event));
    await this.letGo(event);
    return appended;
  }

  private async attend(ref: NewStoredEvent): Promise<void> {
    const { policy = defaultPolicy() } = this.attendance;
    for (;;) {
      const owed = nextOwed(await loadStory(this, ref, this.known), () => policy);
      if (!owed) return;
      const { event, adopted } = await super.append(owed);
      const decided = parseEvent(event);
      if (adopted) continue;
      if (decided.type === 'BookingApproved') await this.book(decided);
      if (decided.type === 'CancellationApproved' || decided.type === 'RescheduleApproved') await this.change(decided);
      if (decided.type === 'SlotSelected') await this.keep(decided);
    }
  }

  private async keep(choice: Recorded<EventNamed<'SlotSelected'>>): Promise<void> {
    const { time, business, conversation, channel, correlation, data } = choice;
    const { slot, evidence } = data;
    await this.letGo(choice);
    const id = holdId(evidence.utterance);
    const envelope = { id, time, business, conversation, channel, correlation, writer: 'calendar' as const };
    const { calendar } = this.attendance;
    const refused = calendar.isFree(slot) ? calendar.refusesHolds : 'slot_taken';
    const event =
      refused === undefined
        ? newEvent('HoldPlaced', envelope, { hold: id, verdict: choice.id, slot, until: slot.start }, {})
        : newEvent('HoldRefused', envelope, { verdict: choice.id, slot, reason: refused }, {});
    await super.append(event);
  }

  /** Ends the hold of a choice that stands no more. */
  private async letGo(ref: Pick<NewStoredEvent, 'business' | 'conversation' | 'time' | 'correlation'>): Promise<void> {
    const { business, conversation, time, correlation } = ref;
    const story = await loadStory(this, { business, conversation }, this.known);
    const ended = new Set(story.flatMap((event) => (event.type === 'HoldReleased' ? [event.data.hold] : [])));
    for (const placed of story) {
      if (placed.type !== 'HoldPlaced' || ended.has(placed.data.hold)) continue;
      const fall = fallOf(story, placed.data.hold.slice(holdId('').length));
      if (!fall) continue;
      const { channel, data } = placed;
      const envelope = { time, business, conversation, channel, correlation, writer: 'calendar' as const };
      const id = releaseId(data.hold);
      await super.append(newEvent('HoldReleased', { ...envelope, id }, { hold: data.hold, why: fall.why }, {}));
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

  private async carryOut(order: Recorded<ConversationEvent>): Promise<void> {
    if (order.type !== 'CancellationOrdered') return;
    const { time, business, conversation, channel, correlation, id: request } = order;
    const id = outcomeId(request);
    const { appointment, slot } = order.data;
    const envelope = { id, time, business, conversation, channel, correlation, causation: request };
    this.attendance.calendar.taken.delete(Date.parse(slot.start));
    const data = { request, appointment, slot };
    await super.append(newEvent('AppointmentCancelled', { ...envelope, writer: 'calendar' }, data, {}));
  }

  private async change(approval: Recorded<EventNamed<'CancellationApproved' | 'RescheduleApproved'>>): Promise<void> {
    const { calendar } = this.attendance;
    const { time, business, conversation, channel, correlation } = approval;
    const { request, appointment } = approval.data;
    const id = outcomeId(request);
    const envelope = { id, time, business, conversation, channel, correlation, writer: 'calendar' as const };
    if (approval.type === 'CancellationApproved') {
      const { slot } = approval.data;
      calendar.taken.delete(Date.parse(slot.start));
      await super.append(newEvent('AppointmentCancelled', envelope, { request, appointment, slot }, {}));
      return;
    }
    const { from, args } = approval.data;
    const slot = { slotId: '', end: args.start, resource: '', ...args };
    if (!calendar.isFree(slot)) {
      const why = { kind: 'reschedule', reason: 'slot_taken', slot: args } as const;
      await super.append(newEvent('ChangeDeclined', envelope, { request, appointment, ...why }, {}));
      return;
    }
    calendar.taken.delete(Date.parse(from.start));
    calendar.taken.add(Date.parse(args.start));
    await super.append(newEvent('AppointmentRescheduled', envelope, { request, appointment, from, slot }, {}));
  }
}
