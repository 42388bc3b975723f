#!/usr/bin/env node
// Measures libs/choice on the corpus of real replies and writes docs/reference/choice-quality.md, beside chrono-node and Recognizers-Text.
// `--check` only says whether the targets are met, in seconds. `--corpus FOLDER` or SLOTGUARD_CORPUS: default ../shared/corpus. Needs the build.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { parseChoiceCase } from '../services/ops-cli/dist/choose/choice-case.js';
import { extractChoice } from '../libs/choice/dist/index.js';
import { corpusFolder, readCorpus } from './quality/corpus.mjs';
import { disputed, disputedMax } from './quality/labels.mjs';
import { page, parsingTotal } from './quality/page.mjs';
import { scoreParsing } from './quality/parsing.mjs';
import { missed, percent, tally } from './quality/score.mjs';
import { quantile, throughput, timed } from './quality/speed.mjs';

const PAGE = 'docs/reference/choice-quality.md';
const PARSED_MIN = 0.95;
const [P50_MAX, P99_MAX] = [100, 1000]; // microseconds
const PER_SECOND_MIN = 1000;

const { lines, parsing: expressions } = readCorpus(corpusFolder(process.argv));
const rows = lines.map((line) => JSON.parse(line));
const cases = lines.map((line) => parseChoiceCase(line));
const counted = rows.filter(({ id }) => !disputed.has(id));
const parsing = scoreParsing(expressions);

const faults = process.argv.includes('--check') ? check() : await measure();
for (const fault of faults) console.error(`quality: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Right or not, without times: those need the machine to itself. */
function check() {
  const kinds = new Map(
    cases.map(({ id, utterance, offers, context }) => [id, extractChoice(utterance, offers, context)]),
  );
  return faultsOf(kinds);
}

async function measure() {
  const { prepare, readers } = await import('./quality/readers.mjs');
  const prepared = cases.map(prepare);
  const results = new Map(Object.entries(readers).map(([name, read]) => [name, timed(read, prepared)]));
  const perSecond = await throughput(lines, 'services/ops-cli/bin/slotguard.js');
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.versions.node}`;
  const text = page({ rows, counted, disputed, results, parsing, perSecond, machine });
  writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
  const { kinds, micros } = results.get('Slotguard');
  const [p50, p99] = [quantile(micros, 0.5), quantile(micros, 0.99)];
  console.log(
    `p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs, ${Math.floor(perSecond)} cases a second; written to ${PAGE}`,
  );
  const slow =
    p50 > P50_MAX || p99 > P99_MAX ? [`p50 ${p50} µs, p99 ${p99} µs: more than ${P50_MAX} and ${P99_MAX}`] : [];
  const few = perSecond < PER_SECOND_MIN ? [`${perSecond} cases a second, fewer than ${PER_SECOND_MIN}`] : [];
  return [...faultsOf(kinds), ...slow, ...few];
}

function faultsOf(kinds) {
  const [all, without] = [tally(rows, kinds), tally(counted, kinds)];
  for (const [name, t] of [
    ['all labels', all],
    ['without the disputed', without],
  ])
    console.log(
      `${name}: ${t.n} cases, precision ${percent(t.precision)}, recall ${percent(t.recall)}, wrong slot ${percent(t.wrongSlot)}, ` +
        `false selections ${percent(t.falseSelection)}, finer kinds ${percent(t.finerKind)}`,
    );
  const { n, right } = parsingTotal(parsing);
  console.log(`times, dates and ordinals: ${right} of ${n}, ${percent(right / n)}`);
  const unknown = [...disputed.keys()].filter((id) => !kinds.has(id));
  return [
    ...missed(all),
    ...(right / n < PARSED_MIN ? [`only ${percent(right / n)} of times, dates and ordinals are read right`] : []),
    ...(disputed.size / rows.length > disputedMax ? ['too many labels are disputed'] : []),
    ...unknown.map((id) => `the disputed label ${id} is not in the corpus`),
  ];
}
