// docs/reference/choice-quality.md from the figures.
import { groupsOf, percent, tally, targets } from './score.mjs';
import { quantile } from './speed.mjs';

const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n') + '\n\n';
const figures = (t) =>
  [t.precision, t.recall, t.wrongSlot, t.falseSelection, t.finerKind].map((share) => percent(share));
const columns = ['precision', 'recall', 'wrong slot', 'false selections', 'finer kinds'];

export function page({ rows, counted, disputed, results, parsing, perSecond, machine }) {
  const { kinds } = results.get('Slotguard');
  return [
    '# How well replies are read\n\n<!-- Written by scripts/quality.mjs (npm run quality). -->\n\n',
    'Measured on real customers’ replies from public data sets; the corpus lies outside the repository and says where each comes from. ' +
      'Precision: of the selections, how many are right. Recall: of the replies that choose, how many are selected. Wrong slot: replies that choose, read as another ' +
      'slot. False selections: replies that choose nothing, read as a choice. Finer kinds: of those, how many are also called what they are.\n\n',
    '## Overall\n\n',
    table(
      ['', 'cases', ...columns],
      [
        [
          'target',
          '',
          ...Object.values(targets).map(({ least, most }) =>
            least === undefined ? `≤ ${percent(most)}` : `≥ ${percent(least)}`,
          ),
        ],
        ['all labels', rows.length, ...figures(tally(rows, kinds))],
        ['without the disputed', counted.length, ...figures(tally(counted, kinds))],
      ],
    ),
    '## Beside other libraries\n\n',
    'In the same run, on all labels. What the libraries find (chrono-node: times and dates; Recognizers-Text: those, ordinals, numbers and yes) is matched against the ' +
      'offers, and the only one that fits is chosen. The finer kinds are none of their business.\n\n',
    table(
      ['reader', ...columns.slice(0, 4), 'half of the replies within', '99 % within'],
      [...results].map(([name, { kinds, micros }]) => [
        name,
        ...figures(tally(rows, kinds)).slice(0, 4),
        micro(quantile(micros, 0.5)),
        micro(quantile(micros, 0.99)),
      ]),
    ),
    `On ${machine}; each reply three times, the quickest counts. Through the pipe of \`slotguard choose\`, its start included: ${Math.floor(perSecond)} cases a second.\n\n`,
    '## Times, dates and ordinals\n\n',
    table(['type', 'cases', 'read right'], [...parsingRows(parsing)]),
    'A time without am or pm keeps both readings until the offers decide, and either counts. Booleans and numbers are listed for completeness.\n\n',
    ...grouped('category', rows, kinds, ({ tags }) =>
      tags.filter((tag) => tag.startsWith('cat:')).map((tag) => tag.slice(4)),
    ),
    ...grouped('source', rows, kinds, ({ source }) => [source]),
    ...grouped('channel', rows, kinds, ({ channel }) => [channel]),
    '## Labels held to be wrong\n\n',
    `${disputed.size} of ${rows.length} (${percent(disputed.size / rows.length)}), each read twice with its dialogue. The reader is not bent to them. The replies are quoted from Schema-Guided Dialogue (sgd) and the SMCalFlow data (smcalflow), both CC BY-SA 4.0.\n\n`,
    ...labelLists(rows, disputed),
  ].join('');
}

function* parsingRows(parsing) {
  for (const { type, n, right } of parsing) yield [type, n, percent(right / n)];
  const { n, right } = parsingTotal(parsing);
  yield ['**times, dates and ordinals**', n, `**${percent(right / n)}** (target ≥ 95 %)`];
}

export function parsingTotal(parsing) {
  const counted = parsing.filter(({ type }) => ['time', 'date', 'ordinal'].includes(type));
  const sum = (key) => counted.reduce((total, score) => total + score[key], 0);
  return { n: sum('n'), right: sum('right') };
}

function grouped(by, rows, kinds, keysOf) {
  const groups = groupsOf(rows, keysOf).map(([name, group]) => [name, group.length, ...figures(tally(group, kinds))]);
  return [`## By ${by}\n\n`, table([by, 'cases', ...columns], groups)];
}

function labelLists(rows, disputed) {
  const byReason = new Map();
  for (const row of rows)
    if (disputed.has(row.id)) byReason.set(disputed.get(row.id), [...(byReason.get(disputed.get(row.id)) ?? []), row]);
  return [...byReason].map(
    ([reason, cases]) =>
      `${reason}\n\n` +
      table(
        ['case', 'labelled', 'reply'],
        cases.map(({ id, gold, utterance }) => [`\`${id}\``, gold.kind, utterance]),
      ),
  );
}

function micro(micros) {
  return micros < 1000 ? `${Math.round(micros)} µs` : `${(micros / 1000).toFixed(1)} ms`;
}
