import type { Policy, PolicyDifference } from '@slotguard/conversation';
import { policyDifferences } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import type { PolicyChange } from '@slotguard/guard';
import type { RecordsOptions } from '../open-records.js';
import { readAll } from '../read-all.js';
import type { ExitCode, Paint, Write } from '../terminal.js';
import { EXIT, harmless } from '../terminal.js';
import { clock, day, quoted } from '../timeline/entry.js';
import { decisionsByPolicy, type Decided } from './decided.js';
import { withPolicies } from './policies.js';

export interface ShowOptions extends RecordsOptions {
  readonly json?: boolean;
}

/** What is in force, by channel. */
export async function getPolicy(options: ShowOptions, write: Write, paint: Paint): Promise<ExitCode> {
  const { inForce, change } = await withPolicies(options, async ({ inForce, changes }) => ({
    inForce,
    change: changes.at(-1),
  }));
  const { channels, ...rest } = inForce;
  const by = change && { since: change.time, actor: change.data.actor, reason: change.data.reason };
  if (options.json) await write(`${JSON.stringify({ ...rest, ...by, channels }, null, 2)}\n`);
  else await write(`${[headOf(inForce, change, paint), ...channelLines(inForce, paint)].join('\n')}\n`);
  return EXIT.ok;
}

function headOf({ version, timeZone }: Policy, change: PolicyChange | undefined, paint: Paint): string {
  const since = change
    ? `since ${when(change)}, by ${harmless(change.data.actor)}: ${quoted(change.data.reason)}`
    : 'as delivered';
  return `${paint('bold', `policy ${harmless(version)}`)}  ${since}, times in ${harmless(timeZone)}`;
}

function channelLines({ channels }: Policy, paint: Paint): string[] {
  return Object.entries(channels).map(([channel, { mode, ...rules }]) => {
    const others = Object.entries(rules).map(([name, value]) => `${name} ${harmless(JSON.stringify(value))}`);
    const shown = paint(mode === 'enforce' ? 'green' : 'yellow', mode.padEnd(7));
    return `  ${harmless(channel).padEnd(5)}  ${shown}  ${paint('dim', others.join(', '))}`;
  });
}

/** One policy that is or was in force. */
interface Chapter {
  readonly version: string;
  readonly since?: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly changed: readonly PolicyDifference[];
  readonly decisions: Decided;
}

/** Every policy that was in force, the newest last: when, who, why, what changed, and what was decided under it. */
export async function policyHistory(options: ShowOptions, write: Write, paint: Paint): Promise<ExitCode> {
  const chapters = await withPolicies(options, ({ log, business, initial, changes }) =>
    chaptersOf(log, business.id, initial, changes),
  );
  if (options.json) await write(`${JSON.stringify(chapters, null, 2)}\n`);
  else await write(`${chapters.flatMap((chapter) => chapterLines(chapter, paint)).join('\n')}\n`);
  return EXIT.ok;
}

async function chaptersOf(
  log: EventLog,
  business: string,
  initial: Policy,
  changes: readonly PolicyChange[],
): Promise<Chapter[]> {
  const decided = await decisionsByPolicy(readAll(log), business);
  const nothing: Decided = { approved: 0, rejected: 0, shadow: 0, wouldReject: {} };
  const first = { version: initial.version, changed: [], decisions: decided.get(initial.version) ?? nothing };
  const later = changes.map(({ time, data: { policy, actor, reason } }, i) => ({
    version: policy.version,
    since: time,
    actor,
    reason,
    changed: policyDifferences(changes[i - 1]?.data.policy ?? initial, policy),
    decisions: decided.get(policy.version) ?? nothing,
  }));
  return [first, ...later];
}

function chapterLines({ version, since, actor, reason, changed, decisions }: Chapter, paint: Paint): string[] {
  const name = paint('bold', harmless(version));
  const head =
    since === undefined || actor === undefined || reason === undefined
      ? `${name}  as delivered`
      : `${name}  ${when({ time: since })}, by ${harmless(actor)}: ${quoted(reason)}`;
  const lines = changed.map(({ field, from, to }) => `${harmless(field)}: ${inWords(from)} → ${inWords(to)}`);
  return [head, ...[...lines, ...decidedLines(decisions)].map((line) => `  ${line}`)];
}

function decidedLines({ approved, rejected, shadow, wouldReject }: Decided): string[] {
  if (approved + rejected === 0) return ['no booking was decided under it'];
  const counts = `${approved} approved (${shadow} of them in shadow), ${rejected} rejected`;
  const reasons = Object.entries(wouldReject).map(([why, count]) => `${count} ${why}`);
  return reasons.length === 0 ? [counts] : [counts, `enforcing would have rejected: ${reasons.join(', ')}`];
}

const inWords = (json: string | undefined): string =>
  json === undefined ? 'none' : harmless(json.replaceAll('"', ''));
const when = ({ time }: { readonly time: string }): string => `${day(time)} ${clock(time)}`;
