import { formatForDisplay, instantOf, inZone, toBusinessTime } from '@slotguard/business-time';
import { listed, localDateOf, renderGreeting, serviceName } from '@slotguard/channel-kit';
import { readMentions } from '@slotguard/choice';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import type { AssistantStep, TurnView, VerdictSeen } from '../assistant.js';
import { ASKS_NAME } from './after-tools.js';
import type { Cue } from './cues.js';
import { hasCue } from './cues.js';
import { readName, volunteeredName } from './person-name.js';
import { books, checks, fresh, lastReply, looksUpStatus, says } from './steps.js';
import type { CustomerLine, Said } from './wish.js';
import { queryFor, saidIn, wishOf, wordsOf } from './wish.js';

/** Offers older than this have gone stale on the screen: better to look again than to ask about them. */
const FRESH_MS = 3 * 3_600_000;

/** This turn's words, read once. */
export interface Heard {
  readonly lines: readonly CustomerLine[];
  readonly text: string;
  readonly said: readonly Said[];
  /** The newest verdict that says anything. */
  readonly verdict: VerdictSeen | undefined;
  /** What the business's file answers to them. */
  readonly answers: readonly string[];
}

/** What to do about what the customer said: the rules in the order in which they are asked. */
export function firstStep(view: TurnView, heard: Heard): AssistantStep {
  const { answers, text } = heard;
  const is = (cue: Cue): boolean => hasCue(text, cue);
  const chosen = chosenSlot(view, heard);
  const whom = chosen && namedWith(heard, view);
  if (chosen && whom !== undefined && whom !== chosen.resource) return checks(sameTimeWith(whom, chosen, view));
  if (chosen) return books(chosen);
  const kept = staysBooked(view, heard);
  if (kept) return kept;
  const name = awaitsName(view) ? readName(heard.lines.at(-1)?.text ?? '', otherNames(view)) : undefined;
  if (name !== undefined) return { ...says([thanksFor(name, view)]), customerName: name };
  if (repliesToName(view) && is('noName')) return says([NO_NAME]);
  const other = namesAnother(view, heard);
  if (heard.verdict?.kind === 'ambiguous' && !changesService(view, heard) && !other) return asksWhich(view);
  if (is('status')) return looksUpStatus();
  if ((is('change') || corrects(heard)) && wantsChange(view, heard)) return cannotChange(view, heard);
  if (is('cancel')) return says([...answers, "All right. Text me whenever you'd like to book."]);
  if (is('stop')) return says([fresh(view, "No problem. Text me whenever you'd like to book.", 'All right.')]);
  if (is('seeYou') && wantsChange(view, heard)) return smallTalk(view, heard);
  const query = searchFor(view, heard);
  if (query === 'service') return asksService(view, answers);
  if (query) return checks(query);
  if (answers.length > 0) return says([...answers, asksAgain(view)], hasOffers(view) ? 'slot' : 'other');
  return smallTalk(view, heard);
}

/** What the guard says was chosen and nobody has asked to book yet. */
function chosenSlot({ state, transcript, answers }: TurnView, { lines }: Heard): Slot | undefined {
  const { selection } = state;
  if (!selection) return undefined;
  const chosenAt = transcript.findIndex((line) => line.kind === 'customer' && line.id === selection.evidence.utterance);
  const isRequested = transcript.some((line, i) => line.kind === 'request' && i > chosenAt);
  const isNow = lines.some(({ id }) => id === selection.evidence.utterance);
  return isNow || (!isRequested && answers.length > 0) ? selection.slot : undefined;
}

/** Whom this turn's words name, the choice among them: "9:30 with Maya". Who gives their own name names nobody. */
function namedWith({ lines }: Heard, { business }: TurnView): string | undefined {
  return lines
    .filter((line) => volunteeredName(wordsOf(line)) === undefined)
    .map((line) => saidIn(line, business).resource)
    .findLast((resource) => resource !== undefined);
}

function sameTimeWith(resource: string, { start, service }: Slot, { business }: TurnView): AvailabilityQuery {
  const local = inZone(start, business.timeZone);
  return { service, resource, date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

function repliesToName(view: TurnView): boolean {
  return lastReply(view)?.text.includes(ASKS_NAME) === true;
}

/** A name may also come one turn later, after something else was answered; not in answer to another question. */
function awaitsName(view: TurnView): boolean {
  if (repliesToName(view)) return true;
  const since = view.transcript.findLastIndex((line) => line.kind === 'assistant' && line.text.includes(ASKS_NAME));
  const after = since < 0 ? [] : view.transcript.slice(since + 1);
  const replies = after.filter((line) => line.kind === 'assistant');
  const isAnswered = after.some(({ kind }) => kind === 'named' || kind === 'check');
  return replies.length === 1 && !isAnswered && replies.every(({ text }) => !text.endsWith('?') && text !== NO_NAME);
}

const NO_NAME = "That's fine, no name needed.";

/** What else a bare word may mean. */
function otherNames({ business }: TurnView): readonly string[] {
  return [...business.resources, ...business.services].flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
}

/** Twice is enough: it can be booked without a name. */
function asksNameAgain(view: TurnView): boolean {
  const asked = view.transcript.filter((line) => line.kind === 'assistant' && line.text.includes(ASKS_NAME));
  return repliesToName(view) && asked.length < 2;
}

function thanksFor(name: string, { state, channel, business }: TurnView): string {
  const slot = state.appointments.at(-1)?.slot;
  if (!slot) return `Thanks, ${name}!`;
  const when = formatForDisplay(slot.start, channel, business.timeZone);
  return `Thanks, ${name}! I've booked your ${serviceName(business, slot.service)} appointment for ${when} under that name.`;
}

/** "Actually a facial" is no answer to a list of Botox times, whatever else it may look like. */
function changesService({ state }: TurnView, { said }: Heard): boolean {
  const offered = state.check?.slots[0]?.service;
  const { service } = said.at(-1) ?? {};
  return service !== undefined && offered !== undefined && service !== offered;
}

/** "With Maya", to a list that was not made for Maya: another list, whichever of these times her name may go with. */
function namesAnother(view: TurnView, { said }: Heard): boolean {
  const resource = said.findLast((one) => one.resource !== undefined)?.resource;
  return resource !== undefined && view.state.check !== undefined && resource !== lastAsked(view)?.resource;
}

/** What the open list was made for. */
function lastAsked(view: TurnView): AvailabilityQuery | undefined {
  return view.transcript.findLast((line) => line.kind === 'check')?.asked;
}

function asksWhich(view: TurnView): AssistantStep {
  const asked = lastReply(view)?.text.startsWith('Did you mean') === true;
  return asked
    ? says(["Sorry, I'm not sure which one you mean.", '{{offers}}'], 'slot')
    : says(['{{question}}'], 'slot');
}

function hasAppointment({ state, now }: TurnView): boolean {
  return state.appointments.some(({ slot }) => instantOf(slot.start) > instantOf(now));
}

/** However an appointment is called off, nobody may think that it has happened. */
function staysBooked(view: TurnView, heard: Heard): AssistantStep | undefined {
  const is = (cue: Cue): boolean => hasCue(heard.text, cue);
  if (!hasAppointment(view)) return undefined;
  if (is('cancelled')) return looksUpStatus();
  if (is('noName') && repliesToName(view)) return undefined;
  if (is('cancel') || is('giveUp')) return says([cannotChange(view, heard).say, '{{appointment}}']);
  return is('stop') ? says(['{{appointment}}', `${callUs(view)} to change or cancel it.`]) : undefined;
}

/** "Can we do 4 instead?" right after booking is about the appointment; with a list open it is about the list. */
function wantsChange(view: TurnView, { said }: Heard): boolean {
  return hasAppointment(view) && view.state.check === undefined && said.every(({ service }) => service === undefined);
}

/** "No wait, 2pm", "wrong, I meant 5": what was said before is taken back. "Friday too" is a wish of its own. */
function corrects({ text, said }: Heard): boolean {
  const when = said.some(({ when: one, onlyAsks }) => !onlyAsks && Object.keys(one).length > 0);
  return !hasCue(text, 'another') && (hasCue(text, 'mistake') || (when && hasCue(text, 'correction')));
}

function callUs({ business }: TurnView): string {
  return business.phone === undefined ? 'Please call us' : `Please call ${business.phone}`;
}

function cannotChange(view: TurnView, { answers }: Heard): AssistantStep {
  return says([`I can't change or cancel appointments by text yet. ${callUs(view)} for that.`, ...answers]);
}

/** What to look for, if the words ask for times; `service` when nobody knows which service is meant. */
function searchFor(view: TurnView, heard: Heard): AvailabilityQuery | 'service' | undefined {
  const { said, text, verdict } = heard;
  const wish = wishOf(view);
  const isNew = said.some(
    ({ onlyAsks, service, resource, when, anybody }) =>
      !onlyAsks && (service !== undefined || resource !== undefined || anybody || Object.keys(when).length > 0),
  );
  const base = queryFor(wish, view);
  const isOnlyWhom = said.every(({ service, when }) => service === undefined && Object.keys(when).length === 0);
  const asked = lastAsked(view);
  if (isNew && isOnlyWhom && namesAnother(view, heard) && asked && wish.resource !== undefined)
    return { ...asked, resource: wish.resource };
  if (isNew) return base ?? 'service';
  const beyond = base && beyondOffers(view, heard, base);
  if (beyond) return beyond;
  if (hasCue(text, 'book') && !hasOffers(view)) return base ?? 'service';
  const wantsOther = verdict?.kind === 'declined' || verdict?.kind === 'not_offered';
  if (!wantsOther || !base || !view.state.check) return undefined;
  return afterLast(view, base);
}

/** "Something later", "anything sooner?", "another day": beyond what is on the list, for the same service. */
function beyondOffers(
  view: TurnView,
  { text, verdict, lines }: Heard,
  base: AvailabilityQuery,
): AvailabilityQuery | undefined {
  const slots = offeredInOrder(view);
  const zone = view.business.timeZone;
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return undefined;
  const { service, resource } = base;
  const about = { service, ...(resource === undefined ? {} : { resource }) };
  const days = new Set(slots.map(({ start }) => localDateOf(start, zone)));
  const day = days.size === 1 ? { date: localDateOf(first.start, zone) } : {};
  if (hasCue(text, 'otherDay')) return { ...about, ...clockOf(base), after: endOfDay(last, zone) };
  if (hasCue(text, 'later')) return { ...about, ...day, after: toBusinessTime(last.start, zone) };
  if (hasCue(text, 'earlier')) return { ...about, before: toBusinessTime(first.start, zone) };
  const isAlternative = lines.some((line) =>
    readMentions(line.text, { timeZone: zone, now: line.beganAt }).some(({ kind }) => kind === 'alternative'),
  );
  const wants = isAlternative || (hasCue(text, 'others') && verdict?.kind !== 'declined');
  return wants && verdict?.kind !== 'selected' ? { ...about, after: toBusinessTime(last.start, zone) } : undefined;
}

/** A list begins with what was wished for; before and after go by the clock. */
function offeredInOrder({ state }: TurnView): readonly Slot[] {
  return (state.check?.slots ?? []).toSorted((a, b) => instantOf(a.start) - instantOf(b.start));
}

/** Nothing on the list suits: what comes after it; the second time the customer is asked instead. */
function afterLast(view: TurnView, { service, resource }: AvailabilityQuery): AvailabilityQuery | undefined {
  const last = offeredInOrder(view).at(-1);
  const lines = view.transcript.filter((line): line is CustomerLine => line.kind === 'customer');
  const refusals = lines.slice(-2).filter(({ verdict }) => verdict?.kind === 'declined');
  if (!last || refusals.length > 1) return undefined;
  return {
    service,
    ...(resource === undefined ? {} : { resource }),
    after: toBusinessTime(last.start, view.business.timeZone),
  };
}

function clockOf({ time, timeFrom, timeTo, partOfDay }: AvailabilityQuery): Partial<AvailabilityQuery> {
  const given = Object.entries({ time, timeFrom, timeTo, partOfDay }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function endOfDay({ start }: Slot, zone: string): string {
  return toBusinessTime(inZone(start, zone).endOf('day').startOf('second').toMillis(), zone);
}

function asksService(view: TurnView, answers: readonly string[]): AssistantStep {
  const services = listed(
    view.business.services.map(({ name }) => name),
    'or',
  );
  return says([
    ...answers,
    fresh(view, `Which service would you like: ${services}?`, `I can look for times for ${services}. Which one?`),
  ]);
}

function hasOffers({ state, now }: TurnView): boolean {
  const at = instantOf(now);
  const { check } = state;
  return check !== undefined && at - check.at < FRESH_MS && check.slots.some(({ start }) => instantOf(start) > at);
}

function asksAgain(view: TurnView): string | undefined {
  return hasOffers(view) ? '{{question}}' : undefined;
}

function smallTalk(view: TurnView, { text, verdict }: Heard): AssistantStep {
  const { business } = view;
  const open = hasOffers(view);
  if (open && verdict?.kind === 'hesitating') return says(['No hurry, take your time.', '{{question}}'], 'slot');
  if (verdict?.kind === 'declined')
    return says([fresh(view, 'What day and time would suit you better?', 'Just tell me a day and a time of day.')]);
  if (hasCue(text, 'thanks') || hasCue(text, 'goodbye') || hasCue(text, 'seeYou'))
    return says(
      [fresh(view, "You're welcome!", 'Any time!'), asksNameAgain(view) && ASKS_NAME, open && '{{question}}'],
      open ? 'slot' : 'other',
    );
  if (hasCue(text, 'greeting') || lastReply(view) === undefined)
    return open
      ? says(['Hi again!', '{{question}}'], 'slot')
      : says([fresh(view, renderGreeting(business), prompt(view))]);
  if (open) return says([verdict?.kind === 'question' && dontKnow(view), unsure(view)], 'slot');
  if (asksNameAgain(view)) return says(["Sorry, I didn't catch that.", ASKS_NAME]);
  return says([verdict?.kind === 'question' ? dontKnow(view) : prompt(view)]);
}

/** The list again when the question alone did not help. */
function unsure(view: TurnView): string {
  return lastReply(view)?.text.includes('Which of the times') ? "Sorry, I didn't get that. {{offers}}" : '{{question}}';
}

function dontKnow(view: TurnView): string {
  const { phone } = view.business;
  const call = phone === undefined ? '' : ` Please call ${phone} about that.`;
  const next = hasOffers(view) ? '' : ' I can find you an appointment: what would you like, and when?';
  return `I'm not sure about that.${call}${next}`;
}

function prompt(view: TurnView): string {
  const { business } = view;
  const services = listed(
    business.services.map(({ name }) => name.toLowerCase()),
    'or',
  );
  const call = business.phone === undefined ? '' : ` For anything else, please call ${business.phone}.`;
  return fresh(
    view,
    `I can find you a time for ${services}. What would you like, and when?`,
    `Sorry, I only make appointments here. Tell me a service and a day that suits you.${call}`,
  );
}
