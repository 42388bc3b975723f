import type { Command } from 'commander';
import { writerTo, type ExitCode, type Paint } from '../terminal.js';
import type { DoctorOptions } from './doctor.js';

const HELP = `
Reads the settings of the services (environment variables, docs/reference/settings.md) and asks those whom they name: the database,
NATS, Twilio, the public address, the provider of the model, the DNS. Changes nothing, shows no secret.

  good     as it should be
  bad      has to be mended; the exit code is 1
  doubt    could not be told, or works, but not as well as it might
  not set  nothing there, which may be what you want`;

/** `slotguard doctor`: what is missing before real texts can come. */
export function addDoctor(program: Command, paint: Paint, end: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .description('check settings, keys, database, clock, Twilio and mail, and say how to mend them')
    .option('--json', 'for machines')
    .option('--data-dir <folder>', 'the data folder, instead of SLOTGUARD_DATA_DIR')
    .option('--dkim-selector <name>', 'where the mail provider keeps its key (default: the usual names)')
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.js');
      end(await doctor(options, writerTo(process.stdout), paint));
    });
}
