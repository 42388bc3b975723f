import type { Clock } from '@slotguard/business-time';
import {
  parseEvent,
  type AvailabilityAnswer,
  type AvailabilityRequest,
  type Business,
  type StoredEvent,
} from '@slotguard/contracts';
import {
  isInstructionType,
  mayWrite,
  outcomeId,
  type ConversationEvent,
  type Instruction,
} from '@slotguard/conversation';
import type { Appended, EventLog } from '@slotguard/event-log';
import type { Appointments } from './appointments.js';
import { availability } from './availability.js';
import { CalendarUnavailable } from './database/database-error.js';
import type { HoldKeeper } from './hold-keeper.js';
import type { Holds } from './holds.js';
import { outcomeEvent } from './outcome-event.js';

export interface CalendarParts {
  readonly business: Business;
  readonly appointments: Appointments;
  readonly holds: Holds;
  /** Tells of the hold that a booking has used up. */
  readonly keeper: HoldKeeper;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** What the calendar does: it answers what is free, and books, moves and cancels what the guard approved or an operator ordered. */
export class Calendar {
  constructor(private readonly parts: CalendarParts) {}

  /** Never throws for want of a database: then the answer is that there is none. */
  async availability({
    business: asked,
    query,
    limit,
    conversation,
    freeing,
  }: AvailabilityRequest): Promise<AvailabilityAnswer> {
    const { business, appointments, holds, clock } = this.parts;
    if (asked !== business.id) return { success: false, slots: [], note: 'unavailable' };
    const now = clock.now().getTime();
    try {
      // In this order: a hold that becomes an appointment between the two looks is seen by one of them.
      const held = await holds.busyNow(conversation);
      const busy = [...held, ...(await appointments.busyFrom(now, freeing))];
      return availability(business, query, busy, now, limit);
    } catch (error) {
      if (error instanceof CalendarUnavailable) return { success: false, slots: [], note: 'unavailable' };
      throw error;
    }
  }

  /** Appends the one outcome of an approval or an order. Any instance may do so, any number of times. Bugs throw, and park it. */
  async pay(stored: StoredEvent): Promise<Appended> {
    const instruction = parseEvent(stored);
    if (!isInstruction(instruction)) throw new Error(`the calendar owes nothing for ${instruction.type}`);
    const { writer, type } = instruction;
    if (!mayWrite(writer, type)) throw new Error(`${writer} may not say what is ${type}: nothing is done`);
    const { appointments, keeper, log, business } = this.parts;
    const outcome = outcomeEvent(instruction, await appointments.outcomeOf(instruction), business.timeZone);
    const appended = await log.append(outcome);
    if (appended.event.type !== outcome.type)
      throw new Error(`the log says ${appended.event.type} and the calendar's table ${outcome.type}`);
    // An order ends what the customer wanted of the appointment: what was chosen for that falls.
    if (type === 'CancellationOrdered') await keeper.review(instruction);
    await keeper.tellEnds(instruction);
    return appended;
  }
}

function isInstruction(event: ConversationEvent): event is Instruction & ConversationEvent {
  return isInstructionType(event.type);
}

/** The id of the event that this one is owed by the calendar of this business. */
export function owedOutcome(of: Business, { type, business, id, data }: StoredEvent): string | undefined {
  if (!isInstructionType(type) || business !== of.id) return undefined;
  if (type === 'CancellationOrdered') return outcomeId(id);
  const { request } = data as { request?: unknown };
  // One that can't be read is owed something all the same, so that it is handed out and parked.
  return outcomeId(typeof request === 'string' ? request : id);
}
