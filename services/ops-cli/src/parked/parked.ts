import type { Parked } from '@slotguard/event-log';
import type { RecordsOptions } from '../open-records.js';
import { withLog } from '../open-records.js';
import type { ExitCode, Paint, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';

export interface ParkedOptions extends RecordsOptions {
  readonly json?: boolean;
}

/** What was set aside, the oldest first. Exit code 1 when there is something. */
export async function parked(options: ParkedOptions, write: Write, paint: Paint): Promise<ExitCode> {
  const all = await withLog(options, (log) => log.listParked());
  const text = options.json ? JSON.stringify(all.map(inData), null, 2) : inWords(all, paint);
  await write(`${text}\n`);
  return all.length === 0 ? EXIT.ok : EXIT.found;
}

export interface RedriveOptions extends RecordsOptions {
  /** Where the event's id stands in several conversations. */
  readonly conversation?: string;
  /** Everything that this consumer has parked. */
  readonly all?: boolean;
}

/** Hands what was parked to its queue again; of a reader's it clears the entry, for readers try again at each start. */
export async function redrive(
  consumer: string,
  event: string | undefined,
  { all, conversation, ...records }: RedriveOptions,
  write: Write,
): Promise<ExitCode> {
  if ((event === undefined) !== (all === true))
    throw new Failure('Name an event, or give --all: slotguard parked lists what there is.', EXIT.usage);
  await withLog(records, async (log) => {
    const theirs = await log.listParked(consumer);
    const meant = theirs.filter((one) => all || isNamed(one, event, conversation));
    if (meant.length === 0)
      throw new Failure(`Nothing like that is parked for ${consumer}. slotguard parked lists what there is.`);
    if (!all && meant.length > 1) {
      const where = meant.map((one) => `\n  --conversation ${one.event.conversation}`).join('');
      throw new Failure(`${event} is parked in several conversations. Which one?${harmless(where)}`, EXIT.usage);
    }
    for (const one of meant) {
      await log.redrive(consumer, one.event);
      await write(
        `${harmless(one.event.id)} in conversation ${harmless(one.event.conversation)} goes to ${consumer} again\n`,
      );
    }
  });
  return EXIT.ok;
}

function isNamed({ event }: Parked, id: string | undefined, conversation: string | undefined): boolean {
  return event.id === id && (conversation === undefined || event.conversation.startsWith(conversation));
}

/** Without the event's content: that is the timeline's to show. */
function inData({ consumer, event, reason, parkedAt }: Parked): object {
  const { id, type, business, conversation, position } = event;
  return { consumer, event: id, type, business, conversation, position, reason, parkedAt };
}

function inWords(all: readonly Parked[], paint: Paint): string {
  if (all.length === 0) return paint('green', '✓ nothing is parked');
  const lines = all.flatMap(({ consumer, event, reason, parkedAt }) => [
    `${parkedAt}  ${paint('bold', harmless(consumer))}  ${harmless(event.type)} ${harmless(event.id)}`,
    `  conversation ${harmless(event.conversation)}`,
    `  ${paint('red', harmless(reason))}`,
  ]);
  return [...lines, `${all.length} parked; docs/runbooks/parked-events.md tells what to do`].join('\n');
}
