import { randomUUID } from 'node:crypto';
import type { Clock, DisplayChannel, ParsedTime } from '@slotguard/business-time';
import * as time from '@slotguard/business-time';
import { formatErrorForChannel } from '@slotguard/channel-kit';
import type { Asked, Choice, OfferedSlot } from '@slotguard/choice';
import { extractChoice } from '@slotguard/choice';
import { newEvent, parseEvent } from '@slotguard/contracts';
import type {
  Adjustments,
  Approval,
  ApprovedArgs,
  AvailabilityQuery,
  BookingArgs,
  ChangeAsked,
  Channel,
  ConversationState,
  DeclineReason,
  EventNamed,
  EventType,
  NoSelection,
  Policy,
  Slot,
  Story,
} from '@slotguard/conversation';
import { decisionId, foldStory, mayWrite, outcomeId, verdictId } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { settle } from './settle.js';
import { SlotSelectionError } from './slot-selection-error.js';

/** The conversation that a call is about. `id`: letters, digits, `_` and `-`; the same one for the whole talk. */
export interface ConversationHandle {
  readonly id: string;
  readonly channel: Channel;
}

export interface SlotSelectionOptions {
  readonly business?: string;
  /** Tests pin it. */
  readonly clock?: Clock;
  /** How long an approval may be booked, in milliseconds. */
  readonly validForMs?: number;
}

/** What an utterance did to the selection. */
export type Captured =
  | { readonly selected: Slot; readonly words: string }
  /** `change`: what the words ask to be done about appointments that there are, if they do. */
  | { readonly selected?: never; readonly why: NoSelection; readonly change?: ChangeAsked };

/** What is open in a conversation, for a prompt or a screen. */
export interface PendingSummary {
  readonly offers: readonly Slot[];
  readonly selected?: Slot;
  /** Why an earlier choice does not count any more. */
  readonly cleared?: NonNullable<ConversationState['cleared']>;
  readonly bookingInProgress: boolean;
  readonly appointments: readonly Slot[];
}

const TWO_MINUTES_MS = 120_000;

/**
 * The guard for a service of your own: each call appends to the log and returns what the same fold says that decides everywhere else.
 * Ids that you pass (a message's, a request's) make a call safe to repeat; without one, every call is a new event.
 */
export class SlotSelection {
  private readonly business: string;
  private readonly clock: Clock;
  private readonly validForMs: number;

  constructor(
    private readonly log: EventLog,
    private readonly policy: Policy,
    options: SlotSelectionOptions = {},
  ) {
    this.business = options.business ?? 'embedded';
    this.clock = options.clock ?? { now: () => new Date() };
    this.validForMs = options.validForMs ?? TWO_MINUTES_MS;
  }

  /** Records what a check found, replacing earlier offers; `shown` (default true) when the customer sees it, numbered from 1. */
  async recordOffers(
    conversation: ConversationHandle,
    slots: readonly Slot[],
    options: { readonly asked?: AvailabilityQuery; readonly shown?: boolean; readonly id?: string } = {},
  ): Promise<PendingSummary> {
    const id = options.id ?? randomUUID();
    const asked = options.asked ?? { service: slots[0]?.service ?? 'any' };
    await this.append(conversation, 'AvailabilityChecked', `chk-${id}`, { success: true, asked, slots });
    if (options.shown !== false && slots.length > 0) {
      const offers = slots.map((slot, i) => ({ number: i + 1, slot }));
      const reachedAt = this.now();
      await this.append(conversation, 'OffersPresented', `shown-${id}`, {
        offers,
        reachedAt,
        evidence: { kind: 'shown' },
      });
    }
    return this.getPendingSummary(conversation);
  }

  /** Reads what the customer said, verbatim, against the offers. Nothing else makes a selection. */
  async captureSelection(
    conversation: ConversationHandle,
    text: string,
    options: { readonly messageId?: string; readonly beganAt?: string } = {},
  ): Promise<Captured> {
    const id = `utt-${options.messageId ?? randomUUID()}`;
    const source = conversation.channel === 'voice' ? 'voice_transcript' : 'message';
    const beganAt = options.beganAt ?? this.now();
    await this.append(conversation, 'UserUtterance', id, { source, beganAt }, { text });
    const verdict = (await this.settle(conversation)).find((event) => event.id === verdictId(id));
    if (verdict?.type === 'SlotSelected') return { selected: verdict.data.slot, words: verdict.personal.words };
    if (verdict?.type !== 'NoSlotSelected') return { why: 'none' };
    const { why, change } = verdict.data;
    return change ? { why, change } : { why };
  }

  /**
   * Lets a booking through, with the offered slot's own fields, or throws a `SlotSelectionError`. After booking, say how it ended with
   * `clearOffers` or `bookingFailed`: until then the next request is `booking_in_progress`.
   */
  async enforceBooking(
    conversation: ConversationHandle,
    args: BookingArgs,
    options: { readonly requestId?: string } = {},
  ): Promise<{ readonly args: ApprovedArgs; readonly adjustments: Adjustments }> {
    const id = `req-${options.requestId ?? randomUUID()}`;
    const validUntil = time.toBusinessTime(this.clock.now().getTime() + this.validForMs, this.policy.timeZone);
    const { slotId, start, service, resource } = args;
    const given = Object.entries({ slotId, start, service, resource }).filter(([, value]) => value !== undefined);
    const data = { ...(Object.fromEntries(given) as BookingArgs), validUntil };
    const { data: recorded } = await this.append(conversation, 'BookingRequested', id, data);
    const isSame = (['slotId', 'start', 'service', 'resource'] as const).every((key) => recorded[key] === args[key]);
    if (!isSame) throw new SlotSelectionError('request_conflict', {});
    const decision = (await this.settle(conversation)).find((event) => event.id === decisionId(id));
    if (decision?.type === 'BookingApproved')
      return { args: decision.data.args, adjustments: decision.data.adjustments };
    if (decision?.type === 'BookingRejected') throw new SlotSelectionError(decision.data.reason, decision.data.help);
    throw new Error(`the guard left ${id} without a decision`);
  }

  /**
   * Lets a cancellation through that the customer asked for in their own words, or throws a `SlotSelectionError`. After cancelling, say how it
   * ended with `clearOffers` or `bookingFailed`.
   */
  async enforceCancellation(
    conversation: ConversationHandle,
    args: { readonly appointment?: string } = {},
    options: { readonly requestId?: string } = {},
  ): Promise<{ readonly appointment: string; readonly slot: Slot }> {
    const id = `req-${options.requestId ?? randomUUID()}`;
    const recorded = await this.append(conversation, 'CancellationRequested', id, { ...args, ...this.valid() });
    if (recorded.type !== 'CancellationRequested' || recorded.data.appointment !== args.appointment)
      throw new SlotSelectionError('request_conflict', {});
    const decision = (await this.settle(conversation)).find((event) => event.id === decisionId(id));
    if (decision?.type === 'CancellationApproved')
      return { appointment: decision.data.appointment, slot: decision.data.slot };
    if (decision?.type === 'CancellationRejected')
      throw new SlotSelectionError(decision.data.reason, decision.data.help);
    throw new Error(`the guard left ${id} without a decision`);
  }

  /** The same for a move to the offered slot that the customer chose after asking for another time. */
  async enforceReschedule(
    conversation: ConversationHandle,
    args: BookingArgs & { readonly appointment?: string } = {},
    options: { readonly requestId?: string } = {},
  ): Promise<{ readonly appointment: string; readonly from: Slot; readonly args: ApprovedArgs }> {
    const id = `req-${options.requestId ?? randomUUID()}`;
    const recorded = await this.append(conversation, 'RescheduleRequested', id, { ...args, ...this.valid() });
    const keys = ['appointment', 'slotId', 'start', 'service', 'resource'] as const;
    if (recorded.type !== 'RescheduleRequested' || !keys.every((key) => recorded.data[key] === args[key]))
      throw new SlotSelectionError('request_conflict', {});
    const decision = (await this.settle(conversation)).find((event) => event.id === decisionId(id));
    if (decision?.type === 'RescheduleApproved') {
      const { appointment, from, args: place } = decision.data;
      return { appointment, from, args: place };
    }
    if (decision?.type === 'RescheduleRejected') throw new SlotSelectionError(decision.data.reason, decision.data.help);
    throw new Error(`the guard left ${id} without a decision`);
  }

  async getPendingSummary(conversation: ConversationHandle): Promise<PendingSummary> {
    const state = foldStory(await this.settle(conversation));
    return {
      offers: state.check?.slots ?? [],
      ...(state.selection ? { selected: state.selection.slot } : {}),
      ...(state.cleared ? { cleared: state.cleared } : {}),
      bookingInProgress: Object.values(state.requests).some(({ outcome }) => outcome === 'pending'),
      appointments: state.appointments.map(({ slot }) => slot),
    };
  }

  /** What was approved was done: booked, moved or cancelled. Offers and selection are cleared by a booking or a move, or where nothing was approved. */
  async clearOffers(conversation: ConversationHandle): Promise<PendingSummary> {
    const story = await this.settle(conversation);
    const approval = pendingApproval(story);
    if (approval && approval.type !== 'BookingApproved') {
      const { request, appointment } = approval.data;
      const id = outcomeId(request);
      if (approval.type === 'CancellationApproved')
        await this.append(conversation, 'AppointmentCancelled', id, { request, appointment, slot: approval.data.slot });
      else {
        const { from, args } = approval.data;
        const slot = { slotId: request, end: args.start, resource: 'any', ...args };
        await this.append(conversation, 'AppointmentRescheduled', id, { request, appointment, from, slot });
      }
    } else if (approval) {
      const { request, args } = approval.data;
      const slot = { slotId: request, end: args.start, resource: 'any', ...args };
      const id = outcomeId(request);
      await this.append(conversation, 'AppointmentBooked', id, { request, appointment: id, slot });
    } else {
      await this.append(conversation, 'AvailabilityChecked', `chk-${randomUUID()}`, {
        success: true,
        asked: { service: 'any' },
        slots: [],
      });
    }
    return this.getPendingSummary(conversation);
  }

  /** What was approved could not be done: an appointment stays where it is, a slot that was to be booked is offered no more, the others still are. */
  async bookingFailed(conversation: ConversationHandle, reason: DeclineReason = 'slot_taken'): Promise<PendingSummary> {
    const approval = pendingApproval(await this.settle(conversation));
    if (approval && approval.type !== 'BookingApproved') {
      const { request, appointment } = approval.data;
      const what =
        approval.type === 'CancellationApproved'
          ? ({ kind: 'cancel' } as const)
          : ({ kind: 'reschedule', slot: approval.data.args } as const);
      await this.append(conversation, 'ChangeDeclined', outcomeId(request), { request, appointment, reason, ...what });
    } else if (approval) {
      const { request, args } = approval.data;
      await this.append(conversation, 'AppointmentDeclined', outcomeId(request), { request, reason, slot: args });
    }
    return this.getPendingSummary(conversation);
  }

  /** What a text says about a list, without recording anything. */
  extractChoice(text: string, offers: readonly OfferedSlot[], channel: Channel, asked: Asked = 'slot'): Choice {
    return extractChoice(text, offers, { timeZone: this.policy.timeZone, now: this.now(), channel, asked });
  }
  slotMatchesRequest(slot: Slot, requestedStart: string): boolean {
    return time.slotMatchesRequest(slot.start, requestedStart, this.policy.timeZone);
  }
  formatErrorForChannel(error: SlotSelectionError, channel: Channel): string {
    return formatErrorForChannel(error.reason, channel);
  }
  parseIsoDateTime(text: string): ParsedTime {
    return time.parseIsoDateTime(text, this.policy.timeZone);
  }
  toBusinessTime(instant: string | Date): string {
    return time.toBusinessTime(instant, this.policy.timeZone);
  }
  formatForDisplay(instant: string | Date, channel: DisplayChannel): string {
    return time.formatForDisplay(instant, channel, this.policy.timeZone);
  }

  private valid(): { readonly validUntil: string } {
    return { validUntil: time.toBusinessTime(this.clock.now().getTime() + this.validForMs, this.policy.timeZone) };
  }

  private now(): string {
    return time.toBusinessTime(this.clock.now(), this.policy.timeZone);
  }

  private settle({ id }: ConversationHandle): Promise<Story> {
    return settle(this.log, { business: this.business, conversation: id }, this.policy);
  }

  private async append<T extends EventType>(
    conversation: ConversationHandle,
    type: T,
    id: string,
    data: EventNamed<T>['data'],
    personal: EventNamed<T>['personal'] = {} as EventNamed<T>['personal'],
  ): Promise<EventNamed<T>> {
    const { id: conversationId, channel } = conversation;
    const writer = mayWrite('calendar', type) ? 'calendar' : channel;
    const envelope = {
      id,
      time: this.now(),
      business: this.business,
      conversation: conversationId,
      channel,
      writer,
    } as const;
    const event = newEvent(type, { ...envelope, correlation: conversationId }, data, personal);
    return parseEvent((await this.log.append(event)).event) as unknown as EventNamed<T>;
  }
}

function pendingApproval(story: Story): Approval | undefined {
  const { requests } = foldStory(story);
  const pending = story.flatMap((event) =>
    (event.type === 'BookingApproved' ||
      event.type === 'CancellationApproved' ||
      event.type === 'RescheduleApproved') &&
    requests[event.data.request]?.outcome === 'pending'
      ? [event]
      : [],
  );
  return pending.at(-1);
}
