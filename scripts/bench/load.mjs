import { quantile } from '../quality/speed.mjs';

/**
 * Runs `work(i)` with so many under way at once, until `count` are done or the time is over. The first tenth, of the count or of the time,
 * is not counted: caches and the compiler warm up. Times are milliseconds.
 */
export async function underLoad(work, { inFlight, count, budgetMs }) {
  const start = performance.now();
  const times = [];
  let next = 0;
  let begun;
  const one = async () => {
    while (next < count && performance.now() - start < budgetMs) {
      const i = next++;
      const at = performance.now();
      if (i >= count / 10 || at - start > budgetMs / 10) begun ??= at;
      await work(i);
      if (at >= begun) times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  const perSecond = (times.length / (performance.now() - begun)) * 1_000;
  times.sort((a, b) => a - b);
  return { n: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99), perSecond };
}

/** How many a second: the median of three runs, or of as many as fit into the time. */
export async function rate(work, budgetMs) {
  const rates = [];
  for (const start = performance.now(); rates.length < 3 && performance.now() - start < budgetMs;) {
    const begun = performance.now();
    const n = await work();
    rates.push({ n, perSecond: (n / (performance.now() - begun)) * 1_000 });
  }
  return rates.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(rates.length / 2)];
}
