#!/usr/bin/env node
// Measures what the distributed system costs, on real servers that it starts, each figure beside the raw one of the same run.
// `--json` prints data, `--write` also writes docs/reference/benchmarks.md. Takes under two minutes. Needs the build.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { decisionLatency, relayLatency } from './bench/decisions.mjs';
import { machine, page, tableOf } from './bench/page.mjs';
import { replay } from './bench/replay.mjs';
import { openSystem } from './bench/system.mjs';
import { webhookAcks } from './bench/webhooks.mjs';

const PAGE = 'docs/reference/benchmarks.md';
const ONE = { inFlight: 1, count: 1_000, prepareMs: 8_000, budgetMs: 6_000 };
const SIXTEEN = { inFlight: 16, count: 4_000, prepareMs: 15_000, budgetMs: 8_000 };
const WEBHOOKS = { inFlight: 16, count: 5_000, budgetMs: 8_000 };

const before = machine();
const system = await openSystem({ fsync: true });
try {
  const webhooks = await webhookAcks(system, WEBHOOKS);
  const relay = await relayLatency(system, [ONE, SIXTEEN]);
  const guard = await system.run('services/booking-guard/dist/main.js', { NATS_URL: system.urlOf('guard') });
  const log = await system.openLog('sms');
  const decisions = [];
  for (const load of [ONE, SIXTEEN]) decisions.push(await decisionLatency(log, load));
  await guard.stop();
  const run = { at: new Date().toISOString(), before, after: machine(), nats: system.version };
  const result = { ...run, webhooks, relay, decisions, replay: await replay(log) };
  console.log(process.argv.includes('--json') ? JSON.stringify(result, null, 2) : tableOf(result));
  if (process.argv.includes('--write'))
    writeFileSync(PAGE, await format(page(result), { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
} finally {
  await system.close();
}
