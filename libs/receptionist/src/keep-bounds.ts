import { renderLimit } from '@slotguard/channel-kit';
import type { Appointment, ConversationState, EventNamed, Recorded, Story } from '@slotguard/conversation';
import { foldStory, own } from '@slotguard/conversation';
import { boundReached, boundReplyId, businessDay, countBefore, type Bound } from './daily-bounds.js';
import { deliver } from './deliver.js';
import { passGate } from './gate.js';
import { upcoming } from './pending.js';
import { gateContext } from './scene.js';
import { stateSeen } from './state-seen.js';
import type { TurnDeps } from './turn-deps.js';
import type { TurnLog } from './turn-log.js';
import { written } from './written.js';

type Utterance = Recorded<EventNamed<'UserUtterance'>>;

/**
 * How the turn ends when the day's bounds leave no room for it; undefined when it may go on. The customer is told once a day, and then not
 * again. A turn that has begun is finished: what it set going is not left without its words.
 */
export async function keepBounds(
  said: Utterance,
  log: TurnLog,
  deps: TurnDeps,
): Promise<'answered' | 'silent' | undefined> {
  const story = await log.story();
  const id = boundReplyId(businessDay(said.time, deps.business));
  const told = story.find((event) => event.type === 'AssistantReplied' && event.id === id);
  // Told by an earlier run of this very turn, which then has ended with it.
  if (told?.type === 'AssistantReplied' && told.data.turn === log.turn) return 'answered';
  if (hasStepped(story, log.turn)) return undefined;
  const bound = await boundOf(said, story, deps);
  if (!bound) return undefined;
  if (told || foldStory(story).optedOut) return 'silent';
  const { event, adopted } = await log.once('AssistantReplied', id, log.turn, () => ({
    data: { turn: log.turn, asks: { kind: 'other' }, purpose: 'chatter', offers: [], breaches: [] },
    personal: { text: textOf(bound, said, story, log.now(), deps) },
  }));
  // A rival turn of the same day has told it.
  if (event.data.turn !== log.turn) return 'silent';
  await deliver(event, adopted, log, deps);
  return 'answered';
}

async function boundOf(said: Utterance, story: Story, { business, dayCount }: TurnDeps): Promise<Bound | undefined> {
  const customer = countBefore(said, story, business);
  return (
    boundReached(business, { customer }) ?? boundReached(business, { customer, business: await dayCount?.(said.time) })
  );
}

/** With what is booked, where that is beyond doubt. */
function textOf(bound: Bound, said: Utterance, story: Story, now: string, { business, limits }: TurnDeps): string {
  const { channel } = said;
  const state = stateSeen(story);
  const render = (standing: readonly Appointment[]): string =>
    written(renderLimit({ business, channel, whose: bound, standing }), channel);
  const standing = isChanging(state, story) ? [] : upcoming(state, now);
  const scene = { business, channel, now, story, answers: [said.id], limits, byCode: true };
  const verdict = passGate(render(standing), gateContext([], state, scene));
  return verdict.ok ? verdict.text : render([]);
}

/** A request to cancel or to move that nobody knows the end of. */
function isChanging({ requests }: ConversationState, story: Story): boolean {
  const isOpen = (id: string): boolean => (own(requests, id)?.outcome ?? 'pending') === 'pending';
  return story.some(
    ({ type, id }) => (type === 'CancellationRequested' || type === 'RescheduleRequested') && isOpen(id),
  );
}

function hasStepped(story: Story, turn: string): boolean {
  return story.some((event) => event.type === 'AssistantStepped' && event.data.turn === turn);
}
