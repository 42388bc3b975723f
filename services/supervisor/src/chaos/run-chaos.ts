import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { Carrier } from './carrier.js';
import { converse, type Ending } from './converse.js';
import { LogWatch } from './log-watch.js';
import { planFor, type PlanSize } from './plan.js';
import { strike, type Struck } from './strike.js';
import { ChaosSystem } from './system.js';
import { pause } from '@slotguard/event-log';
import { verifyByCommand, type Verified } from './verify-by-command.js';

/** All that there is to judge by, afterwards. */
export interface Outcome {
  readonly seed: number;
  readonly struck: readonly Struck[];
  readonly endings: readonly Ending[];
  readonly carrier: Carrier;
  readonly watch: LogWatch;
  readonly verified: Verified;
  readonly tookMs: number;
  /** With the logs of all processes; the caller's to remove. */
  readonly folder: string;
}

export interface ChaosOptions extends PlanSize {
  readonly say: (line: string) => void;
}

/** Whoever began this many blows ago should have ended, or is waited for a while: a slow machine shall have fewer talks at once, not all at the end. */
const BLOWS_AT_MOST = 4;
const TALKS_MS = 20_000;
/** The next blow falls though the last one's victim is not back. */
const GO_ON_MS = 6_000;
/** All debts are paid this long after the last word, or never. */
const SETTLE_MS = 60_000;

/** Runs the plan of the seed; everything is stopped when it resolves or throws. */
export async function runChaos({ say, ...size }: ChaosOptions): Promise<Outcome> {
  const plan = planFor(size);
  const begun = performance.now();
  const carrier = await Carrier.start();
  let system: ChaosSystem | undefined;
  let log: JetStreamEventLog | undefined;
  let watch: LogWatch | undefined;
  try {
    system = await ChaosSystem.start(carrier.settings);
    carrier.connect(await gatewaysOf(system));
    const url = await system.opsUrl();
    log = await JetStreamEventLog.open({ url, inboxPrefix: '_INBOX_ops', name: 'chaos' });
    watch = new LogWatch(log);
    say(`the system works, in ${system.dataDir}`);
    const gates = plan.blows.map(() => gate());
    const world = { carrier, watch, today: new Date(), announced: async (blow: number) => gates[blow]?.opened };
    const talks = plan.customers.map((customer, i) => converse(customer, i, world));
    const struck: Promise<Struck>[] = [];
    for (const [i, blow] of plan.blows.entries()) {
      const earlier = talks.filter((_, k) => (plan.customers[k]?.afterBlow ?? 0) <= i - BLOWS_AT_MOST);
      await within(TALKS_MS, Promise.all(earlier));
      gates[i]?.open();
      await pause(blow.pauseMs);
      const { back } = await strike(blow, { system, watch, carrier });
      const told = back.then((one) => (say(lineOf(one, i)), one));
      struck.push(told);
      await within(GO_ON_MS, told);
    }
    const endings = await Promise.all(talks);
    await watch.until(() => watch?.owed().length === 0, SETTLE_MS);
    await carrier.twilio.idle();
    const verified = await verifyByCommand(url);
    const tookMs = performance.now() - begun;
    return {
      seed: plan.seed,
      struck: await Promise.all(struck),
      endings,
      carrier,
      watch,
      verified,
      tookMs,
      folder: system.dataDir,
    };
  } finally {
    await watch?.close();
    await log?.close();
    await system?.stop();
    await carrier.twilio.close();
  }
}

/** Waits for the work, no longer than that. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, pause(ms, over.signal)]).finally(() => over.abort());
}

function lineOf({ blow, name, backMs, load }: Struck, i: number): string {
  const what = blow.kind === 'kill' ? 'killed, back' : 'halted, let go';
  return `${i + 1} ${name} ${what} after ${(backMs / 1_000).toFixed(1)} s (load ${load.toFixed(0)})`;
}

async function gatewaysOf(system: ChaosSystem): Promise<string[]> {
  const processes = Object.entries(await system.processes());
  return processes.filter(([name]) => name.startsWith('sms-gateway')).map(([, { url }]) => url ?? '');
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
