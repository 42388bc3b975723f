import { renderHelp, renderPersonComing } from '@slotguard/channel-kit';
import type { StoredEvent } from '@slotguard/contracts';
import { parseEvent } from '@slotguard/contracts';
import type { Asks, EventNamed, Recorded, Story } from '@slotguard/conversation';
import { foldStory, holdId, verdictId } from '@slotguard/conversation';
import { asksForPerson } from './asks-for-person.js';
import type { ToolResult, TurnView } from './assistant.js';
import { compose } from './compose.js';
import { deliver } from './deliver.js';
import { keepBounds } from './keep-bounds.js';
import { plain } from './named.js';
import { readName } from './person-name.js';
import { runTool } from './run-tool.js';
import { soundStep } from './sound-step.js';
import { stateSeen } from './state-seen.js';
import { thankWhoComes } from './thank.js';
import { transcriptOf } from './transcript.js';
import type { TurnDeps } from './turn-deps.js';
import { TurnLog } from './turn-log.js';
import { unlessUnwanted, Unwanted } from './unless-unwanted.js';
import { written } from './written.js';

type Utterance = Recorded<EventNamed<'UserUtterance'>>;
type Stepped = Recorded<EventNamed<'AssistantStepped'>>;
type How = EventNamed<'TurnEnded'>['data']['how'];

interface Turn {
  /** The last of what is answered; the turn bears its id. */
  readonly said: Utterance;
  readonly answers: readonly Utterance[];
  readonly log: TurnLog;
  readonly deps: TurnDeps;
}

/**
 * One turn of a conversation: everything that was said since the last one is answered, step by recorded step. Safe to run again after a
 * crash between any two appends, and beside a rival: what is recorded is taken over, never made again. Errors with `retryable: true` mean
 * "again, later".
 */
export async function runTurn(utterance: StoredEvent, deps: TurnDeps): Promise<void> {
  const log = new TurnLog(utterance, deps);
  const said = parseEvent(utterance);
  if (said.type !== 'UserUtterance') throw new Error(`a turn answers an utterance, not ${said.type}`);
  const story = await log.story();
  if (story.some(({ id }) => id === `end-${log.turn}`)) return;
  // Not begun: the turn of the newer words answers these too.
  if (!hasBegun(story, log.turn) && isOvertaken(story, said)) return;

  // What an earlier attempt recorded but may not have sent goes out first, whatever was said since.
  for (const reply of repliesOf(story, log.turn)) await deliver(reply, true, log, deps);

  const turn = { said, answers: unanswered(story, said), log, deps };
  const how = await hold(turn);
  // What an overtaken turn has left is the newer one's to answer.
  const answers = how === 'superseded' ? [] : turn.answers.map(({ id }) => id);
  const data = { turn: log.turn, how, answers };
  await log.once('TurnEnded', `end-${log.turn}`, log.turn, () => ({ data, personal: {} }));
}

async function hold(turn: Turn): Promise<How> {
  const { said, answers, log, deps } = turn;
  const { keyword } = said.data;
  // The carrier has answered STOP itself; whatever came before it is not wanted any more.
  if (keyword === 'stop') return 'silent';
  const toAnswer = answers.filter(({ data }) => data.keyword === undefined);
  const asksHelp = keyword === 'help' && said.data.carrierAnswered !== true;
  if (asksHelp && !foldStory(await log.story()).optedOut) await sayHelp(turn);
  if (toAnswer.length === 0) return asksHelp ? 'answered' : 'silent';
  const handedOver = await handOver(toAnswer, turn);
  if (handedOver) return handedOver;
  const bounded = await keepBounds(said, log, deps);
  if (bounded) return bounded;
  for (const { id } of toAnswer) {
    const { type } = await log.awaited<'SlotSelected' | 'NoSlotSelected'>(verdictId(id));
    // Told at once when it is gone, but never kept waiting for it: booking asks the calendar anyway.
    if (type === 'SlotSelected' && deps.business.holdMinutes > 0) await log.comes(holdId(id), deps.limits.holdWaitMs);
  }
  const left = await thankWhoComes(toAnswer, log, deps);
  if (left.length === 0) return 'answered';
  const results: ToolResult[] = [];
  for (let step = 1; step <= deps.limits.stepsMax; step++) {
    const how = await takeStep(step, results, { ...turn, answers: left });
    if (how) return how;
  }
  await speak(undefined, 'other', deps.limits.stepsMax + 1, turn);
  return 'failed';
}

/**
 * To a person, when one of these asks for that, and nobody attends yet: first the assistant is silenced, then the customer is told. Returns how
 * the turn ends; nothing while the assistant answers.
 */
async function handOver(toAnswer: readonly Utterance[], turn: Turn): Promise<How | undefined> {
  const { log, deps, said } = turn;
  const { attended } = foldStory(await log.story());
  // Recorded by an earlier attempt, or by the turn of earlier words that this one answers too.
  const isOwn = ({ id }: Utterance): boolean => attended?.event === personId(id);
  const asking = attended ? toAnswer.find(isOwn) : toAnswer.find(({ personal }) => asksForPerson(personal.text));
  if (!asking) return attended ? 'silent' : undefined;
  const { event: requested } = await log.once('PersonRequested', personId(asking.id), asking.id, () => ({
    data: { utterance: asking.id },
    personal: {},
  }));
  const { event, adopted } = await log.once('AssistantReplied', `out-${requested.id}`, requested.id, () => ({
    // No confirmation: those are taken to tell what was booked.
    data: { turn: log.turn, asks: { kind: 'other' }, purpose: 'chatter', offers: [], breaches: [] },
    personal: { text: written(renderPersonComing(deps.business), said.channel) },
  }));
  // Another turn's, which may be at it right now, and is run until it has sent it.
  if (event.data.turn !== log.turn) return 'silent';
  await deliver(event, adopted, log, deps);
  return 'answered';
}

const personId = (utterance: string): string => `person-${utterance}`;

/** One answer of the assistant and all that it does. Returns how the turn ends, unless it goes on. */
async function takeStep(step: number, results: ToolResult[], turn: Turn): Promise<How | undefined> {
  const { log, deps, said } = turn;
  const story = await log.story();
  const why = unwanted(story, said);
  if (why) return why;
  const event = await stepped(step, viewOf(story, step, results, turn), turn);
  if (typeof event === 'string') return event;
  for (const [i, call] of event.personal.calls.entries()) {
    const why = unwanted(await log.story(), said);
    if (why) return why;
    results.push(await runTool(call, { step, call: i + 1 }, log, deps));
  }
  await identify(event, turn);
  const { say } = event.personal;
  const { final, asks } = event.data;
  const spoken = repliesOf(await log.story(), log.turn).filter(({ id }) => id !== replyId(log.turn, step)).length;
  // The last place is kept for the last word; a turn that ends without any gets a rendered one.
  const isHeard = say === undefined ? final && spoken === 0 : spoken < deps.limits.textsMax - (final ? 0 : 1);
  const stopped = isHeard ? await speak(say, asks, step, turn) : undefined;
  if (stopped) return stopped;
  return final ? 'answered' : undefined;
}

/** The step as it is recorded, or as the assistant gives it now; else why the turn ends instead. */
async function stepped(step: number, view: TurnView, { log, deps, said }: Turn): Promise<Stepped | How> {
  try {
    const { event } = await log.once('AssistantStepped', `step-${log.turn}-${step}`, log.turn, async () => {
      const answer = await unlessUnwanted(
        (signal) => deps.assistant.next(view, signal),
        async () => unwanted(await log.story(), said),
        deps.limits.unwantedPollMs,
      );
      const { by = deps.assistant.name, data, personal } = soundStep(answer, deps.limits);
      return { data: { turn: log.turn, step, assistant: by, ...data }, personal };
    });
    return event;
  } catch (error) {
    if (error instanceof Unwanted) return error.how;
    throw error;
  }
}

function viewOf(story: Story, step: number, results: readonly ToolResult[], { said, answers, deps }: Turn): TurnView {
  return {
    business: deps.business,
    channel: said.channel,
    now: said.time,
    answers: answers.map(({ id }) => id),
    step,
    state: stateSeen(story),
    transcript: transcriptOf(story),
    results: [...results],
    ...modelsIn(story, said.id),
  };
}

/** Who gave the steps of this turn, and what models cost in this conversation. */
function modelsIn(story: Story, turn: string): Pick<TurnView, 'stepsBy' | 'tokens'> {
  const steps = story.filter((event): event is Stepped => event.type === 'AssistantStepped');
  const usages = steps.flatMap(({ data }) => data.usage ?? []);
  return {
    stepsBy: steps.filter(({ data }) => data.turn === turn).map(({ data }) => data.assistant),
    tokens: usages.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
  };
}

/**
 * Says it, unless the customer has said something since or a person attends: then it is better not said any more, and the turn ends like
 * this. What was recorded already is sent; whether a person was quicker the log alone decides (`silencedBy`).
 */
async function speak(say: string | undefined, asks: Asks['kind'], step: number, turn: Turn): Promise<How | undefined> {
  const { log, deps, said, answers } = turn;
  try {
    const { event, adopted } = await log.once(
      'AssistantReplied',
      replyId(log.turn, step),
      `step-${log.turn}-${step}`,
      async () => {
        // Read at the last moment: what is said between this and the append crosses with the answer.
        const story = await log.story();
        const how = unwanted(story, said);
        if (how) throw new Unwanted(how);
        const { business, limits } = deps;
        const { channel, time: now } = said;
        const byCode = deps.assistant.isCode === true;
        const scene = { business, channel, now, story, limits, byCode, answers: answers.map(({ id }) => id) };
        const { data, personal } = compose(say, asks, scene);
        return { data: { turn: log.turn, ...data }, personal };
      },
    );
    await deliver(event, adopted, log, deps);
    return undefined;
  } catch (error) {
    if (error instanceof Unwanted) return error.how;
    throw error;
  }
}

/** Why nothing more of this turn is wanted: the customer has said something since, wants no messages, or a person attends. */
function unwanted(story: Story, said: Utterance): Unwanted['how'] | undefined {
  if (mustBeSilent(story)) return 'silent';
  return isOvertaken(story, said) ? 'superseded' : undefined;
}

/** The customer wants no messages, or a person attends. */
function mustBeSilent(story: Story): boolean {
  const { optedOut, attended } = foldStory(story);
  return optedOut || attended !== undefined;
}

async function sayHelp({ log, deps, said }: Turn): Promise<void> {
  const { event, adopted } = await log.once('AssistantReplied', replyId(log.turn, 0), log.turn, () => ({
    data: { turn: log.turn, asks: { kind: 'other' }, purpose: 'chatter', offers: [], breaches: [] },
    personal: { text: written(renderHelp(deps.business, said.channel), said.channel) },
  }));
  await deliver(event, adopted, log, deps);
}

/** Who the customer says to be, in the customer's own words: a name that an assistant made up is dropped. */
async function identify(stepped: Stepped, { log, answers }: Turn): Promise<void> {
  const { customerName: name } = stepped.personal;
  if (name === undefined) return;
  const words = answers.map(({ personal }) => ` ${plain(personal.text)} `).join('');
  if (readName(name) === undefined || !words.includes(` ${plain(name)} `)) return;
  await log.once('CustomerIdentified', `who-${log.turn}`, stepped.id, () => ({
    data: { verifiedBy: 'said' },
    personal: { name },
  }));
}

function hasBegun(story: Story, turn: string): boolean {
  return story.some(
    (event) => (event.type === 'AssistantStepped' || event.type === 'AssistantReplied') && event.data.turn === turn,
  );
}

const replyId = (turn: string, step: number): string => `out-${turn}-${step}`;

function repliesOf(story: Story, turn: string): Recorded<EventNamed<'AssistantReplied'>>[] {
  return story.filter(
    (event): event is Recorded<EventNamed<'AssistantReplied'>> =>
      event.type === 'AssistantReplied' && event.data.turn === turn,
  );
}

function isOvertaken(story: Story, said: Utterance): boolean {
  return utterances(story).some(({ position }) => position > said.position);
}

/** The utterances up to this one that no earlier turn has answered. */
function unanswered(story: Story, said: Utterance): Utterance[] {
  const answered = new Set(story.flatMap((event) => (event.type === 'TurnEnded' ? event.data.answers : [])));
  return utterances(story).filter(({ id, position }) => position <= said.position && !answered.has(id));
}

function utterances(story: Story): Utterance[] {
  return story.filter((event): event is Utterance => event.type === 'UserUtterance');
}
