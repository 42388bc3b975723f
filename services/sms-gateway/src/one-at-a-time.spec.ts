import { describe, expect, test } from '@jest/globals';
import { OneAtATime } from './one-at-a-time.js';

describe('one turn of a conversation at a time', () => {
  test('the same conversation in the order of arrival, others beside it, and nothing is kept of those that are done', async () => {
    const lanes = new OneAtATime();
    const done: string[] = [];
    const open: Record<string, () => void> = {};
    const turn = (name: string) => async (): Promise<string> => {
      await new Promise<void>((resolve) => (open[name] = resolve));
      done.push(name);
      return name;
    };
    const turns = [lanes.run('a', turn('a1')), lanes.run('a', turn('a2')), lanes.run('b', turn('b1'))];
    await new Promise(setImmediate);
    expect(Object.keys(open)).toEqual(['a1', 'b1']);
    open['b1']!();
    open['a1']!();
    await turns[0];
    await new Promise(setImmediate);
    open['a2']!();
    expect(await Promise.all(turns)).toEqual(['a1', 'a2', 'b1']);
    expect(done).toEqual(['b1', 'a1', 'a2']);
    expect(lanes.size).toBe(0);
  });
  test('a turn that fails does not stop the next one', async () => {
    const lanes = new OneAtATime();
    const failing = lanes.run('a', async () => Promise.reject(new Error('away')));
    const next = lanes.run('a', async () => 'answered');
    await expect(failing).rejects.toThrow('away');
    expect(await next).toBe('answered');
    expect(lanes.size).toBe(0);
  });
});
