// The figures of ../shared/corpus/score.mjs: a selection is right only with the same index, everything else counts as silence.

/** `rows` are cases with `gold`; `kinds` maps an id to `{kind, index?}`. Shares are 0 to 1, or undefined of nothing. */
export function tally(rows, kinds) {
  const t = { n: rows.length, gold: 0, selections: 0, right: 0, wrongSlots: 0, falseSelections: 0, kinds: 0 };
  for (const { id, gold } of rows) {
    const { kind, index } = kinds.get(id);
    const [selected, meant] = [kind === 'selected', gold.kind === 'selected'];
    if (meant) t.gold++;
    if (selected) t.selections++;
    if (selected && meant && index === gold.index) t.right++;
    if (selected && meant && index !== gold.index) t.wrongSlots++;
    if (selected && !meant) t.falseSelections++;
    if (!meant && kind === gold.kind) t.kinds++;
  }
  const share = (a, b) => (b === 0 ? undefined : a / b);
  return {
    ...t,
    precision: share(t.right, t.selections),
    recall: share(t.right, t.gold),
    wrongSlot: share(t.wrongSlots, t.gold),
    falseSelection: share(t.falseSelections, t.n - t.gold),
    finerKind: share(t.kinds, t.n - t.gold),
  };
}

/** The rows under each key that `keysOf` gives them, the largest group first. */
export function groupsOf(rows, keysOf) {
  const groups = new Map();
  for (const row of rows) for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

export const targets = {
  precision: { least: 0.995, says: 'precision' },
  recall: { least: 0.95, says: 'recall of chosen' },
  wrongSlot: { most: 0.0005, says: 'wrong slot' },
  falseSelection: { most: 0.003, says: 'false selections' },
  finerKind: { least: 0.85, says: 'finer kinds right' },
};

/** What is missed, as sentences; none when all is met. */
export function missed(figures) {
  return Object.entries(targets)
    .filter(([name, { least = -Infinity, most = Infinity }]) => !(figures[name] >= least && figures[name] <= most))
    .map(
      ([name, { least, most, says }]) =>
        `${says} is ${percent(figures[name])}, not ${least === undefined ? `at most ${percent(most)}` : `at least ${percent(least)}`}`,
    );
}

export const percent = (share, digits = 2) => (share === undefined ? '–' : `${(100 * share).toFixed(digits)} %`);
