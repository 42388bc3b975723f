import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { newEvent } from '@slotguard/contracts';
import { isRequest } from '@slotguard/conversation';
import type {
  Asks,
  BookingArgs,
  Channel,
  ConversationEvent,
  DeclineReason,
  EventNamed,
  EventType,
  Recorded,
  Slot,
  Writer,
} from '@slotguard/conversation';
import { holdId, releaseId, reminderId } from '@slotguard/conversation';

/** Sunday, 16 November 2025, nine in the morning in New York: where pinned stories begin. */
export const STORY_BEGINS = '2025-11-16T09:00:00-05:00';

/** A slot on the story's day: `slotAt('14:00')`, two PM, Botox with Dana, half an hour. */
export function slotAt(time: string, over: Partial<Slot> & { minutes?: number } = {}): Slot {
  const { minutes = 30, ...fields } = over;
  const start = fields.start ?? `2025-11-16T${time}:00-05:00`;
  const service = fields.service ?? 'botox';
  const resource = fields.resource ?? 'dana';
  const slotId = `${service}_${resource}_${toBusinessTime(start, 'utc').replace(/[-:]/g, '').replace(/\.000/, '')}`;
  return { slotId, start, end: toBusinessTime(instantOf(start) + minutes * 60_000), service, resource, ...fields };
}

/** What a step may know of the story so far. */
export interface StoryContext {
  readonly n: number;
  readonly time: string;
  readonly channel: Channel;
  readonly events: readonly Recorded<ConversationEvent>[];
}
/** One thing that happens. Steps are a minute apart unless they say otherwise. */
export interface StoryStep {
  readonly afterMs: number;
  readonly make: (context: StoryContext) => ConversationEvent;
}

const MINUTE = 60_000;

function step<T extends EventType>(
  type: T,
  body: (context: StoryContext) => { data: EventNamed<T>['data']; personal?: EventNamed<T>['personal']; id?: string },
  writer?: Writer,
): StoryStep {
  return {
    afterMs: MINUTE,
    make: (context) => {
      const { data, personal, id } = body(context);
      const envelope = {
        id: id ?? `${type.toLowerCase()}-${context.n}`,
        time: context.time,
        business: 'radiance',
        conversation: 'story',
        channel: context.channel,
        writer: writer ?? context.channel,
        correlation: 'story',
      };
      return newEvent(type, envelope, data, personal ?? ({} as EventNamed<T>['personal'])) as ConversationEvent;
    },
  };
}

/** The same step, so long after the one before it. */
export function after(ms: number, { make }: StoryStep): StoryStep {
  return { afterMs: ms, make };
}

export const check = (...slots: Slot[]): StoryStep =>
  step('AvailabilityChecked', () => ({ data: { success: true, asked: { service: 'botox' }, slots } }));
export const failedCheck = (): StoryStep =>
  step('AvailabilityChecked', () => ({
    data: { success: false, asked: { service: 'botox' }, slots: [], note: 'unavailable' },
  }));

/** The customer sees these, numbered from 1, in a list that needs no recorded message. */
export const shows = (...slots: Slot[]): StoryStep =>
  step('OffersPresented', ({ time }) => ({
    data: {
      offers: slots.map((slot, i) => ({ number: i + 1, slot })),
      reachedAt: time,
      evidence: { kind: 'sent' },
    },
  }));

/** The assistant says something that asks for this, and it is sent at once (two steps: spread them). */
export function assistant(
  asks: 'slot' | 'other' | Slot | { readonly cancel: string } | { readonly attend: string },
): StoryStep[] {
  const kind: Asks =
    typeof asks === 'string'
      ? { kind: asks }
      : 'cancel' in asks
        ? { kind: 'cancel', appointment: asks.cancel }
        : 'attend' in asks
          ? { kind: 'attend', appointment: asks.attend }
          : { kind: 'confirm', slot: asks };
  return [
    step('AssistantReplied', ({ n }) => ({
      id: `out-${n}`,
      data: { turn: 'story', asks: kind, purpose: 'chatter', offers: [], breaches: [] },
      personal: { text: '…' },
    })),
    after(
      500,
      step('MessageSent', ({ n }) => ({ data: { message: `out-${n - 1}`, providerId: `SM${n}`, status: 'sent' } })),
    ),
  ];
}

export const customer = (text: string, over: Partial<EventNamed<'UserUtterance'>['data']> = {}): StoryStep =>
  step('UserUtterance', ({ n, time, channel }) => ({
    id: `utt-${n}`,
    data: { source: channel === 'voice' ? 'voice_transcript' : 'message', beganAt: time, ...over },
    personal: { text },
  }));

export const request = (args: BookingArgs & { turn?: string; id?: string } = {}): StoryStep => {
  const { id, ...rest } = args;
  return step('BookingRequested', ({ n, time }) => ({
    id: id ?? `req-${n}`,
    data: { ...rest, validUntil: toBusinessTime(instantOf(time) + 2 * MINUTE) },
  }));
};

/** The calendar's word on the last request. */
export const booked = (slot: Slot): StoryStep =>
  step(
    'AppointmentBooked',
    ({ events }) => {
      const request = lastRequest(events);
      return { id: `apt-${request}`, data: { request, appointment: `apt-${request}`, slot } };
    },
    'calendar',
  );
export const taken = (slot: Slot): StoryStep =>
  step(
    'AppointmentDeclined',
    ({ events }) => {
      const request = lastRequest(events);
      return { id: `apt-${request}`, data: { request, reason: 'slot_taken', slot } };
    },
    'calendar',
  );
/** The calendar's answer to the last choice: kept for this long, or refused. */
export const held = (minutes = 10): StoryStep =>
  step(
    'HoldPlaced',
    ({ events, time }) => {
      const { id: verdict, data } = lastChoice(events);
      const hold = holdId(data.evidence.utterance);
      const until = toBusinessTime(instantOf(time) + minutes * MINUTE);
      return { id: hold, data: { hold, verdict, slot: data.slot, until } };
    },
    'calendar',
  );
export const notHeld = (reason: EventNamed<'HoldRefused'>['data']['reason'] = 'slot_taken'): StoryStep =>
  step(
    'HoldRefused',
    ({ events }) => {
      const { id: verdict, data } = lastChoice(events);
      return { id: holdId(data.evidence.utterance), data: { verdict, slot: data.slot, reason } };
    },
    'calendar',
  );
/** The last hold ends. */
export const letGo = (why: EventNamed<'HoldReleased'>['data']['why'] = 'cleared'): StoryStep =>
  step(
    'HoldReleased',
    ({ events }) => {
      const hold = events.findLast((event) => event.type === 'HoldPlaced')?.id ?? 'none';
      return { id: releaseId(hold), data: { hold, why } };
    },
    'calendar',
  );

/** An assistant asks to cancel or to move; the appointment is left open unless it is named. */
export const cancelRequest = (args: { appointment?: string; turn?: string; id?: string } = {}): StoryStep => {
  const { id, ...rest } = args;
  return step('CancellationRequested', ({ n, time }) => ({
    id: id ?? `req-${n}`,
    data: { ...rest, validUntil: toBusinessTime(instantOf(time) + 2 * MINUTE) },
  }));
};
export const moveRequest = (
  args: BookingArgs & { appointment?: string; turn?: string; id?: string } = {},
): StoryStep => {
  const { id, ...rest } = args;
  return step('RescheduleRequested', ({ n, time }) => ({
    id: id ?? `req-${n}`,
    data: { ...rest, validUntil: toBusinessTime(instantOf(time) + 2 * MINUTE) },
  }));
};

/** The calendar's word on the last change that was requested, as approved. */
export const changed = (): StoryStep => ({
  afterMs: MINUTE,
  make: (context) => {
    const approval = lastChange(context.events);
    const { request = lastRequest(context.events), appointment = 'none' } = approval?.data ?? {};
    const id = `apt-${request}`;
    const gone = { request, appointment };
    if (approval?.type === 'CancellationApproved')
      return step('AppointmentCancelled', () => ({ id, data: { ...gone, slot: approval.data.slot } }), 'calendar').make(
        context,
      );
    const from = approval?.data.from ?? slotAt('14:00');
    const slot = { ...from, ...approval?.data.args };
    return step('AppointmentRescheduled', () => ({ id, data: { ...gone, from, slot } }), 'calendar').make(context);
  },
});
export const changeRefused = (reason: DeclineReason = 'slot_taken'): StoryStep => ({
  afterMs: MINUTE,
  make: (context) => {
    const approval = lastChange(context.events);
    const { request = lastRequest(context.events), appointment = 'none' } = approval?.data ?? {};
    const what =
      approval?.type === 'RescheduleApproved'
        ? ({ kind: 'reschedule', slot: approval.data.args } as const)
        : ({ kind: 'cancel' } as const);
    const data = { request, appointment, reason, ...what };
    return step('ChangeDeclined', () => ({ id: `apt-${request}`, data }), 'calendar').make(context);
  },
});

function lastChange(
  events: readonly ConversationEvent[],
): EventNamed<'CancellationApproved' | 'RescheduleApproved'> | undefined {
  return events.findLast((event) => event.type === 'CancellationApproved' || event.type === 'RescheduleApproved');
}

/** The calendar says that the customer shall be reminded, and the customer is (three steps: spread them). */
export const reminds = (appointment: string, slot: Slot): StoryStep[] => [
  step(
    'ReminderDue',
    () => ({ id: reminderId(appointment, slot.start), data: { appointment, slot, validUntil: slot.start } }),
    'calendar',
  ),
  ...assistant({ attend: appointment }).map(({ afterMs, make }, i) => ({
    afterMs,
    make: (context: StoryContext) =>
      i === 0 ? { ...make(context), causation: reminderId(appointment, slot.start) } : make(context),
  })),
];

export const optsOut = (): StoryStep => step('CustomerOptedOut', () => ({ data: {} }));
export const optsIn = (): StoryStep => step('CustomerOptedIn', () => ({ data: {} }));
/** The customer wants a person: the gateway has read it in the last utterance. */
export const wantsPerson = (): StoryStep =>
  step('PersonRequested', ({ events }) => {
    const utterance = events.findLast((event) => event.type === 'UserUtterance')?.id ?? 'none';
    return { id: `person-${utterance}`, data: { utterance } };
  });
export const takesOver = (actor = 'Dana'): StoryStep =>
  step('ConversationTakenOver', () => ({ data: { actor }, personal: { reason: 'asked for' } }), 'ops');
/** A person's words, sent at once (two steps: spread them). */
export const operator = (text: string): StoryStep[] => [
  step('OperatorReplied', ({ n }) => ({ id: `say-${n}`, data: { actor: 'Dana' }, personal: { text } }), 'ops'),
  after(
    500,
    step('MessageSent', ({ n }) => ({ data: { message: `say-${n - 1}`, providerId: `SM${n}`, status: 'sent' } })),
  ),
];
/** The turn of the last utterance is over, and of those before it that are named. */
export const turnEnds = (
  how: EventNamed<'TurnEnded'>['data']['how'] = 'silent',
  ...before: readonly string[]
): StoryStep =>
  step('TurnEnded', ({ events }) => {
    const turn = events.findLast((event) => event.type === 'UserUtterance')?.id ?? 'none';
    return { id: `end-${turn}`, data: { turn, how, answers: how === 'superseded' ? [] : [...before, turn] } };
  });
export const releases = (actor = 'Dana'): StoryStep =>
  step('ConversationReleased', () => ({ data: { actor }, personal: { reason: 'settled' } }), 'ops');
/** An operator cancels an appointment. */
export const orders = (appointment: string, slot: Slot, actor = 'Dana'): StoryStep =>
  step(
    'CancellationOrdered',
    ({ n }) => ({ id: `cancel-${n}`, data: { appointment, slot, actor }, personal: { reason: 'Dana is ill' } }),
    'ops',
  );
/** The calendar's word on the last order: done, or why not. */
export const carriedOut = (refused?: DeclineReason): StoryStep => ({
  afterMs: MINUTE,
  make: (context) => {
    const order = context.events.findLast((event) => event.type === 'CancellationOrdered');
    const { appointment = 'none', slot = slotAt('14:00') } = order?.data ?? {};
    const request = order?.id ?? 'none';
    const id = `apt-${request}`;
    if (refused === undefined)
      return step('AppointmentCancelled', () => ({ id, data: { request, appointment, slot } }), 'calendar').make(
        context,
      );
    const data = { request, appointment, kind: 'cancel', reason: refused } as const;
    return step('ChangeDeclined', () => ({ id, data }), 'calendar').make(context);
  },
});
export const ends = (): StoryStep => step('ConversationEnded', () => ({ data: { how: 'idle' } }));

function lastChoice(events: readonly ConversationEvent[]): EventNamed<'SlotSelected'> {
  const choice = events.findLast((event) => event.type === 'SlotSelected');
  if (!choice) throw new Error('nothing was chosen in this story');
  return choice;
}

function lastRequest(events: readonly ConversationEvent[]): string {
  return events.findLast(isRequest)?.id ?? 'none';
}
