import { loadavg } from 'node:os';
import { pause, stableHash } from '@slotguard/event-log';
import type { Carrier } from './carrier.js';
import type { Debt, LogWatch } from './log-watch.js';
import { INSTANCES, type Blow } from './plan.js';
import type { ChaosSystem } from './system.js';

export interface Struck {
  readonly blow: Blow;
  readonly name: string;
  /** By the clock of this machine, which is the log's as well. */
  readonly at: number;
  /** Webhooks that had no answer in that moment. */
  readonly webhooks: number;
  /** How many processes wanted a core then, on average over a minute. */
  readonly load: number;
  /** Until another process of that name said that it can work, in milliseconds; of a halted one, how long that lasted. */
  readonly backMs: number;
}

/** A blow waits this long for a moment in which its victim has something in hand. */
const AIM_MS = 4_000;
/** Far too long, but no reason to give up the run: what is slow is told. */
const BACK_MS = 180_000;
/** Others pay a halted guard's debts after two seconds. */
const STOPPED_MS = 4_000;

export interface Battlefield {
  readonly system: ChaosSystem;
  readonly watch: LogWatch;
  readonly carrier: Carrier;
}

/** Strikes in the very tick in which the log shows something that the victim owes; `back` resolves when it works again. */
export async function strike(
  blow: Blow,
  field: Battlefield,
): Promise<{ readonly name: string; readonly back: Promise<Struck> }> {
  const { system, watch, carrier } = field;
  const { name, pid } = await victimOf(blow, system);
  await watch.until(() => watch.owed().some((debt) => isInHandOf(blow, debt)), AIM_MS);
  const struck = { blow, name, at: Date.now(), webhooks: carrier.open, load: loadavg()[0] ?? 0 };
  process.kill(pid, blow.kind === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  const begun = performance.now();
  const over = blow.kind === 'kill' ? system.isReplaced(name, pid, BACK_MS) : goOn(pid);
  return { name, back: over.then(() => ({ ...struck, backMs: performance.now() - begun })) };
}

async function goOn(pid: number): Promise<void> {
  await pause(STOPPED_MS);
  process.kill(pid, 'SIGCONT');
}

/** Whoever was struck shortly before is waited for. */
async function victimOf({ victim, instance }: Blow, system: ChaosSystem): Promise<{ name: string; pid: number }> {
  const name = victim === 'nats' || victim === 'postgres' ? victim : `${victim}-${instance}`;
  for (const deadline = performance.now() + BACK_MS; ; await pause(100)) {
    const found = (await system.processes())[name];
    if (found && isAlive(found.pid)) return { name, pid: found.pid };
    if (performance.now() > deadline) throw new Error(`${name} does not run`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Whether a debt is work of the victim's. A guard or a calendar owes what the conversation's hash gives it; turns are shared out by the
 * queue, so any may be in the hands of any gateway; the bus carries everything that is owed; the database keeps what the calendar owes.
 */
export function isInHandOf({ victim, instance }: Blow, { debtor, conversation }: Debt): boolean {
  switch (victim) {
    case 'nats':
      return debtor !== 'sms-gateway';
    case 'postgres':
      return debtor === 'calendar';
    case 'sms-gateway':
      return debtor === victim;
    case 'booking-guard':
    case 'calendar':
      return debtor === victim && stableHash(conversation) % INSTANCES === instance;
    default:
      return victim satisfies never;
  }
}

/** Debts of a halted guard's that somebody else has paid meanwhile. */
export function paidForHalted({ blow, at }: Struck, debts: readonly Debt[]): Debt[] {
  if (blow.kind !== 'stop') return [];
  return debts.filter(
    (debt) => isInHandOf(blow, debt) && debt.since >= at && (debt.paidAt ?? Infinity) < at + STOPPED_MS,
  );
}

/** Afterwards, by the log's own times: what was owed then and paid only later. */
export function hitBy({ blow, at }: Struck, debts: readonly Debt[]): Debt[] {
  return debts.filter((debt) => debt.since <= at && (debt.paidAt ?? Infinity) > at && isInHandOf(blow, debt));
}
