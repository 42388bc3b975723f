import { instantOf } from '@slotguard/business-time';
import { newEvent, parseEvent } from '@slotguard/contracts';
import type { Appointment, EventNamed } from '@slotguard/conversation';
import { outcomeId } from '@slotguard/conversation';
import { isRetryable } from '@slotguard/event-log';
import { appendAct } from '../append-act.js';
import type { RecordsOptions } from '../open-records.js';
import type { ExitCode, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import { clock, slotInWords } from '../timeline/entry.js';
import type { ActWithReason } from './acts.js';
import { nextNumber, withConversation, type Conversation } from './conversation.js';

export interface Cancellation extends ActWithReason {
  /** Which one, where the customer has several to come. */
  readonly appointment?: string | undefined;
}

/** How long the calendar is waited for. It may not run now: what is recorded it does later. */
const CALENDAR_MS = 5_000;

/** Orders that an appointment be cancelled; the calendar does so, and the channel's gateway tells the customer. */
export async function cancel(act: Cancellation, options: RecordsOptions, write: Write): Promise<ExitCode> {
  await write(`${await withConversation(act.conversation, options, (conversation) => order(act, conversation))}\n`);
  return EXIT.ok;
}

async function order({ appointment, actor, reason }: Cancellation, conversation: Conversation): Promise<string> {
  const { log, story, envelope } = conversation;
  const gone = cancelledAlready(appointment, conversation);
  if (gone) return `${slotInWords(gone.slot)} is cancelled already. Nothing is changed.`;
  const meant = meantBy(appointment, conversation);
  const under = story.find((event) => event.type === 'CancellationOrdered' && isOpen(event, meant, conversation));
  if (under?.type === 'CancellationOrdered') return orderedAlready(under, meant, conversation);
  const name = `cancel-${nextNumber(story, 'CancellationOrdered')}`;
  const { id, slot } = meant;
  const acted = await appendAct(
    log,
    newEvent('CancellationOrdered', envelope(name), { appointment: id, slot, actor }, { reason }),
  );
  if (acted.isOwn) return `Recorded as ${name}. ${await outcomeOf(name, meant, conversation)}`;
  return byAnother(acted.event as EventNamed<'CancellationOrdered'>, meant, conversation);
}

async function orderedAlready(
  { id, data }: EventNamed<'CancellationOrdered'>,
  meant: Appointment,
  conversation: Conversation,
): Promise<string> {
  return `${harmless(data.actor)} has ordered that already, as ${id}. ${await outcomeOf(id, meant, conversation)}`;
}

/** The one that is named, or the last one of those that would be to come, where there is no other. */
function cancelledAlready(appointment: string | undefined, conversation: Conversation): Appointment | undefined {
  const { appointments, cancelled } = conversation.state;
  if (appointment !== undefined) return cancelled.find(({ id }) => id === appointment);
  const isToCome = toCome(conversation);
  return appointments.some(isToCome) ? undefined : cancelled.findLast(isToCome);
}

function toCome({ envelope }: Conversation): (one: Appointment) => boolean {
  const now = instantOf(envelope('now').time);
  return ({ slot }) => instantOf(slot.start) > now;
}

/** The one that is named, or the only one to come. */
function meantBy(appointment: string | undefined, conversation: Conversation): Appointment {
  const { id, state } = conversation;
  const coming = state.appointments.filter(toCome(conversation));
  const listed = coming.map((one) => `\n  ${harmless(one.id)}  ${slotInWords(one.slot)}`).join('');
  if (appointment !== undefined) {
    const found = coming.find((one) => one.id === appointment);
    if (found) return found;
    const begun = state.appointments.some((one) => one.id === appointment);
    const why = begun ? 'has begun' : `is no appointment of ${harmless(id)}`;
    throw new Failure(`${harmless(appointment)} ${why}.${listed === '' ? '' : ` To come are:${listed}`}`);
  }
  const [only, another] = coming;
  if (!only) throw new Failure(`${harmless(id)} has no appointment to come.`);
  if (another) throw new Failure(`Which one? Name it with --appointment:${listed}`, EXIT.usage);
  return only;
}

/** An order for this very appointment that the calendar has not answered yet. */
function isOpen({ id, data }: EventNamed<'CancellationOrdered'>, meant: Appointment, { story }: Conversation): boolean {
  return data.appointment === meant.id && !story.some((event) => event.id === outcomeId(id));
}

async function outcomeOf(name: string, { slot }: Appointment, conversation: Conversation): Promise<string> {
  const { log, id, channel, state, envelope } = conversation;
  const { business } = envelope(name);
  const ref = { business, conversation: id, id: outcomeId(name) };
  const what = slotInWords(slot);
  const look = `slotguard timeline ${harmless(id)} shows what became of it.`;
  const stored = await log.waitFor(ref, { timeoutMs: CALENDAR_MS }).catch(unlessAway);
  if (!stored) return `The calendar has not answered yet: ${look}`;
  const outcome = parseEvent(stored);
  if (outcome.type !== 'AppointmentCancelled') {
    const reason = outcome.type === 'ChangeDeclined' ? outcome.data.reason : outcome.type;
    throw new Failure(`Not cancelled (${reason}): ${what} has begun, or is not there any more. ${look}`);
  }
  if (channel === 'voice') return `Cancelled: ${what}. It was booked by phone: call the customer to say so.`;
  if (state.optedOut)
    return `Cancelled: ${what}. The customer has opted out of messages, so that nothing is sent: call to say so.`;
  return `Cancelled: ${what}. The gateway tells the customer. ${look}`;
}

/** What is recorded is recorded: a log that goes away now only can't tell what came of it. */
function unlessAway(error: unknown): undefined {
  if (!isRetryable(error)) throw error;
}

/** Two operators at once: what the first has ordered stands. */
function byAnother(
  event: EventNamed<'CancellationOrdered'>,
  meant: Appointment,
  conversation: Conversation,
): Promise<string> | never {
  const { actor, appointment, slot } = event.data;
  if (appointment === meant.id) return orderedAlready(event, meant, conversation);
  throw new Failure(
    `${harmless(actor)} cancelled another one a moment before (${clock(event.time)}): ${slotInWords(slot)}. Yours is not recorded: order it again if you still want to.`,
  );
}
