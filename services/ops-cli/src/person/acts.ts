import { newEvent } from '@slotguard/contracts';
import type { Attendance, ConversationEvent } from '@slotguard/conversation';
import { appendAct } from '../append-act.js';
import type { RecordsOptions } from '../open-records.js';
import type { ExitCode, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import { clock, quoted } from '../timeline/entry.js';
import { nextNumber, withConversation, type Conversation } from './conversation.js';

export interface Act {
  readonly conversation: string;
  readonly actor: string;
}
export interface ActWithReason extends Act {
  readonly reason: string;
}
export interface Reply extends Act {
  readonly text: string;
}

/** Far more than a text message holds; a mail is not written on a command line. */
const TEXT_MAX = 1_600;

/** From now on the assistant says nothing in this conversation. One person attends at a time. */
export function takeOver(act: ActWithReason, options: RecordsOptions, write: Write): Promise<ExitCode> {
  return perform(act, options, write, async ({ log, id, story, state, envelope }) => {
    const { attended } = state;
    if (attended?.how === 'taken_over') return attendedAlready(id, act.actor, attended);
    const name = `takeover-${nextNumber(story, 'ConversationTakenOver')}`;
    const event = newEvent('ConversationTakenOver', envelope(name), { actor: act.actor }, { reason: act.reason });
    const acted = await appendAct(log, event);
    if (!acted.isOwn) throw new Failure(quicker(acted.event));
    return `${act.actor} attends ${harmless(id)} from now on; the assistant says nothing more. Answer with slotguard reply.`;
  });
}

function attendedAlready(conversation: string, actor: string, { actor: by = 'somebody' }: Attendance): string {
  if (by === actor) return `You attend ${harmless(conversation)} already. Nothing is changed.`;
  throw new Failure(
    `${harmless(by)} attends ${harmless(conversation)} already. To take it over, let it go first: slotguard release ${harmless(conversation)} --reason "…".`,
  );
}

/** Recorded now; sent by the channel's own gateway, which asks for consent once more. */
export function reply(act: Reply, options: RecordsOptions, write: Write): Promise<ExitCode> {
  const text = act.text.trim();
  if (text === '' || text.length > TEXT_MAX)
    throw new Failure(`the text must have 1 to ${TEXT_MAX} characters`, EXIT.usage);
  return perform(act, options, write, async ({ log, id, channel, story, state, envelope }) => {
    if (channel === 'voice') throw new Failure(`${harmless(id)} is a phone call, which can't be answered in writing.`);
    if (state.optedOut)
      throw new Failure(
        `This customer has opted out of messages, so that nothing may be sent. They get texts again once they text START.`,
      );
    if (!state.attended)
      throw new Failure(
        `The assistant answers ${harmless(id)}: take it over first, with slotguard takeover ${harmless(id)} --reason "…".`,
      );
    const name = `say-${nextNumber(story, 'OperatorReplied')}`;
    const acted = await appendAct(log, newEvent('OperatorReplied', envelope(name), { actor: act.actor }, { text }));
    if (!acted.isOwn) throw new Failure(`${quicker(acted.event)} Your text is not sent.`);
    return `Recorded as ${name}; the gateway sends it. slotguard timeline ${harmless(id)} shows what became of it.`;
  });
}

/** The assistant answers again, from the customer's next words on. */
export function release(act: ActWithReason, options: RecordsOptions, write: Write): Promise<ExitCode> {
  return perform(act, options, write, async ({ log, id, story, state, envelope }) => {
    if (!state.attended) return `The assistant answers ${harmless(id)} already. Nothing is changed.`;
    const name = `release-${nextNumber(story, 'ConversationReleased')}`;
    const event = newEvent('ConversationReleased', envelope(name), { actor: act.actor }, { reason: act.reason });
    const acted = await appendAct(log, event);
    if (!acted.isOwn) return `${quicker(acted.event)} Nothing more is changed.`;
    return `The assistant answers ${harmless(id)} again, from the customer's next words on.`;
  });
}

async function perform(
  { conversation }: Act,
  options: RecordsOptions,
  write: Write,
  work: (conversation: Conversation) => Promise<string>,
): Promise<ExitCode> {
  await write(`${await withConversation(conversation, options, work)}\n`);
  return EXIT.ok;
}

/** Two operators at once: what the first has done stands. */
function quicker(event: ConversationEvent): string {
  const at = clock(event.time);
  switch (event.type) {
    case 'ConversationTakenOver':
      return `${harmless(event.data.actor)} took it over a moment before (${at}).`;
    case 'OperatorReplied':
      return `${harmless(event.data.actor)} replied a moment before (${at}): ${quoted(event.personal.text)}.`;
    case 'ConversationReleased':
      return `${harmless(event.data.actor)} released it a moment before (${at}).`;
    default:
      return `Something else was recorded under this name: ${event.type}.`;
  }
}
