import type { Asked, Basis, Change, Choice, NamedThing, OfferedSlot, RemindedOf } from '@slotguard/choice';
import { extractChoice } from '@slotguard/choice';
import type { Instant } from '@slotguard/business-time';
import { instantOf, sameInstant, toBusinessTime } from '@slotguard/business-time';
import { asRecorded, changeAskedBy, type AskedBefore } from './change-asked.js';
import type { Asks, EventNamed, NoSelection, Verdict } from './events.js';
import { guardEvent } from './guard-event.js';
import type { ChannelPolicy, Policy } from './policy.js';
import type { Slot } from './slot.js';
import { sameSlot } from './slot.js';
import type { Check, ConversationState, Presentation, Said } from './state.js';

type Utterance = EventNamed<'UserUtterance'>;

/** A slot as the customer may mean it: with the number that stood beside it, or without any. */
interface Readable {
  readonly slot: Slot;
  readonly number?: number;
}

type Reading =
  | { readonly kind: 'selected'; readonly slot: Slot; readonly choice: Extract<Choice, { kind: 'selected' }> }
  | { readonly kind: NoSelection; readonly candidates?: readonly Slot[] };

/** The one verdict on an utterance. `state` is the conversation up to and with the utterance. */
export function capture(state: ConversationState, utterance: Utterance, policy: Policy): Verdict {
  const change = changeAskedBy(state, utterance, askedBefore(state, utterance, policy), policy);
  const reading = readBeside(change, read(state, utterance, policy));
  if (reading.kind !== 'selected') {
    const { kind: why, candidates } = reading;
    const asked = change ? { change: asRecorded(change) } : {};
    const data = { why, utterance: utterance.id, ...(candidates ? { candidates } : {}), ...asked };
    return guardEvent('NoSlotSelected', utterance, toBusinessTime(state.time, policy.timeZone), data, {});
  }
  const { slot, choice } = reading;
  const shown = effectivePresentation(state, utterance);
  const presentation = shown?.offers.some((offer) => sameSlot(offer.slot, slot)) ? shown.id : undefined;
  const check = (state.check as Check).id;
  const evidence = { check, utterance: utterance.id, ...(presentation === undefined ? {} : { presentation }) };
  const words = utterance.personal.text.slice(choice.span.start, choice.span.end);
  const kept = change?.kind === 'keep' && change.firm ? { change: asRecorded(change) } : {};
  const data = { slot, basis: choice.basis, span: choice.span, evidence, ...kept };
  return guardEvent('SlotSelected', utterance, toBusinessTime(state.time, policy.timeZone), data, { words });
}

/** Words that ask for a change choose nothing: a time in them may be the old one. Who cancels does not want what was chosen either. */
function readBeside(change: Change | undefined, reading: Reading): Reading {
  if (change?.kind === 'cancel') return { kind: 'declined' };
  return change?.kind === 'reschedule' && reading.kind === 'selected' ? { kind: 'none' } : reading;
}

function read(state: ConversationState, utterance: Utterance, policy: Policy): Reading {
  if (utterance.data.keyword !== undefined) return { kind: 'none' };
  const shown = effectivePresentation(state, utterance);
  const reading = readAgainst(shown, state, utterance, policy);
  if (reading.kind !== 'selected') return reading;
  if (isLate(state, utterance)) return unsettles(state, reading.slot);
  const others = crossedLists(state, utterance, policy)
    .map((list) => readAgainst(list, state, utterance, policy))
    .filter((other) => other.kind !== 'selected' || !sameSlot(other.slot, reading.slot));
  if (others.length === 0) return reading;
  const meant = others.flatMap((other) => (other.kind === 'selected' ? [other.slot] : []));
  return { kind: 'ambiguous', candidates: [...meant, reading.slot] };
}

function readAgainst(
  shown: Pick<Presentation, 'offers'> | undefined,
  state: ConversationState,
  utterance: Utterance,
  policy: Policy,
): Reading {
  const readable = readableSlots(state, shown);
  const choice = extractChoice(utterance.personal.text, readable.map(asOffered), {
    timeZone: policy.timeZone,
    now: utterance.data.beganAt,
    channel: utterance.channel,
    asked: askedOf(state, utterance, readable),
    services: asCalled(policy.names?.services),
    resources: asCalled(policy.names?.resources),
  });
  return verdictOf(choice, readable, state.check);
}

/**
 * What the words can mean: the last list that had reached the customer, with its numbers, and whatever else is offered, without. Only
 * while nothing at all was presented do the numbers follow the check's order.
 */
function readableSlots(state: ConversationState, shown: Pick<Presentation, 'offers'> | undefined): Readable[] {
  if (!state.check) return [];
  const { slots } = state.check;
  if (state.presentations.length === 0) return slots.map((slot, i) => ({ slot, number: i + 1 }));
  const numbered = shown?.offers ?? [];
  return [
    ...numbered,
    ...slots.filter((slot) => !numbered.some((offer) => sameSlot(offer.slot, slot))).map((slot) => ({ slot })),
  ];
}

/** Slugs such as `dana-lee` are read as the words that they are made of. */
function words(slug: string): string {
  return slug.replace(/[-_]+/g, ' ');
}

function asCalled(things: readonly NamedThing[] = []): NamedThing[] {
  return things.map((thing) => ({ ...thing, name: words(thing.name) }));
}

function asOffered({ slot, number }: Readable): OfferedSlot {
  const offered = { start: slot.start, service: words(slot.service), resource: words(slot.resource) };
  return number === undefined ? offered : { ...offered, number };
}

function verdictOf(choice: Choice, readable: readonly Readable[], check: Check | undefined): Reading {
  switch (choice.kind) {
    case 'selected': {
      // A name alone chooses between people at one time, never a time: the list may not have said whose which is.
      if (isNameOnly(choice.basis) && !atOneTime(readable))
        return { kind: 'ambiguous', candidates: readable.map(({ slot }) => slot) };
      const meant = readable[choice.index]?.slot;
      const offered = meant && check?.slots.find((slot) => sameSlot(slot, meant));
      return offered ? { kind: 'selected', slot: offered, choice } : { kind: 'not_offered' };
    }
    case 'ambiguous':
      return { kind: 'ambiguous', candidates: choice.candidates.flatMap((i) => readable[i]?.slot ?? []) };
    case 'counter':
      return { kind: check && check.slots.length > 0 ? 'not_offered' : 'none' };
    case 'none':
      // Whoever wants to cancel does not want what was chosen a moment ago.
      return { kind: choice.reason === 'cancelling' ? 'declined' : (choice.reason ?? 'none') };
    case 'declined':
    case 'question':
      return { kind: choice.kind };
    default:
      return choice satisfies never;
  }
}

function isNameOnly(basis: Basis): boolean {
  return basis === 'resource' || basis === 'service';
}

function atOneTime(readable: readonly Readable[]): boolean {
  const [first] = readable;
  return first !== undefined && readable.every(({ slot }) => sameInstant(slot.start, first.slot.start));
}

/** The list that a number means: the one answered, where the channel tells, else the last that had arrived when the customer began. */
function effectivePresentation(state: ConversationState, utterance: Utterance): Presentation | undefined {
  const { answers } = utterance.data;
  const answered = answers === undefined ? undefined : state.presentations.find((shown) => shown.message === answers);
  return answered ?? reached(state, instantOf(utterance.data.beganAt)).at(-1);
}

/**
 * Other lists that the reply may mean: those sent so shortly before the last one that they crossed with it, and a newer one of which nobody
 * knows whether it arrived (recorded, and long enough ago, but neither sent nor failed).
 */
function crossedLists(state: ConversationState, utterance: Utterance, policy: Policy): Pick<Presentation, 'offers'>[] {
  const shown = effectivePresentation(state, utterance);
  const { answers } = utterance.data;
  if (!shown || (answers !== undefined && shown.message === answers)) return [];
  const began = instantOf(utterance.data.beganAt);
  const { crossingMs } = policy.channels[utterance.channel];
  const crossed = reached(state, shown.at).filter((other) => other.id !== shown.id && shown.at - other.at < crossingMs);
  const unknown = state.said.filter(
    ({ offers, sentAt, at }) => offers.length > 0 && sentAt === undefined && at > shown.at && began - at >= crossingMs,
  );
  return [...crossed, ...unknown];
}

function reached(state: ConversationState, at: Instant): readonly Presentation[] {
  return state.presentations.filter((shown) => shown.failed === undefined && shown.at <= at);
}

/** What the last message before the utterance asked for; nothing said yet counts as asking for a slot. */
function askedOf(state: ConversationState, utterance: Utterance, readable: readonly Readable[]): Asked {
  const asks = lastAsks(state, utterance);
  if (asks.kind === 'cancel' || asks.kind === 'attend') return 'other';
  if (asks.kind !== 'confirm') return asks.kind;
  const confirm = readable.findIndex(({ slot }) => sameSlot(slot, asks.slot));
  return confirm < 0 ? 'other' : { confirm };
}

/**
 * What was asked before this, by the order in which it was sent: the last question, with nothing but what only tells something since. One that may
 * still be on its way when the customer writes leaves in doubt which one is answered.
 */
function askedBefore(state: ConversationState, utterance: Utterance, policy: Policy): AskedBefore {
  const began = instantOf(utterance.data.beganAt);
  const answered = state.said.find(({ message }) => message === utterance.data.answers);
  const before = answered ? [answered] : bySending(state.said.filter(({ at }) => at <= began));
  const asked = before.findLast(({ asks }) => asks.kind !== 'other');
  const isOpen = asked?.sentAt !== undefined && asked.sentAt <= began;
  const reminder = remindedOf(before, began, state);
  if (!isOpen) return reminder ? { reminder: { ...reminder, isOpen: false, isLast: false } } : {};
  const isLast = asked === before.at(-1);
  const asks = stillAsked(asked, state, policy.channels[utterance.channel]);
  if (asks.kind === 'cancel' && isLast) return { confirm: asks.appointment, ...(reminder ? { reminder } : {}) };
  if (asks.kind !== 'attend' || !reminder) return reminder ? { reminder } : {};
  // A reminder that came upon the question whether to cancel: that asked for a YES too.
  const beside = before.findLast((said) => said.asks.kind !== 'attend');
  const isAlone =
    beside === undefined || stillAsked(beside, state, policy.channels[utterance.channel]).kind !== 'cancel';
  return { reminder: { ...reminder, isOpen: true, isLast: isLast && isAlone } };
}

/** The reminders that have reached the customer; not those before a person's words, which may be what is answered. */
function remindedOf(
  before: readonly Said[],
  began: Instant,
  { appointments }: ConversationState,
): RemindedOf | undefined {
  const since = before.findLastIndex(({ byPerson }) => byPerson === true);
  const reminded = before
    .slice(since + 1)
    .flatMap(({ asks, sentAt }) =>
      asks.kind === 'attend' && sentAt !== undefined && sentAt <= began ? [asks.appointment] : [],
    )
    .reverse();
  const isNews = (id: string): boolean => appointments.some((one) => one.id === id && one.confirmedBy === undefined);
  const all = [...reminded.filter(isNews), ...reminded.filter((id) => !isNews(id))];
  return all.length === 0 ? undefined : { appointments: [...new Set(all)], isOpen: false, isLast: false };
}

/** What is not sent yet stands where it was recorded. */
function bySending(said: readonly Said[]): readonly Said[] {
  return said.toSorted((a, b) => (a.sentAt ?? a.at) - (b.sentAt ?? b.at));
}

/** Whether to cancel is asked as long as a wish lives: a yes of next week's may be meant of anything. */
function stillAsked({ asks, at, sentAt = at }: Said, { time }: ConversationState, { offerTtlMs }: ChannelPolicy): Asks {
  return asks.kind === 'cancel' && time - sentAt > offerTtlMs ? { kind: 'other' } : asks;
}

function lastAsks(state: ConversationState, utterance: Utterance): Asks {
  const began = instantOf(utterance.data.beganAt);
  const { answers } = utterance.data;
  const answered = state.said.find((said) => said.message === answers);
  if (answered) return answered.asks;
  const said = bySending(state.said).findLast(({ sentAt }) => sentAt !== undefined && sentAt <= began);
  const shown = reached(state, began).at(-1);
  // A list that came without a recorded message (an embedded guard, a voice prompt) asks for a slot by itself.
  const listAsks = shown && shown.message === undefined && shown.at >= (said?.sentAt ?? 0);
  return !said || listAsks ? { kind: 'slot' } : said.asks;
}

/** Speech transcribed out of order: the customer has said something since. */
function isLate(state: ConversationState, utterance: Utterance): boolean {
  return instantOf(utterance.data.beganAt) < state.lastUtteranceBegan;
}

/** What comes late can only unsettle a selection, never make one. */
function unsettles(state: ConversationState, slot: Slot): Reading {
  if (!state.selection || sameSlot(state.selection.slot, slot)) return { kind: 'none' };
  return { kind: 'ambiguous', candidates: [slot, state.selection.slot] };
}
