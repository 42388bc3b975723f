import type { EventNamed, Recorded, Story } from '@slotguard/conversation';
import { foldStory, silencedBy } from '@slotguard/conversation';
import { pause } from '@slotguard/event-log';
import type { Delivery, Found, OutgoingText } from './courier.js';
import { reminderOf, whyNotRemind } from './whether-to-remind.js';
import { whyNotThank } from './whether-to-thank.js';
import type { TurnDeps } from './turn-deps.js';
import type { TurnLog } from './turn-log.js';

/** The assistant's words, or those of a person who attends. */
type Reply = Recorded<EventNamed<'AssistantReplied'>> | Recorded<EventNamed<'OperatorReplied'>>;
type Sent = Recorded<EventNamed<'MessageSent'>>;

/**
 * Sends a recorded reply, then records that it went out and what it showed. `mayHaveGone`: an earlier attempt may have sent it, so the
 * provider is asked first.
 */
export async function deliver(reply: Reply, mayHaveGone: boolean, log: TurnLog, deps: TurnDeps): Promise<void> {
  const story = await log.story();
  if (story.some((event) => event.type === 'MessageFailed' && event.data.message === reply.id)) return;
  const sent = sentBefore(reply, story) ?? (await sendAndRecord(reply, story, mayHaveGone, log, deps));
  if (!sent || reply.type === 'OperatorReplied' || reply.data.offers.length === 0) return;
  const { offers } = reply.data;
  const evidence = { kind: 'sent' as const, providerId: sent.data.providerId };
  await log.once('OffersPresented', `shown-${reply.id}`, sent.id, () => ({
    data: { offers, reachedAt: sent.time, message: reply.id, evidence },
    personal: {},
  }));
}

function sentBefore(reply: Reply, story: Story): Sent | undefined {
  return story.find((event): event is Sent => event.type === 'MessageSent' && event.data.message === reply.id);
}

async function sendAndRecord(
  reply: Reply,
  story: Story,
  mayHaveGone: boolean,
  log: TurnLog,
  deps: TurnDeps,
): Promise<Sent | undefined> {
  const delivery = await send(reply, story, mayHaveGone, log, deps);
  if (delivery.kind === 'refused') {
    const data = { message: reply.id, code: delivery.code };
    await log.once('MessageFailed', `fail-${reply.id}`, reply.id, () => ({ data, personal: {} }));
    return undefined;
  }
  const data = { message: reply.id, providerId: delivery.providerId, status: 'sent' as const };
  return (await log.once('MessageSent', `sent-${reply.id}`, reply.id, () => ({ data, personal: {} }))).event;
}

async function send(
  reply: Reply,
  before: Story,
  mayHaveGone: boolean,
  log: TurnLog,
  deps: TurnDeps,
): Promise<Delivery> {
  const message = addressed(reply, before);
  if (!message) return { kind: 'refused', code: 'no_address' };
  const found = mayHaveGone ? await find(message, before, deps) : { kind: 'absent' as const };
  if (found.kind === 'sent') return found;
  // Asking took its time: the customer may want no more messages by now, and a person may have taken over.
  const story = mayHaveGone ? await log.story() : before;
  if (foldStory(story).optedOut) return { kind: 'refused', code: 'opted_out' };
  if (reply.type === 'AssistantReplied' && silencedBy(reply, story) !== undefined)
    return { kind: 'refused', code: 'person_attends' };
  const due = reply.type === 'AssistantReplied' ? reminderOf(reply, story) : undefined;
  const past = due
    ? whyNotRemind(due, story, log.now())
    : reply.type === 'AssistantReplied' && whyNotThank(reply, story);
  if (past) return { kind: 'refused', code: past };
  // A confirmation said twice is a nuisance, one never said leaves the customer in doubt; with chatter it is the other way round.
  const isConfirmation = reply.type === 'AssistantReplied' && reply.data.purpose === 'confirmation';
  const isWorthRepeating = found.kind === 'absent' || isConfirmation;
  return isWorthRepeating ? deps.courier.send(message) : { kind: 'refused', code: 'unknown' };
}

/** Whether the provider has it; asked a few times, since it may take a moment to know. */
async function find(message: OutgoingText, story: Story, { courier, limits }: TurnDeps): Promise<Found> {
  const known = story.flatMap((event) => (event.type === 'MessageSent' ? [event.data.providerId] : []));
  for (let tries = 1; ; tries++) {
    const found = await courier.find(message, known);
    if (found.kind !== 'unknown' || tries >= limits.findTriesMax) return found;
    await pause(limits.findPauseMs);
  }
}

/** Only ever to the conversation's own address. */
function addressed(reply: Reply, story: Story): OutgoingText | undefined {
  const started = story.find((event) => event.type === 'ConversationStarted');
  const { customer, business } = started?.personal ?? {};
  if (customer === undefined || business === undefined) return undefined;
  const { id, conversation, recordedAt, personal } = reply;
  return { id, business: reply.business, conversation, to: customer, from: business, text: personal.text, recordedAt };
}
