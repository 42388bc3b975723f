import { formatForDisplay } from '@slotguard/business-time';
import {
  groupBy,
  type ConversationEvent,
  type EventNamed,
  type EventType,
  type Recorded,
} from '@slotguard/conversation';
import { TIME_ZONE } from './business.js';
import { VICTIMS } from './plan.js';
import type { Outcome } from './run-chaos.js';
import { hitBy, paidForHalted } from './strike.js';

type Of<T extends EventType> = Recorded<EventNamed<T>>;

const BACK_WITHIN_MS = 10_000;
/** A turn waits until its dead worker is given up, and then for the system under load. */
const DONE_WITHIN_MS = 20_000;

/** Whatever must not be, in words; nothing when all is well. */
export function faultsOf(outcome: Outcome): string[] {
  const events = byConversation(outcome.watch.events);
  return [
    ...lostWebhooks(outcome, events),
    ...unfinished(outcome),
    ...falseWords(outcome, events),
    ...outcome.verified.breaches.map(({ rule, says }) => `slotguard verify: ${rule}: ${says}`),
    ...outcome.verified.owed.map(({ id, conversation }) => `slotguard verify: ${id} is still owed in ${conversation}`),
    ...(outcome.verified.events === outcome.watch.events.length
      ? []
      : ['slotguard verify has read another log than was seen']),
  ];
}

type Stories = ReadonlyMap<string, readonly Recorded<ConversationEvent>[]>;

function byConversation(events: readonly Recorded<ConversationEvent>[]): Stories {
  return groupBy(events, ({ conversation }) => conversation);
}

/** Every webhook answered 2xx is in the log once; nothing else that a customer is to have said is. */
function lostWebhooks({ carrier }: Outcome, stories: Stories): string[] {
  const faults: string[] = [];
  for (const { conversation, utterance } of carrier.accepted) {
    const times = (stories.get(conversation) ?? []).filter(({ id }) => id === utterance).length;
    if (times !== 1) faults.push(`${utterance} was taken and is in the log ${times} times`);
  }
  for (const event of [...stories.values()].flat())
    if (event.type === 'UserUtterance' && !carrier.said.has(event.id)) faults.push(`nobody sent ${event.id}`);
  return faults;
}

/** Every utterance its verdict and its turn's end, every request its decision, every approval its outcome; every customer an ending. */
function unfinished({ watch, endings }: Outcome): string[] {
  const owed = watch.owed().map(({ debtor, of }) => `${debtor} still owes for ${of}`);
  const stuck = endings.flatMap((ending) =>
    ending.how === 'stuck' ? [`${ending.customer.phone}: ${ending.why}`] : [],
  );
  const twice = [...groupBy(watch.events, ({ conversation, id }) => `${conversation} ${id}`)];
  return [
    ...owed,
    ...stuck,
    ...twice.flatMap(([id, all]) => (all.length > 1 ? [`${id} is in the log ${all.length} times`] : [])),
  ];
}

/** What went out stands in the log, and what it says of appointments is so; whoever has an appointment was told. */
function falseWords({ carrier, endings }: Outcome, stories: Stories): string[] {
  const faults: string[] = [];
  for (const { customer, how } of endings) {
    const { phone } = customer;
    const story = stories.get(carrier.conversationOf(phone)) ?? [];
    const booked = all(story, 'AppointmentBooked');
    const replies = all(story, 'AssistantReplied');
    const texts = carrier.received(phone);
    for (const text of texts)
      if (!replies.some(({ personal }) => personal.text === text))
        faults.push(`${phone} got what the log does not have: ${text}`);
    for (const reply of replies.filter(({ personal }) => personal.text.includes("I've booked")))
      if (!booked.some((appointment) => appointment.position < reply.position && confirms(reply, appointment)))
        faults.push(`${phone} was told of an appointment that there is not: ${reply.personal.text}`);
    for (const appointment of booked)
      if (!replies.some((reply) => confirms(reply, appointment) && texts.includes(reply.personal.text)))
        faults.push(`${phone} was never told of ${appointment.id}`);
    if (how === 'told' && booked.length > 0) faults.push(`${phone} has an appointment without knowing`);
  }
  return faults;
}

function confirms({ personal }: Of<'AssistantReplied'>, { data }: Of<'AppointmentBooked'>): boolean {
  const { text } = personal;
  return text.includes("I've booked") && text.includes(formatForDisplay(data.slot.start, 'sms', TIME_ZONE));
}

function all<T extends EventType>(story: readonly Recorded<ConversationEvent>[], type: T): Of<T>[] {
  return story.filter((event) => event.type === type) as unknown as Of<T>[];
}

/** What a long run must show beside: that its kills were worth something, and were over soon. */
export function shortcomingsOf(outcome: Outcome): string[] {
  const kills = outcome.struck.flatMap((one, i) => (one.blow.kind === 'kill' ? [{ ...one, ...hits(outcome)[i] }] : []));
  const slow = kills
    .filter(({ backMs }) => backMs > BACK_WITHIN_MS)
    .map(({ name, backMs }) => `${name} was back at work only ${(backMs / 1_000).toFixed(1)} s after its kill`);
  const late = kills
    .filter(({ waitedMs = 0 }) => waitedMs > DONE_WITHIN_MS)
    .map(
      ({ name, waitedMs = 0 }) =>
        `what ${name} had in hand was done only ${(waitedMs / 1_000).toFixed(1)} s after its kill`,
    );
  const idle = VICTIMS.filter((victim) => !kills.some(({ blow, hit }) => blow.victim === victim && hit));
  const paid = outcome.struck.flatMap((one) => paidForHalted(one, outcome.watch.debts));
  return [
    ...slow,
    ...late,
    ...idle.map((victim) => `no kill of ${victim} hit work in flight`),
    ...(paid.length > 0 ? [] : ['nobody had to pay for a halted guard']),
  ];
}

/** Texts that a customer got more often than they were said. */
export function textsTwice({ carrier, endings, watch }: Outcome): number {
  const stories = byConversation(watch.events);
  return endings.reduce((sum, { customer: { phone } }) => {
    const said = all(stories.get(carrier.conversationOf(phone)) ?? [], 'AssistantReplied').map(
      ({ personal }) => personal.text,
    );
    const got = groupBy(carrier.received(phone), (text) => text);
    return (
      sum +
      [...got].reduce(
        (extra, [text, times]) => extra + Math.max(0, times.length - said.filter((one) => one === text).length),
        0,
      )
    );
  }, 0);
}

export function hits({
  struck,
  watch,
}: Outcome): { readonly name: string; readonly hit: boolean; readonly waitedMs: number }[] {
  return struck.map((one) => {
    const debts = hitBy(one, watch.debts);
    const isWebhookHit = one.webhooks > 0 && (one.blow.victim === 'sms-gateway' || one.blow.victim === 'nats');
    const waitedMs = Math.max(0, ...debts.map(({ paidAt = Infinity }) => paidAt - one.at));
    return { name: one.name, hit: debts.length > 0 || isWebhookHit, waitedMs };
  });
}
