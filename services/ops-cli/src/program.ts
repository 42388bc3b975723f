import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { LogUnavailable } from '@slotguard/event-log';
import type { ExitCode } from './terminal.js';
import { EXIT, Failure, paintFor, writerTo } from './terminal.js';
import { addDoctor } from './doctor/command.js';
import { addInit } from './init/command.js';
import type { ExplainOptions } from './choose/explain.js';
import type { ParkedOptions, RedriveOptions } from './parked/parked.js';
import { addPersonCommands } from './person/commands.js';
import { addPolicyCommands } from './policy/commands.js';
import type { TimelineOptions } from './timeline/timeline.js';
import type { VerifyOptions } from './verify/verify.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const EXIT_CODES = `
Exit codes:
  0  all is well
  1  something was found (verify: a breach, choose: a bad line, doctor: what is bad), or it failed
  2  it was called wrongly`;

const WHERE = `
Looks at the data of the system that the settings name, whether it runs or not:
SLOTGUARD_DATA_DIR (default .slotguard, here) or DATABASE_URL; docs/reference/settings.md has them all.`;

/** Runs one command; never throws. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = makeProgram((ended) => (code = ended));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version that were asked for are answers; everything else has been explained on standard error.
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    process.stderr.write(`slotguard: ${explain(error)}\n`);
    return error instanceof Failure ? error.exitCode : EXIT.found;
  }
}

/** Typed errors carry a message for a person; anything else is a bug, whose trace helps only those who ask for it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env['LOG_LEVEL'] === 'debug' || process.env['LOG_LEVEL'] === 'trace') return error.stack ?? error.message;
  if (error instanceof LogUnavailable)
    return `The database does not answer (${error.code}). Is it running, and is DATABASE_URL right?`;
  return error.message || error.name;
}

/** Each command loads what it needs when it is called: `choose` starts without a database's driver. */
function makeProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('slotguard')
    .description('Talk with a Slotguard, look at what it recorded, and check it.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(slotguard --help shows how)')
    .addHelpText('after', EXIT_CODES);
  const dataDir = (): Option => new Option('--data-dir <folder>', 'the data folder, instead of SLOTGUARD_DATA_DIR');
  const write = writerTo(process.stdout);
  const paint = paintFor(process.stdout);

  addInit(program, paint, end);
  addDoctor(program, paint, end);

  program
    .command('chat')
    .description('text with it in the terminal')
    .option('--url <address>', 'where it runs (default: at PORT, or where the one on the data folder listens)')
    .option('--from <number>', 'the number to text from, like +15552120123 (default: a new one that belongs to nobody)')
    .option('--events', 'also show what the guard makes of it')
    .addHelpText(
      'after',
      '\nNeeds one that runs: npm start. Lines of a pipe are sent one by one, each after the answer to the last.',
    )
    .action(async ({ url, from, events }: { url?: string; from?: string; events?: boolean }) => {
      const { chat } = await import('./chat/chat.js');
      const options = {
        url: await addressOf(url),
        ...(from === undefined ? {} : { from: numberOf(from) }),
        events: events === true,
      };
      end(await chat(options, { input: process.stdin, output: process.stdout, paint }));
    });

  program
    .command('timeline')
    .argument('[conversation]', 'its id or how it begins; without it, all conversations are listed')
    .description('tell a conversation’s story, with the evidence of every decision')
    .option('--json', 'for machines')
    .addOption(dataDir())
    .addHelpText('after', WHERE)
    .action(async (conversation: string | undefined, options: TimelineOptions) => {
      const { timeline } = await import('./timeline/timeline.js');
      end(await timeline(conversation, options, write, paint));
    });

  program
    .command('verify')
    .description('check everything that is recorded against what must always hold')
    .option('--json', 'for machines')
    .addOption(dataDir())
    .addHelpText('after', `${WHERE}\n\nExit code 1 with the rule and the offending events on any breach.`)
    .action(async (options: VerifyOptions) => {
      const { verify } = await import('./verify/verify.js');
      end(await verify(options, write, paint));
    });

  const parts = { dataDir, where: WHERE, write, paint, end };
  addPolicyCommands(program, parts);
  addPersonCommands(program, parts);

  program
    .command('parked')
    .description('list what readers and queues could not handle and set aside, with the reason')
    .option('--json', 'for machines')
    .addOption(dataDir())
    .addHelpText('after', `${WHERE}\n\nExit code 1 when there is something.`)
    .action(async (options: ParkedOptions) => {
      const { parked } = await import('./parked/parked.js');
      end(await parked(options, write, paint));
    });

  program
    .command('redrive')
    .argument('<consumer>', 'the queue or reader that parked it')
    .argument('[event]', 'its id')
    .description('hand a parked event to its queue again, once its cause is mended')
    .option('--conversation <id>', 'or how it begins, where several have parked an event of that id')
    .option('--all', 'everything that this consumer has parked')
    .addOption(dataDir())
    .addHelpText(
      'after',
      `${WHERE}\n\nA reader tries what it parked again by itself at each start: of its events this clears the entry only.`,
    )
    .action(async (consumer: string, event: string | undefined, options: RedriveOptions) => {
      const { redrive } = await import('./parked/parked.js');
      end(await redrive(consumer, event, options, write));
    });

  program
    .command('choose')
    .description('read replies against offers: JSON Lines in, JSON Lines out')
    .option('--explain <reply>', 'show how one reply is read, instead of reading lines')
    .option('--offers <starts>', 'with --explain: starts with commas between them, or a JSON list as below', '')
    .option('--timezone <zone>', 'with --explain: the business’s (default: America/New_York)')
    .option('--now <time>', 'with --explain: when the reply was made (default: now)')
    .option('--channel <channel>', 'with --explain: sms, email, voice or text (default: text)')
    .option('--asked <what>', 'with --explain: slot, other, confirm, or JSON as below (default: slot)')
    .option('--json', 'with --explain: for machines')
    .addHelpText('after', CHOOSE_HELP)
    .action(async ({ explain: reply, ...options }: ExplainOptions & { readonly explain?: string }) => {
      if (reply !== undefined) {
        const { explain } = await import('./choose/explain.js');
        end(await explain(reply, options, new Date().toISOString(), write));
        return;
      }
      const { choose } = await import('./choose/choose.js');
      end(await choose(process.stdin, write, (line) => process.stderr.write(line)));
    });

  program
    .command('setup')
    .description('make the streams of a JetStream log, or check those that there are')
    .addHelpText(
      'after',
      `
Before the services are started for the first time, and as often as you like: it changes nothing that is there.
Needs NATS_URL with the user that may make streams (setup), as deploy/nats gives it.`,
    )
    .option('--replicas <count>', 'copies of streams that are made: 3 in a cluster', Number, 1)
    .action(async ({ replicas }: { replicas: number }) => {
      if (replicas !== 1 && replicas !== 3 && replicas !== 5)
        throw new Failure('--replicas must be 1, 3 or 5', EXIT.usage);
      const { setup } = await import('./setup/setup.js');
      end(await setup(replicas, write));
    });

  return program;
}

const CHOOSE_HELP = `
In:   {"id", "timezone", "now", "channel", "offers": [{"start", "service"?, "resource"?}], "utterance", "asked"?,
       "services"?, "resources"?}
      channel: sms, email, voice or text; offers are numbered from 1 in their order;
      asked: "slot" (default), "other", or {"confirm": the place of an offer, from 0};
      services, resources: all that the business has, [{"name", "aliases"?}], the name as in the offers
Out:  {"id", "kind", "index"?, "reason"?}, in the same order
      kind: selected, ambiguous, declined, counter, question or none; index: from 0
A bad line is named on standard error, the others go on, and the exit code is 1.

  slotguard choose --explain "the later one" --offers 2025-11-25T14:00,2025-11-25T15:00`;

async function addressOf(url: string | undefined): Promise<string> {
  if (url === undefined) {
    const { addressOfRunning } = await import('./which-system.js');
    return addressOfRunning();
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Failure('--url must be like http://127.0.0.1:3000', EXIT.usage);
  return url;
}

function numberOf(from: string): string {
  const number = from.replace(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new Failure('--from must be a number like +15552120123', EXIT.usage);
  return number;
}
