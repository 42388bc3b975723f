import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** As long as the services may take to close. */
const KILL_AFTER_MS = 15_000;
/** What is killed goes at once, unless the kernel holds it: then this says so instead of waiting for ever. */
const GIVE_UP_MS = 15_000;

/**
 * Ends all processes of a group and comes back when none is left, whoever has outlived the first of them: a compiler that ends later still
 * reads its folder, and complains of each file that is gone. Who is deaf to SIGTERM for `killAfterMs` is killed.
 */
export async function stopGroup(group, { killAfterMs = KILL_AFTER_MS } = {}) {
  for (const [signal, patience] of [
    ['SIGTERM', killAfterMs],
    ['SIGKILL', GIVE_UP_MS],
  ]) {
    if (membersOf(group).length === 0) return;
    signalTo(group, signal);
    for (const until = Date.now() + patience; Date.now() < until; await sleep(50))
      if (membersOf(group).length === 0) return;
  }
  throw new Error(`still there after SIGKILL: ${membersOf(group).join(', ')}`);
}

/** The processes of a group that still run; one that has ended and was not asked how does not. */
export function membersOf(group) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // "pid (name) state parent group": the name may hold anything.
        const [state, , of] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(of) === group && state !== 'Z' && state !== 'X';
      } catch {
        return false; // Gone meanwhile.
      }
    });
}

function signalTo(group, signal) {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
