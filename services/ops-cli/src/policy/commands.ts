import { Argument, type Command } from 'commander';
import type { Channel } from '@slotguard/conversation';
import { actorOf, reasonOf } from '../operator.js';
import type { CommandParts } from '../command-parts.js';
import type { Mode } from './set-policy.js';
import type { ShowOptions } from './show-policy.js';

const CHANNELS: readonly Channel[] = ['sms', 'email', 'voice'];
const MODES: readonly Mode[] = ['enforce', 'shadow'];

const SET_HELP = `
enforce: the guard lets through what was offered, chosen and matches, and nothing else
shadow:  the guard lets through what the assistant asks for, as if there were none, and records what it would have said;
         after STOP, while a person attends, by clocks in doubt and the like it refuses as ever (docs/reference/reasons.md)

For every decision on what follows in the log, in every process, whatever its channel's conversations are in the middle of.
Of two operators at once one is told what the other has set. docs/runbooks/rollback.md shows how to go back, and forth.`;

interface SetOptions {
  readonly reason: string;
  readonly actor?: string;
  readonly dataDir?: string;
}

export function addPolicyCommands(program: Command, { dataDir, where, write, paint, end }: CommandParts): void {
  const policy = program
    .command('policy')
    .description('the rules in force: see them, change them, see who changed them');

  policy
    .command('get')
    .description('what is in force on each channel, since when and why')
    .option('--json', 'for machines')
    .addOption(dataDir())
    .addHelpText('after', where)
    .action(async (options: ShowOptions) => {
      const { getPolicy } = await import('./show-policy.js');
      end(await getPolicy(options, write, paint));
    });

  policy
    .command('set')
    .addArgument(new Argument('<channel>', 'whose rules change').choices(CHANNELS))
    .addArgument(new Argument('<mode>', 'what the guard does there from now on').choices(MODES))
    .description('put a channel into a mode, from now on')
    .requiredOption('--reason <text>', 'why: stands in the log for good')
    .option('--actor <name>', 'who changes it (default: the user of this machine)')
    .addOption(dataDir())
    .addHelpText('after', `${SET_HELP}\n${where}`)
    .action(async (channel: Channel, mode: Mode, { reason, actor, ...options }: SetOptions) => {
      const { setPolicy } = await import('./set-policy.js');
      end(await setPolicy({ channel, mode, actor: actorOf(actor), reason: reasonOf(reason) }, options, write));
    });

  policy
    .command('history')
    .description('every policy that was in force: when, who, why, what changed, and what was decided under it')
    .option('--json', 'for machines')
    .addOption(dataDir())
    .addHelpText('after', where)
    .action(async (options: ShowOptions) => {
      const { policyHistory } = await import('./show-policy.js');
      end(await policyHistory(options, write, paint));
    });
}
