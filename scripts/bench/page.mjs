// docs/reference/benchmarks.md from the figures.
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os';

/** What the figures were measured on, and what else it had to do. */
export function machine() {
  const cores = `${availableParallelism()} × ${cpus()[0]?.model ?? 'an unknown processor'}`;
  return { cores, system: `${platform()} ${release()}`, node: process.versions.node, load: loadavg()[0] };
}

const ms = (n) => `${n.toFixed(2)} ms`;
const perSecond = (n) => Math.round(n).toLocaleString('en-US');

export function tableOf({ decisions, relay, replay, webhooks }) {
  const rows = [['', 'Slotguard', 'raw', 'raw is']];
  [1, 16].forEach((inFlight, i) => {
    const [ours, raw] = [decisions[i], relay[i]];
    const what = `a decision, ${inFlight} in flight`;
    rows.push([`${what}: p50`, ms(ours.p50), ms(raw.p50), 'the same round through two processes without logic']);
    rows.push([`${what}: p99`, ms(ours.p99), ms(raw.p99), 'the same']);
    rows.push([`${what}: per second`, perSecond(ours.perSecond), perSecond(raw.perSecond), 'the same']);
  });
  rows.push([
    `events folded per second, of ${perSecond(replay.folded.n)}`,
    perSecond(replay.folded.perSecond),
    perSecond(replay.raw.perSecond),
    'following the log, nothing folded',
  ]);
  const { acks, raw } = webhooks;
  const bare = 'a bare HTTP server that answers';
  rows.push([
    'webhooks acknowledged per second, 16 at once',
    perSecond(acks.perSecond),
    perSecond(raw.perSecond),
    bare,
  ]);
  rows.push(['an acknowledgement, 16 at once: p50', ms(acks.p50), ms(raw.p50), 'the same']);
  rows.push(['an acknowledgement, 16 at once: p99', ms(acks.p99), ms(raw.p99), 'the same']);
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length), 3));
  const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(rows[0]), line(widths.map((n) => '-'.repeat(n))), ...rows.slice(1).map(line)].join('\n');
}

export function page(result) {
  const { at, before, after, nats, decisions, webhooks } = result;
  const n = [decisions[0].n, decisions[1].n, webhooks.acks.n].map(perSecond);
  return `# Benchmarks

<!-- Written by scripts/bench.mjs (npm run bench -- --write). -->

Measured on ${at.slice(0, 10)}: ${before.cores}, ${before.system}, Node ${before.node}, nats-server ${nats} with every write on disk before it is acknowledged. Load of the
machine (one minute) ${before.load.toFixed(1)} before and ${after.load.toFixed(1)} after: everything below runs on it at once, the servers, the services and who measures. One run: read the shape, not the digits.

${tableOf(result)}

- **A decision** (${n[0]} one after another, ${n[1]} sixteen at once): from before \`BookingRequested\` is appended until \`BookingApproved\` can be read, in another process than the guard's, through the
  guard's own permissions. Two messages are stored on the way, as in the raw round.
- **Folding**: the whole log followed, every event parsed and checked, every conversation folded into the state that decisions rest on.
- **Webhooks** (${n[2]}): signed, each from a number that never wrote before, so that two events are stored before the answer. Turns wait meanwhile: no guard runs.

\`npm run bench\` measures again, in under two minutes; \`--json\` prints the data, \`--write\` this page.
`;
}
