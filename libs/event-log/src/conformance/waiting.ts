import { describe, expect, test } from '@jest/globals';
import { ids, numbered, ref, utterance, type Current } from './log-under-test.js';

export function describeWaiting(current: Current): void {
  describe('waiting for an event', () => {
    test('that is there already takes no time', async () => {
      const { event } = await current.log.append(utterance('ann', 'dec-1'));
      expect(await current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 0 })).toEqual(event);
    });

    test('that another process appends later ends with that event', async () => {
      const waiting = current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 20_000 });
      const other = await current.another();
      await other.append(utterance('ann', 'dec-0'));
      await other.append(utterance('bob', 'dec-1'));
      const { event } = await other.append(utterance('ann', 'dec-1'));
      expect(await waiting).toEqual(event);
    });

    test('that is appended at the very same time is never missed', async () => {
      const names = numbered('dec', 50);
      const other = await current.another();
      const waits = names.map(async (id) => {
        const [event] = await Promise.all([
          current.log.waitFor(ref('ann', id), { timeoutMs: 20_000 }),
          other.append(utterance('ann', id)),
        ]);
        return event!;
      });
      expect(ids(await Promise.all(waits))).toEqual(names);
    });

    test('that never comes ends with nothing when the time is over', async () => {
      const started = performance.now();
      expect(await current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 60 })).toBeUndefined();
      expect(performance.now() - started).toBeGreaterThanOrEqual(55);
    });

    test('is given up when the caller gives up', async () => {
      const caller = new AbortController();
      const waiting = current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 20_000, signal: caller.signal });
      caller.abort(new Error('hung up'));
      await expect(waiting).rejects.toThrow('hung up');
      await expect(
        current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 20_000, signal: caller.signal }),
      ).rejects.toThrow('hung up');
    });
  });
}
