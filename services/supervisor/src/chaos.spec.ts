import { beforeAll, describe, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { faultsOf, textsTwice } from './chaos/findings.js';
import { planFor, VICTIMS } from './chaos/plan.js';
import { reportOf } from './chaos/report.js';
import { runChaos, type Outcome } from './chaos/run-chaos.js';

/** The short form; `npm run test:chaos` is the long one, and also asks how soon everything is back. */
const SIZE = { seed: 7, conversations: 30, kills: VICTIMS.length };
const TEST_MS = 300_000;

describe('the plan of a run', () => {
  test('follows from its seed alone', () => {
    expect(planFor(SIZE)).toEqual(planFor(SIZE));
    expect(planFor({ ...SIZE, seed: 8 })).not.toEqual(planFor(SIZE));
  });
  test('kills each kind as often as any other, halts guards too, and has customers who fight for one slot', () => {
    const { blows, customers } = planFor({ seed: 1, conversations: 1_000, kills: 60 });
    const kills = blows.filter(({ kind }) => kind === 'kill').map(({ victim }) => victim);
    for (const victim of VICTIMS) expect(kills.filter((one) => one === victim)).toHaveLength(12);
    expect(blows.filter(({ kind }) => kind === 'stop').length).toBeGreaterThan(1);
    expect(customers.filter(({ wish }) => wish.provider !== undefined).length).toBeGreaterThan(200);
  });
});

describe('thirty customers text while every kind of process is killed once and a guard is halted', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await runChaos({ ...SIZE, say: () => undefined });
  }, TEST_MS);

  test('nothing is lost, done twice or told falsely, and every conversation ends', async () => {
    expect({ report: reportOf(outcome), faults: faultsOf(outcome) }).toMatchObject({ faults: [] });
    await rm(outcome.folder, { recursive: true });
  });
  test('nearly everybody gets an appointment, and hardly anybody a text twice', () => {
    expect(outcome.endings.filter(({ how }) => how === 'booked').length).toBeGreaterThan(SIZE.conversations * 0.8);
    expect(textsTwice(outcome)).toBeLessThanOrEqual(2);
  });
});
