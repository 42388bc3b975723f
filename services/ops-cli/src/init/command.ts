import type { Command } from 'commander';
import type { ExitCode, Paint } from '../terminal.js';
import type { InitOptions } from './init.js';

const HELP = `
Asks what is not given. Nothing is written before all of it is right; a file that is there is kept unless --force is given.
Without a terminal: answers one a line on standard input, or as options with --yes.

  slotguard init --yes --name "Oak Street Barbers" --time-zone America/Chicago \\
    --service "Haircut, 30, $35" --service "Beard trim, 15, $15" --people "Sam, Lee" \\
    --hours "Tue-Fri 9:00-18:00; Sat 9:00-14:00"`;

/** `slotguard init`: from nothing to a business's file. */
export function addInit(program: Command, paint: Paint, end: (code: ExitCode) => void): void {
  program
    .command('init')
    .argument('[file]', 'the file to write', 'business.yaml')
    .description('ask for your business and write its file')
    .option('--name <name>', 'what the business is called')
    .option('--id <id>', 'its id in the records (default: from the name)')
    .option('--time-zone <zone>', 'an IANA zone, or a city (default: this machine’s, else America/New_York)')
    .option('--phone <number>', 'told to customers who want a person')
    .option('--address <address>', 'told to customers who ask')
    .option('--service <service>', 'name, minutes, price; again for each service', collect)
    .option('--people <names>', 'who gives them, with commas')
    .option('--hours <hours>', 'like “Mon-Fri 9:00-12:00, 13:00-18:00; Sat 10am-2pm”')
    .option('--yes', 'ask nothing: what is not given takes its default')
    .option('--force', 'replace the file that is there')
    .addHelpText('after', HELP)
    .action(async (file: string, options: InitOptions) => {
      const { init } = await import('./init.js');
      end(await init(file, options, { input: process.stdin, output: process.stdout, paint }));
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
