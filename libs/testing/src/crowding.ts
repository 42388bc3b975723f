import { availableParallelism, loadavg } from 'node:os';

/**
 * How many times longer things take here than on a machine that has nothing else to do: 1 where no core has more than one thing to do. What is
 * promised of a quiet machine is held against that many times as much.
 */
export function crowding(): number {
  const [lastMinute = 0] = loadavg();
  return Math.max(1, lastMinute / availableParallelism());
}
