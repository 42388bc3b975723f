import { describe, expect, test } from '@jest/globals';
import { Circuit } from './circuit.js';

const limits = { faultsMax: 3, restMs: 30_000, restMaxMs: 120_000 };

function circuit() {
  const clock = { now: 0 };
  return { clock, circuit: new Circuit(limits, () => clock.now) };
}

describe('a model that keeps failing', () => {
  test('is asked until the third fault in a row, then left alone for half a minute', () => {
    const { clock, circuit: one } = circuit();
    expect([one.failed(), one.failed(), one.admits()]).toEqual([0, 0, true]);
    expect(one.failed()).toBe(30_000);
    expect(one.admits()).toBe(false);
    clock.now = 29_999;
    expect(one.admits()).toBe(false);
  });
  test('is tried by one question after that; the others wait for how it goes', () => {
    const { clock, circuit: one } = circuit();
    for (const _ of [1, 2, 3]) one.failed();
    clock.now = 30_000;
    expect([one.admits(), one.admits()]).toEqual([true, false]);
    one.answered();
    expect([one.admits(), one.admits()]).toEqual([true, true]);
  });
  test('is left alone again when that one fails', () => {
    const { clock, circuit: one } = circuit();
    for (const _ of [1, 2, 3]) one.failed();
    clock.now = 30_000;
    one.admits();
    expect(one.failed()).toBe(30_000);
    expect(one.admits()).toBe(false);
  });
  test('is tried by another one when nobody waited for that answer', () => {
    const { clock, circuit: one } = circuit();
    for (const _ of [1, 2, 3]) one.failed();
    clock.now = 30_000;
    one.admits();
    one.givenUp();
    expect(one.admits()).toBe(true);
  });
  test('an answer between makes the count begin anew', () => {
    const { circuit: one } = circuit();
    one.failed();
    one.failed();
    one.answered();
    expect([one.failed(), one.failed(), one.admits()]).toEqual([0, 0, true]);
  });
  test('is left alone at once where asking again is of no use, and for as long as the provider says, within reason', () => {
    const { circuit: one } = circuit();
    expect(one.failed({ atOnce: true })).toBe(30_000);
    expect(one.admits()).toBe(false);
    expect(one.failed({ forMs: 60_000 })).toBe(60_000);
    expect(one.failed({ forMs: 86_400_000 })).toBe(120_000);
  });
});
