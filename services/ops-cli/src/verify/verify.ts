import type { InShadow, Owed } from '@slotguard/conversation';
import { withLog } from '../open-records.js';
import { readAll } from '../read-all.js';
import type { ExitCode, Paint, Write } from '../terminal.js';
import { EXIT, harmless } from '../terminal.js';
import type { Report } from './check-log.js';
import { checkLog } from './check-log.js';

export interface VerifyOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** More are counted, not listed; `--json` has them all. */
const LISTED_MAX = 50;

export async function verify(options: VerifyOptions, write: Write, paint: Paint): Promise<ExitCode> {
  const report = await withLog(options, (log) => checkLog(readAll(log)));
  await write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${inWords(report, paint)}\n`);
  return report.ok ? EXIT.ok : EXIT.found;
}

export function inWords(report: Report, paint: Paint): string {
  const { events, conversations, approvals, owed, breaches } = report;
  const { enforce, shadow } = approvals;
  const checked = [
    `${events} events in ${conversations} conversations`,
    `${enforce + shadow.length} approvals: ${enforce} enforced, ${shadow.length} in shadow`,
    ...listed(shadow.map(shadowInWords)).map((line) => paint('dim', `  in shadow: ${line}`)),
    `${owed.length} still owed`,
    ...listed(owed.map(inItsConversation)).map((line) => paint('dim', `  owed: ${line}`)),
  ];
  const found = breaches
    .slice(0, LISTED_MAX)
    .flatMap(({ rule, conversation, says, events: ids }) => [
      `${paint('red', `✗ ${rule}`)} in conversation ${harmless(conversation)}`,
      `  ${harmless(says)}`,
      ...ids.map((id) => `  event ${harmless(id)}`),
    ]);
  if (breaches.length > LISTED_MAX) found.push(`… and ${breaches.length - LISTED_MAX} more: --json lists them all`);
  const verdict =
    breaches.length === 0
      ? paint('green', '✓ everything holds')
      : paint('red', `${breaches.length} ${breaches.length === 1 ? 'breach' : 'breaches'}`);
  return [...checked, ...found, verdict].join('\n');
}

function shadowInWords({ id, conversation, wouldReject }: InShadow): string {
  const otherwise = wouldReject === null ? '' : `, enforcing rejects it (${harmless(wouldReject)})`;
  return `${inItsConversation({ id, conversation })}${otherwise}`;
}

/** An id alone leads nowhere: `slotguard timeline` asks for the conversation. */
function inItsConversation({ id, conversation }: Owed): string {
  return `${harmless(id)} in conversation ${harmless(conversation)}`;
}

function listed(lines: readonly string[]): string[] {
  const more = lines.length - LISTED_MAX;
  return more <= 0 ? [...lines] : [...lines.slice(0, LISTED_MAX), `… and ${more} more`];
}
