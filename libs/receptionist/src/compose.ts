import {
  listed,
  renderAppointments,
  renderCancelQuestion,
  renderConfirmation,
  renderGreeting,
  renderOffers,
  renderWhichAppointment,
  renderWhichOne,
  toGsm7,
} from '@slotguard/channel-kit';
import type { Asks, ConversationState, EventNamed, NumberedSlot } from '@slotguard/conversation';
import { isRequest } from '@slotguard/conversation';
import { passGate } from './gate.js';
import {
  areNumbersClear,
  candidates,
  changesInWords,
  lastCheck,
  openOffers,
  untold,
  untoldChanges,
  upcoming,
} from './pending.js';
import { breachesOf, mustTell, ownWords } from './own-say.js';
import type { OwnWords } from './phrases/own-words.js';
import { gateContext, type Scene } from './scene.js';
import { hasSlipped, stateSeen } from './state-seen.js';

export interface Composed {
  readonly data: Omit<EventNamed<'AssistantReplied'>['data'], 'turn'>;
  readonly personal: EventNamed<'AssistantReplied'>['personal'];
}

interface Draft {
  readonly text: string;
  /** The appointment of which the text asks whether it shall be cancelled. */
  readonly asksToCancel?: string;
  /** What the text lists; an answer to it can mean only these. */
  readonly offers: readonly NumberedSlot[];
  readonly asksForSlot: boolean;
}

/**
 * From an assistant's words to a text that may go out: what stands in for facts is rendered, a booking that was not told yet is told first,
 * and what does not pass the gate is replaced by a rendered text. Pure: the same story, the same text.
 */
export function compose(say: string | undefined, wish: Asks['kind'], scene: Scene): Composed {
  const state = stateSeen(scene.story);
  const news = untold(state, scene.story);
  const hasNews = news.length > 0 || untoldChanges(scene.story).length > 0;
  const purpose = hasNews || hasDeclined(scene) ? 'confirmation' : 'chatter';
  const words = say === undefined || say.length > scene.limits.wordsMax ? undefined : ownWords(say, scene);
  const told = say === undefined || !words ? undefined : written(withBooked(say, words, state, scene), scene);
  const verdict = told && passGate(told.text, gateContext(told.offers, state, scene));
  const found = [
    ...(words ? breachesOf(words, state, scene) : []),
    ...(verdict && !verdict.ok ? verdict.breaches : []),
  ];
  const isBeside =
    asksElseBefore(told, scene) || (told?.asksToCancel === undefined ? words?.asksElse : !words?.isBeside) === true;
  if (told && verdict?.ok && found.length === 0)
    return composed({ ...told, text: verdict.text }, isBeside ? null : wish, purpose, []);
  const instead = written(withNews(renderedInstead(state, scene), state, scene), scene);
  return composed(instead, asksElseBefore(instead, scene) ? null : 'slot', purpose, found, say);
}

/** Whether an earlier text of this turn asked something else: who knows which one a "yes" or a "2" answers. */
function asksElseBefore(draft: Draft | undefined, { story, answers }: Scene): boolean {
  return story.some((event) => {
    if (event.type !== 'AssistantReplied' || event.data.turn !== answers.at(-1)) return false;
    const { asks, offers } = event.data;
    if (asks.kind === 'other') return event.personal.text.includes('?');
    const isOfList = asks.kind === 'slot' || asks.kind === 'confirm';
    const asksForList = draft?.asksForSlot === true && draft.asksToCancel === undefined;
    const isSameList =
      offers.length === 0 || draft?.offers.length === 0 || JSON.stringify(offers) === JSON.stringify(draft?.offers);
    return !(isOfList && asksForList && isSameList);
  });
}

function composed(
  draft: Draft,
  wish: Asks['kind'] | null,
  purpose: Composed['data']['purpose'],
  breaches: Composed['data']['breaches'],
  withheld?: string,
): Composed {
  return {
    data: { asks: asksOf(draft, wish), purpose, offers: draft.offers, breaches: [...new Set(breaches)] },
    personal: { text: draft.text, ...(withheld === undefined ? {} : { withheld }) },
  };
}

/**
 * A number or a yes may choose a slot only if this very text asked for one: an assistant's word for it is not enough. Nor may it where the
 * assistant asked something else beside (`wish` is null then): who knows what "2" or "yes" answers.
 */
function asksOf({ offers, asksForSlot, asksToCancel }: Draft, wish: Asks['kind'] | null): Asks {
  if (wish === null) return { kind: 'other' };
  if (asksToCancel !== undefined && !asksForSlot) return { kind: 'cancel', appointment: asksToCancel };
  if (wish === 'other' || !asksForSlot) return { kind: 'other' };
  const [only, another] = offers;
  return only && !another ? { kind: 'confirm', slot: only.slot } : { kind: 'slot' };
}

/** As it arrives: what the gate reads is what the customer reads. */
function written(draft: Draft, { channel }: Scene): Draft {
  return channel === 'sms' ? { ...draft, text: toGsm7(draft.text).trim() } : draft;
}

/** A placeholder that has nothing to show stays as it is: the gate stops it. */
function drafted(say: string, state: ConversationState, scene: Scene): Draft {
  const normal = say.replace(/\{\{\s*(\w+)\s*\}\}/g, '{{$1}}');
  const [before = '', ...after] = normal.split('{{offers}}');
  const mayList = after.length > 0 || normal.includes('{{question}}');
  const list = mayList ? openOffers(state, scene.business.timeZone, scene.limits.offersMax) : [];
  if (after.length > 0 && list.length > 0) {
    const text = `${rendered(list, scene, before.trim())}${after.join('')}`.trim();
    return {
      text: text.replaceAll('{{appointment}}', () => appointmentText(state, scene)),
      offers: list,
      asksForSlot: true,
    };
  }
  const about = changeQuestion(state, scene);
  const text = normal
    .replaceAll('{{appointment}}', () => appointmentText(state, scene))
    .replace('{{change}}', (found) => about?.text ?? found);
  if (about && normal.includes('{{change}}')) return { ...about, text };
  if (!text.includes('{{question}}')) return { text, offers: [], asksForSlot: false };
  const question = questionAbout(state, scene, list);
  return question
    ? { ...question, text: text.replace('{{question}}', () => question.text) }
    : { text, offers: [], asksForSlot: false };
}

function rendered(offers: readonly NumberedSlot[], scene: Scene, lead: string): string {
  const withResource = lastCheck(scene.story)?.data.asked.resource !== undefined;
  const { business, channel, now } = scene;
  const bareNumbers = areNumbersClear(offers, business.timeZone, now);
  return renderOffers({ offers, business, channel, withResource, bareNumbers, ...(lead === '' ? {} : { lead }) });
}

/** Which of the candidates, else which of those listed before. */
function questionAbout(state: ConversationState, scene: Scene, list: readonly NumberedSlot[]): Draft | undefined {
  const { business, channel, story, answers, limits } = scene;
  const meant = candidates(state, story, answers);
  if (meant.length > limits.offersMax || (meant.length > 2 && meant.length === list.length))
    return { text: rendered(list, scene, 'Which one would you like?'), offers: list, asksForSlot: true };
  if (meant.length > 0) {
    const bareNumbers = areNumbersClear(meant, business.timeZone, scene.now);
    return { text: renderWhichOne(meant, business, channel, { bareNumbers }), offers: meant, asksForSlot: true };
  }
  if (list.length === 0) return undefined;
  const shown = state.presentations.at(-1)?.offers ?? [];
  const isShown = list.every(({ slot, number }) =>
    shown.some((offer) => offer.number === number && offer.slot.slotId === slot.slotId),
  );
  if (isShown) return { text: 'Which of the times would you like?', offers: [], asksForSlot: true };
  return { text: rendered(list, scene, ''), offers: list, asksForSlot: true };
}

function appointmentText(state: ConversationState, scene: Scene): string {
  const { business, channel, story, now } = scene;
  const booked = untold(state, story).map((appointment) => renderConfirmation(appointment, business, channel));
  const news = [...booked, ...changesInWords(story, business, channel)];
  if (news.length > 0) return news.join(' ');
  const hadSome = state.appointments.length + state.cancelled.length > 0;
  return renderAppointments(upcoming(state, now), business, channel, { hadSome });
}

/** Whether the one shall be cancelled, or which of several is meant; nothing when there is none to come. */
function changeQuestion(state: ConversationState, scene: Scene): Draft | undefined {
  const { business, channel, now } = scene;
  const coming = upcoming(state, now);
  const { wish } = state;
  const last = state.said.at(-1)?.asks;
  const meant = wish?.appointments ?? (last?.kind === 'attend' ? [last.appointment] : []);
  const wished = coming.filter(({ id }) => meant.includes(id));
  const [only, another] = wished.length > 0 ? wished : coming;
  if (!only) return undefined;
  const draft = { offers: [], asksForSlot: false };
  if (!another) return { ...draft, text: renderCancelQuestion(only, business, channel), asksToCancel: only.id };
  const verb = wish && (wish.kind === 'cancel' ? 'cancel' : 'move');
  return {
    ...draft,
    text: renderWhichAppointment(wished.length > 0 ? wished : coming, verb, business, channel),
  };
}

/** What was booked and not told yet stands first; where the words could be taken for a yes, what is booked stands last. */
function withBooked(say: string, words: OwnWords, state: ConversationState, scene: Scene): Draft {
  const draft = drafted(say, state, scene);
  if (/\{\{\s*appointment\s*\}\}/.test(say)) return draft;
  if (hasUntold(state, scene)) return withNews(draft, state, scene);
  if (!mustTell(say, words, state, scene, draft.offers.length > 0)) return draft;
  return { ...draft, text: `${draft.text}\n${appointmentText(state, scene)}` };
}

function hasUntold(state: ConversationState, { story }: Scene): boolean {
  return untold(state, story).length > 0 || untoldChanges(story).length > 0;
}

/** Whatever else is said: who has an appointment hears of it. */
function withNews(draft: Draft, state: ConversationState, scene: Scene): Draft {
  if (!hasUntold(state, scene)) return draft;
  return { ...draft, text: `${appointmentText(state, scene)} ${draft.text}`.trim() };
}

/** What is said in place of words that may not go out, or of none: what is open, and what can be done next. */
function renderedInstead(state: ConversationState, scene: Scene): Draft {
  const { business, story, limits } = scene;
  const list = openOffers(state, business.timeZone, limits.offersMax);
  if (list.length > 0) return { text: rendered(list, scene, ''), offers: list, asksForSlot: true };
  const isNew = !story.some((event) => event.type === 'AssistantReplied');
  if (hasUntold(state, scene)) return { text: '', offers: [], asksForSlot: false };
  const services = listed(
    business.services.map(({ name }) => name.toLowerCase()),
    'or',
  );
  const text = isNew
    ? renderGreeting(business)
    : `Tell me what you'd like (${services}) and what day and time suit you, and I'll look for an opening.`;
  return { text, offers: [], asksForSlot: false };
}

/** An outcome that the customer waits for: a choice or a request of this turn that the calendar could not keep or make. */
function hasDeclined({ story, answers }: Scene): boolean {
  if (hasSlipped(story, answers)) return true;
  const turn = answers.at(-1);
  const requests = new Set(story.flatMap((event) => (isRequest(event) && event.data.turn === turn ? [event.id] : [])));
  return story.some(
    (event) =>
      (event.type === 'AppointmentDeclined' || event.type === 'ChangeDeclined') && requests.has(event.data.request),
  );
}
