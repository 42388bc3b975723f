#!/usr/bin/env node
import { rm } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { faultsOf, shortcomingsOf } from './findings.js';
import { reportOf } from './report.js';
import { runChaos } from './run-chaos.js';

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

const program = new Command('npm run test:chaos --')
  .description(
    'Kills services and servers under conversations, one after another, and shows that nothing was lost, done twice or told falsely.',
  )
  .option('--seed <number>', 'repeats the plan of a run', whole, Date.now() % 1_000_000)
  .option('--conversations <number>', 'how many customers text', whole, 1_000)
  .option('--kills <number>', 'how many processes are killed', whole, 60)
  .parse();
const { seed, conversations, kills } = program.opts<{ seed: number; conversations: number; kills: number }>();

console.log(
  `seed ${seed} (again with: npm run test:chaos -- --seed ${seed} --conversations ${conversations} --kills ${kills})`,
);
const outcome = await runChaos({ seed, conversations, kills, say: (line) => console.log(line) });
console.log(`\n${reportOf(outcome)}`);
const faults = [...faultsOf(outcome), ...shortcomingsOf(outcome)];
for (const fault of faults) console.log(`✗ ${fault}`);
if (faults.length === 0) await rm(outcome.folder, { recursive: true });
else console.log(`\nThe data and the logs are in ${outcome.folder}`);
process.exitCode = faults.length === 0 ? 0 : 1;
