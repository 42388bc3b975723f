import type { Command } from 'commander';
import type { CommandParts } from '../command-parts.js';
import { actorOf, reasonOf } from '../operator.js';

interface ActOptions {
  readonly actor?: string;
  readonly dataDir?: string;
}
interface ReasonOptions extends ActOptions {
  readonly reason: string;
}

const CONVERSATION = 'its id or how it begins, as slotguard timeline lists it';
const ACTOR = 'who does it (default: the user of this machine)';
const REASON = 'why: stands in the log for good';

/** A person answers instead of the assistant: takeover, reply, release; and cancels. */
export function addPersonCommands(program: Command, { dataDir, where, write, end }: CommandParts): void {
  program
    .command('takeover')
    .argument('<conversation>', CONVERSATION)
    .description('answer a customer yourself: the assistant says nothing more in this conversation')
    .requiredOption('--reason <text>', REASON)
    .option('--actor <name>', ACTOR)
    .addOption(dataDir())
    .addHelpText(
      'after',
      `\nWhat the customer writes is recorded and judged as before. docs/runbooks/take-over.md\n${where}`,
    )
    .action(async (conversation: string, { reason, actor, ...options }: ReasonOptions) => {
      const { takeOver } = await import('./acts.js');
      end(await takeOver({ conversation, reason: reasonOf(reason), actor: actorOf(actor) }, options, write));
    });

  program
    .command('reply')
    .argument('<conversation>', CONVERSATION)
    .argument('<text>', 'what the customer gets, as it stands here')
    .description('write to the customer of a conversation that a person attends')
    .option('--actor <name>', ACTOR)
    .addOption(dataDir())
    .addHelpText(
      'after',
      `\nIt is sent by the channel's gateway, once, and never to somebody who has opted out.\n${where}`,
    )
    .action(async (conversation: string, text: string, { actor, ...options }: ActOptions) => {
      const { reply } = await import('./acts.js');
      end(await reply({ conversation, text, actor: actorOf(actor) }, options, write));
    });

  program
    .command('cancel')
    .argument('<conversation>', CONVERSATION)
    .description('cancel an appointment yourself; the customer is told')
    .option('--appointment <id>', 'which one, where there are several to come, as slotguard timeline shows it')
    .requiredOption('--reason <text>', REASON)
    .option('--actor <name>', ACTOR)
    .addOption(dataDir())
    .addHelpText(
      'after',
      `\nThe reason is for the log: the customer is not told it. Whether a person attends makes no difference.\n${where}`,
    )
    .action(
      async (
        conversation: string,
        { appointment, reason, actor, ...options }: ReasonOptions & { appointment?: string },
      ) => {
        const { cancel } = await import('./cancel.js');
        const act = { conversation, appointment, reason: reasonOf(reason), actor: actorOf(actor) };
        end(await cancel(act, options, write));
      },
    );

  program
    .command('release')
    .argument('<conversation>', CONVERSATION)
    .description('let the assistant answer again, from the customer’s next words on')
    .requiredOption('--reason <text>', REASON)
    .option('--actor <name>', ACTOR)
    .addOption(dataDir())
    .addHelpText('after', where)
    .action(async (conversation: string, { reason, actor, ...options }: ReasonOptions) => {
      const { release } = await import('./acts.js');
      end(await release({ conversation, reason: reasonOf(reason), actor: actorOf(actor) }, options, write));
    });
}
