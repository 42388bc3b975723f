#!/usr/bin/env node
// Ten bursts of texts a second over 200 conversations, with a model that takes two seconds for each answer. At the end: of each conversation one turn
// at a time, no reply to an overtaken question, every text answered once, the log as it must be, and the process no bigger than after its first seconds.
// `--seconds 60`, `--bursts 10` (a second), `--conversations 200`, `--think 2000` (ms), `--seed 1`, `--dump FILE` (the log, as JSON). Needs the build. Exits with 1 when something does not hold.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBreaches } from '@slotguard/conversation';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { findingsOf } from './bursts/findings.mjs';
import { startSlowModel } from './bursts/slow-model.mjs';
import { startStandalone } from './bursts/standalone.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    bursts: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '200' },
    think: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    dump: { type: 'string' },
  },
});
const [seconds, perSecond, conversations, thinkMs, seed] = ['seconds', 'bursts', 'conversations', 'think', 'seed'].map(
  (name) => Number(values[name]),
);
const NUMBER = '+15185550134';
/** After the last text: as long as the log still grows, a busy machine is given time; this long without a new event, nothing more will come. */
const SILENCE_MS = 20_000;
const DRAIN_MS = 300_000;

const random = mulberry32(seed);
const twilio = await TwilioEmulator.start({ numbers: [NUMBER] });
// Receipts are no part of this, and would be half of the requests.
twilio.receipts = () => [];
const model = await startSlowModel(thinkMs);
const system = await startStandalone({ twilio, number: NUMBER, modelUrl: model.url });
let failed = true;
try {
  console.log(
    `${perSecond} bursts a second for ${seconds} s over ${conversations} conversations, ${thinkMs} ms an answer`,
  );
  const sent = await load();
  const story = await settled(sent.texts);
  if (values.dump) writeFileSync(values.dump, JSON.stringify(story));
  const findings = findingsOf(story);
  const { breaches, owed } = findBreaches(story);
  const memory = system.memory();
  const report = {
    ...sent,
    ...findings,
    ...model.seen(),
    invariants: breaches.length,
    owed: owed.length,
    machine: { cores: cpus().length, load: loadavg()[0].toFixed(1) },
    heapMb: memory.map((mb) => Math.round(mb)),
  };
  console.log(JSON.stringify(report, null, 2));
  const faults = [
    [findings.interleaved > 0, 'two turns of one conversation at once'],
    [report.atOnceMax > 1, 'two questions of one conversation at once'],
    [findings.overtakenReplies > 0, 'a reply to an overtaken question'],
    [findings.unanswered > 0 || findings.answeredTwice > 0, 'a text without an answer, or with two'],
    [findings.superseded === 0, 'no turn was overtaken: the load shows nothing'],
    [findings.byRules > 0, 'the rules answered although the model was there'],
    [breaches.length > 0 || owed.length > 0, 'the log is not as it must be'],
    [!isFlat(memory), 'memory grows'],
  ].flatMap(([is, what]) => (is ? [what] : []));
  failed = faults.length > 0;
  console.log(failed ? `does not hold: ${faults.join('; ')}` : 'all of it holds');
  if (failed) console.log(system.output());
} finally {
  await system.stop();
  await model.close();
  await twilio.close();
}
process.exit(failed ? 1 : 0);

/** The bursts of one second are spread over it. A burst is one to three texts; some come while the turn before is thought about. */
async function load() {
  const underWay = new Set();
  const totals = { texts: 0, bursts: 0, refused: 0 };
  const lines = Array.from({ length: conversations }, () => 0);
  const end = performance.now() + seconds * 1_000;
  for (let next = performance.now(); next < end; next += 1_000 / perSecond) {
    await sleep(Math.max(next - performance.now(), 0));
    const who = Math.floor(random() * conversations);
    const going = burst(who).finally(() => underWay.delete(going));
    underWay.add(going);
    totals.bursts += 1;
  }
  await Promise.all(underWay);
  return totals;

  async function burst(who) {
    const texts = [wordsOf(who, lines[who]++), ...extras()];
    for (const [i, text] of texts.entries()) {
      // Within the quiet of a burst, or into the thinking about what came before.
      if (i > 0) await sleep(random() < 0.5 ? 200 + random() * 300 : 1_000 + random() * 2_000);
      totals.texts += 1;
      const { status } = await twilio.text(`+1518${5_560_000 + who}`, NUMBER, text);
      if (status !== 200) totals.refused += 1;
    }
  }
}

function wordsOf(who, line) {
  const tag = `(c${String(who).padStart(4, '0')})`;
  return (
    [`hi, botox please ${tag}`, 'the first one', 'thanks', 'another botox please', 'the second one'][line % 5] +
    (line % 5 > 0 && random() < 0.2 ? '!' : '')
  );
}

function extras() {
  const all = ['sorry, the first one', 'hello?', 'are you there?'];
  return all.slice(0, Math.floor(random() * 3)).map((words) => words);
}

/** The log, once every text stands in it and is answered, or once nothing more comes. */
async function settled(texts) {
  const deadline = performance.now() + DRAIN_MS;
  let length = 0;
  for (let grewAt = performance.now(); ; await sleep(1_000)) {
    const story = await system.story();
    const now = performance.now();
    if (story.length > length) [length, grewAt] = [story.length, now];
    const said = story.filter(({ type }) => type === 'UserUtterance').length;
    const isDone = said === texts && findingsOf(story).unanswered === 0;
    if (isDone || now > deadline || now - grewAt > SILENCE_MS) return story;
  }
}

/** What is left after each collection, in windows of ten seconds: the last is no bigger than the first after the start, save for a little. */
function isFlat(megabytes) {
  const [first] = megabytes;
  const last = megabytes.at(-1);
  return first !== undefined && last <= first * 1.25 + 8;
}

function mulberry32(from) {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
